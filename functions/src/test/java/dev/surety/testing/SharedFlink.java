package dev.surety.testing;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.util.TestStreamEnvironment;
import org.apache.flink.test.util.MiniClusterWithClientResource;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;

/**
 * One Flink for all test classes of this JVM that ask for it: the first starts it, and it ends
 * after the last. (Failsafe hands each class to JUnit as a run of its own; all runs of a JVM are
 * one session, so that is what keeps it.) Each command would start its own otherwise, two seconds a
 * time; that this works, too, is shown by {@code RetiredKeysITCase}, which doesn't ask.
 */
public final class SharedFlink implements BeforeAllCallback, AfterAllCallback {

  /** What is done within the shared Flink. */
  public interface Work<T> {
    T run() throws Exception;
  }

  /** Of jobs of classes whose subject they are. */
  private static final int PARALLELISM = 2;

  /** Of commands that look at what a job of a test has left, which is little. */
  private static final int ALONE = 1;

  private final boolean always;
  private Running running;

  /** For classes whose every command runs in it: {@code @ExtendWith}. */
  public SharedFlink() {
    this(true);
  }

  private SharedFlink(boolean always) {
    this.always = always;
  }

  /**
   * For classes that start a Flink of their own, too, which Flink refuses where another is shared:
   * {@code @RegisterExtension}, and {@link #within} around the commands.
   */
  public static SharedFlink onDemand() {
    return new SharedFlink(false);
  }

  @Override
  public void beforeAll(ExtensionContext test) {
    running =
        test.getStore(StoreScope.LAUNCHER_SESSION, Namespace.create(SharedFlink.class))
            .getOrComputeIfAbsent(Running.class, key -> new Running(), Running.class);
    if (always) {
      running.use(PARALLELISM);
    } else {
      TestStreamEnvironment.unsetAsContext(); // its start makes it the one to use
    }
  }

  /** Does it in the shared Flink; afterwards jobs start their own again. */
  public <T> T within(Work<T> work) throws Exception {
    running.use(ALONE);
    try {
      return work.run();
    } finally {
      TestStreamEnvironment.unsetAsContext();
    }
  }

  @Override
  public void afterAll(ExtensionContext test) {
    TestStreamEnvironment.unsetAsContext();
  }

  /** The cluster; JUnit closes it with the session. */
  private static final class Running implements AutoCloseable {

    private final MiniClusterWithClientResource flink =
        new MiniClusterWithClientResource(
            new MiniClusterResourceConfiguration.Builder()
                .setConfiguration(configuration())
                .setNumberTaskManagers(1)
                .setNumberSlotsPerTaskManager(2 * PARALLELISM)
                .build());

    Running() {
      try {
        flink.before();
      } catch (Exception e) {
        throw new IllegalStateException("Flink did not start", e);
      }
    }

    void use(int parallelism) {
      TestStreamEnvironment.setAsContext(flink.getMiniCluster(), parallelism);
    }

    @Override
    public void close() {
      flink.after();
    }

    private static Configuration configuration() {
      String loopback = "127.0.0.1";
      Configuration flink = new Configuration();
      flink.set(RestOptions.BIND_ADDRESS, loopback);
      flink.set(JobManagerOptions.BIND_HOST, loopback);
      flink.set(TaskManagerOptions.BIND_HOST, loopback);
      flink.set(TaskManagerOptions.MANAGED_MEMORY_SIZE, MemorySize.ofMebiBytes(256));
      return flink;
    }
  }
}

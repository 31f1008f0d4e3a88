package dev.surety.demo.run;

import dev.surety.domain.Chance;
import dev.surety.job.RouterJob;
import dev.surety.job.options.JobSettings;
import dev.surety.job.options.OptionsLoader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Starts the very job that production submits, on a Flink cluster inside this JVM. */
final class JobLauncher {

  /** Consumer group of the demo's job. */
  static final String GROUP = "surety";

  private static final String LOOPBACK = "127.0.0.1";
  private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(1);

  private JobLauncher() {}

  static DemoJob start(DemoSettings demo, String bootstrap, Workspace workspace) throws Exception {
    return start(demo, bootstrap, workspace, null);
  }

  /**
   * @param savepoint to start from, or {@code null} for the empty state
   */
  static DemoJob start(DemoSettings demo, String bootstrap, Workspace workspace, String savepoint)
      throws Exception {
    int uiPort = demo.uiPort == 0 ? freePort() : demo.uiPort;
    Configuration flink = flink(uiPort, workspace);
    if (savepoint != null) {
      flink.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
    }
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironmentWithWebUI(flink);
    env.setParallelism(demo.parallelism);
    JobSettings settings =
        OptionsLoader.load(
            new String[] {
              "--kafka.bootstrap.servers=" + bootstrap,
              "--kafka.group.id=" + GROUP,
              "--journal.path=" + workspace.journal().toUri(),
              "--journal.compact-every=0",
              "--router.seed=" + routerSeed(demo.seed)
            },
            Map.of());
    return new DemoJob(RouterJob.start(env, settings), uiPort);
  }

  private static Configuration flink(int uiPort, Workspace workspace) {
    Configuration flink = new Configuration();
    flink.set(RestOptions.PORT, uiPort);
    flink.set(RestOptions.ADDRESS, LOOPBACK);
    flink.set(RestOptions.BIND_ADDRESS, LOOPBACK);
    flink.set(JobManagerOptions.BIND_HOST, LOOPBACK);
    flink.set(TaskManagerOptions.BIND_HOST, LOOPBACK);
    flink.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, CHECKPOINT_INTERVAL);
    flink.set(
        CheckpointingOptions.CHECKPOINTS_DIRECTORY, workspace.checkpoints().toUri().toString());
    flink.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    flink.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 5);
    return flink;
  }

  /** The router's chance is its own: independent of what users and traffic draw. */
  private static long routerSeed(long seed) {
    return Chance.mix(Chance.hash(seed, "router"));
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}

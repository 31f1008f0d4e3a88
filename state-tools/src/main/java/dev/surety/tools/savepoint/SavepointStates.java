package dev.surety.tools.savepoint;

import dev.surety.domain.TenantTier;
import dev.surety.flink.RouteState;
import java.io.IOException;
import java.util.function.Consumer;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.state.api.OperatorIdentifier;
import org.apache.flink.state.api.SavepointReader;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;
import org.apache.flink.util.IOUtils;

/**
 * The states that the job's ROUTE has in a savepoint, read by Flink's State Processor API in this
 * process. Canonical savepoints of any state backend can be read.
 */
public final class SavepointStates {

  private static final String LOOPBACK = "127.0.0.1";

  private final String savepoint;

  private SavepointStates(String savepoint) {
    this.savepoint = savepoint;
  }

  /**
   * Hands out account and learner of every key, in no order.
   *
   * @param savepoint its folder, as a path or URI
   * @throws BrokenSavepoint if there is none, it is of another job, or it can't be read
   */
  public static void read(String savepoint, Consumer<SavedKey> each) {
    new SavepointStates(savepoint).read(each);
  }

  private void read(Consumer<SavedKey> each) {
    CloseableIterator<Tuple3<String, byte[], byte[]>> keys = start();
    try {
      while (hasNext(keys)) {
        Tuple3<String, byte[], byte[]> key = keys.next();
        each.accept(new SavedKey(TenantTier.parse(key.f0), key.f1, key.f2));
      }
    } finally {
      IOUtils.closeQuietly(keys);
    }
  }

  private CloseableIterator<Tuple3<String, byte[], byte[]>> start() {
    DataStream<Tuple3<String, byte[], byte[]>> keys = keys(open());
    try {
      return keys.executeAndCollect("read " + savepoint);
    } catch (Exception e) {
      throw unreadable(e);
    }
  }

  private SavepointReader open() {
    try {
      return SavepointReader.read(environment(), savepoint);
    } catch (IOException | IllegalArgumentException e) {
      throw new BrokenSavepoint(
          "no savepoint can be read at %s: %s; give the folder that holds its file _metadata"
              .formatted(savepoint, e.getMessage()),
          e);
    }
  }

  private DataStream<Tuple3<String, byte[], byte[]>> keys(SavepointReader reader) {
    try {
      return reader.readKeyedState(
          OperatorIdentifier.forUid(RouteState.UID), new SavedKeys(), Types.STRING, SavedKeys.TYPE);
    } catch (IOException | IllegalArgumentException e) {
      throw new BrokenSavepoint(
          "the savepoint %s is of another job: it has no operator with the uid '%s'"
              .formatted(savepoint, RouteState.UID),
          e);
    }
  }

  private boolean hasNext(CloseableIterator<?> keys) {
    try {
      return keys.hasNext();
    } catch (RuntimeException e) {
      throw unreadable(e);
    }
  }

  private BrokenSavepoint unreadable(Exception e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return new BrokenSavepoint(
        "the savepoint %s can't be read: %s; restore it from a copy, or use the version that wrote it"
            .formatted(savepoint, root.getMessage()),
        e);
  }

  /** Flink in this process, to be reached from nowhere else. */
  private static StreamExecutionEnvironment environment() {
    Configuration flink = new Configuration();
    flink.set(RestOptions.BIND_ADDRESS, LOOPBACK);
    flink.set(JobManagerOptions.BIND_HOST, LOOPBACK);
    flink.set(TaskManagerOptions.BIND_HOST, LOOPBACK);
    return StreamExecutionEnvironment.createLocalEnvironment(flink);
  }
}

package dev.surety.tools.savepoint;

import java.io.IOException;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;
import org.apache.flink.state.api.OperatorTransformation;
import org.apache.flink.state.api.SavepointWriter;
import org.apache.flink.state.api.StateBootstrapTransformation;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A savepoint that the job starts from: canonical, so for any state backend, and complete in its
 * own folder. Any Flink file system path.
 */
public final class NewSavepoint {

  /** Flink's own choice for a job of modest parallelism. */
  public static final int MAX_PARALLELISM = 128;

  private final StreamExecutionEnvironment env;
  private final String path;

  /**
   * @param env the streams of keys are of, see {@link LocalFlink}; no other job may run in it
   * @param path a folder that does not exist yet or is empty
   * @throws BrokenSavepoint if there is something already
   */
  public NewSavepoint(StreamExecutionEnvironment env, String path) {
    this.env = env;
    this.path = path;
    checkFree();
  }

  /** Of a cluster that has none yet: ROUTE's state alone, so sources begin where they are told. */
  public void write(DataStream<SavedKey> keys, SavedControl control) {
    SavepointWriter writer =
        SavepointWriter.newSavepoint(env, new EmbeddedRocksDBStateBackend(), MAX_PARALLELISM);
    write(writer, route(keys, control, SavedLists.NONE, MAX_PARALLELISM));
  }

  /**
   * Another savepoint with ROUTE's state replaced. Offsets of sources and what sinks have not
   * committed yet are taken over, as are checkpoint number, maximum parallelism, the seed of
   * chance, the run that it continues and how far the control topic was read.
   *
   * @throws BrokenSavepoint if ROUTE has a state that this build does not know, and would lose
   */
  public void writeLike(SavepointStates like, DataStream<SavedKey> keys, SavedControl control) {
    SavepointFolder folder = like.folder();
    folder.checkOperatorState();
    SavepointWriter writer;
    try {
      writer =
          SavepointWriter.fromExistingSavepoint(
              env, folder.path(), new EmbeddedRocksDBStateBackend());
    } catch (IOException e) {
      throw like.unreadable(e);
    }
    writer.removeOperator(SavepointFolder.routeId());
    write(
        writer,
        route(keys, control.inOrderOf(like.control()), like.lists(), folder.maxParallelism()));
  }

  private static StateBootstrapTransformation<SavedKey> route(
      DataStream<SavedKey> keys, SavedControl control, SavedLists lists, int maxParallelism) {
    return OperatorTransformation.bootstrapWith(keys)
        .setMaxParallelism(maxParallelism)
        .keyBy(saved -> saved.key().key(), Types.STRING)
        .transform(new RouteBootstrap(control, lists));
  }

  private void write(SavepointWriter writer, StateBootstrapTransformation<SavedKey> route) {
    writer.withOperator(SavepointFolder.routeId(), route).write(path);
    try {
      env.execute("write " + path);
      List<Path> foreign = SavepointFolder.open(path).foreignFiles();
      if (!foreign.isEmpty()) {
        throw new IOException("it would still need " + foreign.get(0));
      }
    } catch (Exception e) {
      remove();
      throw new BrokenSavepoint(
          "the savepoint %s can't be written: %s; nothing was left there"
              .formatted(path, BrokenSavepoint.root(e)),
          e);
    }
  }

  private void checkFree() {
    Path folder = new Path(path);
    try {
      FileSystem files = folder.getFileSystem();
      if (files.exists(folder)
          && (!files.getFileStatus(folder).isDir() || files.listStatus(folder).length > 0)) {
        throw new BrokenSavepoint(
            "there is something at %s already; name a folder that does not exist".formatted(path),
            null);
      }
    } catch (IOException e) {
      throw new BrokenSavepoint("can't look into %s: %s".formatted(path, e.getMessage()), e);
    }
  }

  private void remove() {
    Path folder = new Path(path);
    try {
      folder.getFileSystem().delete(folder, true);
    } catch (IOException e) {
      // The failure that led here is the one to report.
    }
  }
}

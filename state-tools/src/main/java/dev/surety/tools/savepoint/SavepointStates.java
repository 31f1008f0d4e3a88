package dev.surety.tools.savepoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.surety.domain.TenantTier;
import dev.surety.flink.RouteState;
import dev.surety.tools.journal.BrokenJournal;
import dev.surety.tools.journal.History;
import dev.surety.tools.journal.JournalOutline;
import java.io.IOException;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple2;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.state.api.SavepointReader;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.types.Either;
import org.apache.flink.util.CloseableIterator;
import org.apache.flink.util.IOUtils;

/**
 * The states that the job's ROUTE has in a savepoint or retained checkpoint, read by Flink's State
 * Processor API in this process: canonical ones of any state backend, and those in the own format
 * of the hashmap backend and of RocksDB, incremental ones included.
 */
public final class SavepointStates {

  private static final String RUN = "";
  private static final String SEED = "seed";

  /** A job whose results stay away has failed, or does so soon. */
  private static final long FAILURE_SECONDS = 30;

  private final SavepointFolder folder;
  private SavedControl control;
  private String run;
  private Long seed;

  private SavepointStates(SavepointFolder folder) {
    this.folder = folder;
  }

  /**
   * Looks what is there; the states are read when they are asked for.
   *
   * @param savepoint its folder, as a path or URI
   * @throws BrokenSavepoint if there is none, it is of another job, or it can't be read
   */
  public static SavepointStates open(String savepoint) {
    return new SavepointStates(SavepointFolder.open(savepoint));
  }

  /**
   * Hands out every key, in no order.
   *
   * @throws BrokenSavepoint as {@link #open}, or if a state can't be read
   */
  public static void read(String savepoint, Consumer<SavedKey> each) {
    open(savepoint).forEach(each);
  }

  public SavepointFolder folder() {
    return folder;
  }

  /**
   * Hands out every key, in no order; holds few of them in memory.
   *
   * @throws BrokenSavepoint if a state can't be read
   */
  public void forEach(Consumer<SavedKey> each) {
    collect(readings(LocalFlink.environment()), reading -> each.accept(readable(reading)));
  }

  /** Hands out some keys, in no order; the others are left aside where they are read. */
  public void forEach(KeyFilter wanted, KeyVisitor each) {
    collect(
        readings(LocalFlink.environment())
            .filter(reading -> reading.isRight() || wanted.wants(reading.left().key())),
        reading -> {
          try {
            each.visit(readable(reading));
          } catch (IOException e) {
            throw unreadable(e);
          }
        });
  }

  /** Which keys to read; goes where they are. */
  @FunctionalInterface
  public interface KeyFilter extends Serializable {
    boolean wants(TenantTier key);
  }

  /** Looks at a key; what it can't read is the savepoint's fault. */
  @FunctionalInterface
  public interface KeyVisitor {
    void visit(SavedKey key) throws IOException;
  }

  /** Every key, in a job of the caller's. */
  public DataStream<SavedKey> keys(StreamExecutionEnvironment env) {
    String path = folder.path();
    return readings(env).map(reading -> readable(reading, path)).returns(SavedKey.TYPE);
  }

  private SavedKey readable(Either<SavedKey, String> reading) {
    return readable(reading, folder.path());
  }

  private static SavedKey readable(Either<SavedKey, String> reading, String path) {
    if (reading.isRight()) {
      throw unreadable(path, reading.right(), null);
    }
    return reading.left();
  }

  private DataStream<Either<SavedKey, String>> readings(StreamExecutionEnvironment env) {
    try {
      return reader(env)
          .readKeyedState(SavepointFolder.routeId(), new SavedKeys(), Types.STRING, SavedKeys.TYPE);
    } catch (IOException | IllegalArgumentException e) {
      throw unreadable(e);
    }
  }

  /** The broadcast state: models, promises and artefacts. */
  public SavedControl control() {
    readOperatorState();
    return control;
  }

  /** Id of the job that wrote it, or {@code null} if no job did. */
  public String run() {
    readOperatorState();
    return run;
  }

  /** The seed of chance that the job goes on with, or {@code null} if that is left to it. */
  Long seed() {
    readOperatorState();
    return seed;
  }

  /**
   * What led to it.
   *
   * @throws BrokenJournal if no run of the journal took it
   */
  public History history(JournalOutline outline) {
    String by = run();
    if (by == null || !outline.runs().contains(by)) {
      throw new BrokenJournal(
          "the journal has no row of the run %s, which took the savepoint %s; give the journal of the same job"
              .formatted(by, folder.path()));
    }
    return History.until(outline, by, folder.checkpoint());
  }

  private void readOperatorState() {
    if (control != null) {
      return;
    }
    Map<String, byte[]> subjects = new HashMap<>();
    collect(operatorState(), entry -> subjects.put(entry.f0, entry.f1));
    byte[] savedRun = subjects.remove(RUN);
    byte[] savedSeed = subjects.remove(SEED);
    control = new SavedControl(subjects);
    run = savedRun == null ? null : new String(savedRun, UTF_8);
    seed = savedSeed == null ? null : ByteBuffer.wrap(savedSeed).getLong();
  }

  /** Broadcast entries, and run and seed under what is no subject. */
  private DataStream<Tuple2<String, byte[]>> operatorState() {
    SavepointReader reader = reader(LocalFlink.environment());
    try {
      DataStream<Tuple2<String, byte[]>> all =
          reader
              .readUnionState(SavepointFolder.routeId(), RouteState.RUN.getName(), Types.STRING)
              .map(id -> Tuple2.of(RUN, id.getBytes(UTF_8)))
              .returns(
                  Types.TUPLE(Types.STRING, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
      all =
          all.union(
              reader
                  .readUnionState(SavepointFolder.routeId(), RouteState.SEED.getName(), Types.LONG)
                  .map(
                      kept ->
                          Tuple2.of(SEED, ByteBuffer.allocate(Long.BYTES).putLong(kept).array()))
                  .returns(all.getType()));
      for (MapStateDescriptor<String, byte[]> part : RouteState.SUBJECTS) {
        all =
            all.union(
                reader.readBroadcastState(
                    SavepointFolder.routeId(),
                    part.getName(),
                    Types.STRING,
                    PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
      }
      return all;
    } catch (IOException | IllegalArgumentException e) {
      throw unreadable(e);
    }
  }

  private SavepointReader reader(StreamExecutionEnvironment env) {
    try {
      return SavepointReader.read(env, folder.path(), folder.layout().backend());
    } catch (IOException | IllegalArgumentException e) {
      throw unreadable(e);
    }
  }

  private <T> void collect(DataStream<T> stream, Consumer<T> each) {
    CloseableIterator<T> all = stream.collectAsync();
    try {
      JobClient job = start(stream.getExecutionEnvironment());
      while (hasNext(all, job)) {
        each.accept(all.next());
      }
    } finally {
      IOUtils.closeQuietly(all);
    }
  }

  private JobClient start(StreamExecutionEnvironment env) {
    try {
      return env.executeAsync("read " + folder.path());
    } catch (Exception e) { // executeAsync declares it
      throw unreadable(e);
    }
  }

  private boolean hasNext(CloseableIterator<?> all, JobClient job) {
    try {
      return all.hasNext();
    } catch (RuntimeException e) {
      throw unreadable(failure(job, e));
    }
  }

  /** Why the job failed; who fetches its results may only have seen that it did. */
  private static Exception failure(JobClient job, RuntimeException seen) {
    try {
      job.getJobExecutionResult().get(FAILURE_SECONDS, TimeUnit.SECONDS);
      return seen;
    } catch (ExecutionException e) {
      return e;
    } catch (TimeoutException e) {
      return seen;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return seen;
    }
  }

  BrokenSavepoint unreadable(Exception e) {
    return unreadable(folder.path(), BrokenSavepoint.root(e), e);
  }

  private static BrokenSavepoint unreadable(String path, String why, Exception cause) {
    return new BrokenSavepoint(
        "the savepoint %s can't be read: %s; restore it from a copy, or use the version that wrote it"
            .formatted(path, why),
        cause);
  }
}

package dev.surety.tools.savepoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.surety.domain.TenantTier;
import dev.surety.flink.RouteState;
import dev.surety.tools.journal.BrokenJournal;
import dev.surety.tools.journal.History;
import dev.surety.tools.journal.JournalOutline;
import java.io.IOException;
import java.io.Serializable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.tuple.Tuple3;
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

  private static final TypeInformation<Tuple3<String, String, byte[]>> ENTRY =
      Types.TUPLE(
          Types.STRING, Types.STRING, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO);

  /** A job whose results stay away has failed, or does so soon. */
  private static final long FAILURE_SECONDS = 30;

  private final SavepointFolder folder;
  private SavedControl control;
  private SavedLists lists;

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
    collect(
        readings(LocalFlink.environment(), key -> true, null, 0),
        reading -> each.accept(readable(reading)));
  }

  /** Hands out some keys, in no order; the others are left aside where they are read. */
  public void forEach(KeyFilter wanted, KeyVisitor each) {
    visit(readings(LocalFlink.environment(), wanted, null, 0), wanted, each);
  }

  /**
   * Hands out the accounts of some keys, in no order: most of a savepoint are open decisions, and
   * how many there are is in the account. {@link #learners} has more of those that come first.
   *
   * @param by what they are ranked by; of equals, those whose names come first
   * @param most how many are first
   * @throws BrokenSavepoint if a state can't be read
   */
  public void accounts(KeyFilter wanted, KeyMeasure by, int most, KeyVisitor each) {
    if (folder.layout() != SavepointFolder.Layout.CANONICAL) {
      visit(readings(LocalFlink.environment(), wanted, by, most), wanted, each);
      return;
    }
    try {
      new CanonicalKeys(folder.canonical(), folder.maxParallelism()).accounts(wanted, each);
    } catch (IOException | RuntimeException e) {
      throw unreadable(e);
    }
  }

  /**
   * Some of the keys that {@link #accounts} handed out, with their learners.
   *
   * @param first no more of them than come first
   * @throws BrokenSavepoint if a state can't be read
   */
  public List<SavedKey> learners(List<SavedKey> first) {
    if (folder.layout() != SavepointFolder.Layout.CANONICAL) {
      return first;
    }
    try {
      return new CanonicalKeys(folder.canonical(), folder.maxParallelism()).learners(first);
    } catch (IOException | RuntimeException e) {
      throw unreadable(e);
    }
  }

  private void visit(
      DataStream<Either<SavedKey, String>> readings, KeyFilter wanted, KeyVisitor each) {
    collect(
        readings.filter(reading -> reading.isRight() || wanted.wants(reading.left().key())),
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
    return readings(env, key -> true, null, 0)
        .map(reading -> readable(reading, path))
        .returns(SavedKey.TYPE);
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

  private DataStream<Either<SavedKey, String>> readings(
      StreamExecutionEnvironment env, KeyFilter wanted, KeyMeasure by, int most) {
    try {
      return reader(env)
          .readKeyedState(
              SavepointFolder.routeId(),
              new SavedKeys(wanted, by, most),
              Types.STRING,
              SavedKeys.TYPE);
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
    return lists().run();
  }

  /** What is neither keyed nor broadcast. */
  SavedLists lists() {
    readOperatorState();
    return lists;
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
    Map<String, Map<String, byte[]>> states = new HashMap<>();
    collect(
        operatorState(),
        entry ->
            states
                .computeIfAbsent(entry.f0, name -> new HashMap<>())
                .merge(entry.f1, entry.f2, SavepointStates::least));
    Map<String, byte[]> subjects = new HashMap<>();
    for (MapStateDescriptor<String, byte[]> part : RouteState.SUBJECTS) {
      subjects.putAll(states.getOrDefault(part.getName(), Map.of()));
    }
    control =
        new SavedControl(
            subjects, states.getOrDefault(RouteState.CONTROL_ORDER.getName(), Map.of()));
    String seed = text(states, RouteState.SEED);
    lists =
        new SavedLists(
            text(states, RouteState.RUN),
            text(states, RouteState.ORIGIN),
            seed == null ? null : Long.valueOf(seed));
  }

  /**
   * Each subtask has an entry of its own, of the same content but for the time at which it began:
   * which of them is taken must not depend on who is read first.
   */
  private static byte[] least(byte[] one, byte[] other) {
    return Arrays.compare(one, other) <= 0 ? one : other;
  }

  private static String text(Map<String, Map<String, byte[]>> states, ListStateDescriptor<?> list) {
    byte[] text = states.getOrDefault(list.getName(), Map.of()).get("");
    return text == null ? null : new String(text, UTF_8);
  }

  /** By state and key; lists have no key, and text as their content. */
  private DataStream<Tuple3<String, String, byte[]>> operatorState() {
    SavepointReader reader = reader(LocalFlink.environment());
    Set<String> there = folder.operatorStates();
    try {
      DataStream<Tuple3<String, String, byte[]>> all =
          list(reader, RouteState.RUN, Types.STRING)
              .union(list(reader, RouteState.SEED, Types.LONG));
      if (there.contains(RouteState.ORIGIN.getName())) {
        all = all.union(list(reader, RouteState.ORIGIN, Types.STRING));
      }
      for (MapStateDescriptor<String, byte[]> part : RouteState.BROADCAST) {
        if (there.contains(part.getName())) {
          all = all.union(broadcast(reader, part.getName()));
        }
      }
      return all;
    } catch (IOException | IllegalArgumentException e) {
      throw unreadable(e);
    }
  }

  private static <T> DataStream<Tuple3<String, String, byte[]>> list(
      SavepointReader reader, ListStateDescriptor<T> list, TypeInformation<T> type)
      throws IOException {
    String name = list.getName();
    return reader
        .readUnionState(SavepointFolder.routeId(), name, type)
        .map(kept -> Tuple3.of(name, "", kept.toString().getBytes(UTF_8)))
        .returns(ENTRY);
  }

  private static DataStream<Tuple3<String, String, byte[]>> broadcast(
      SavepointReader reader, String name) throws IOException {
    return reader
        .readBroadcastState(
            SavepointFolder.routeId(),
            name,
            Types.STRING,
            PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO)
        .map(entry -> Tuple3.of(name, entry.f0, entry.f1))
        .returns(ENTRY);
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

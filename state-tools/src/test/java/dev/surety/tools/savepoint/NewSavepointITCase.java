package dev.surety.tools.savepoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.surety.domain.ControlUpdate;
import dev.surety.domain.ControlUpdate.ModelUpdate;
import dev.surety.domain.ControlUpdate.SlaUpdate;
import dev.surety.domain.Feedback;
import dev.surety.domain.RoutingRequest;
import dev.surety.domain.SlaPolicy;
import dev.surety.domain.TenantEvent;
import dev.surety.domain.TenantTier;
import dev.surety.flink.InboundEvent;
import dev.surety.flink.RouteState;
import dev.surety.testing.Answers;
import dev.surety.testing.Play;
import dev.surety.testing.Pools;
import dev.surety.testing.Promises;
import dev.surety.testing.Requests;
import dev.surety.testing.SharedFlink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A savepoint that was read and written again is as good as the one it came from: ROUTE goes on
 * from it, told nothing else, and ends in the bytes of a run that was never interrupted. Guards
 * that keyed state, feedback that waits, broadcast state and timers are all written; without {@link
 * RouteBootstrap#initializeState} no request is decided after the restart.
 */
@ExtendWith(SharedFlink.class)
class NewSavepointITCase {

  private static final int KEYS = 5;
  private static final int ROUNDS = 20;
  private static final int HALF = KEYS * (2 * ROUNDS + 1);
  private static final int ALL = 2 * HALF - KEYS;
  private static final int DECISIONS = KEYS * (ROUNDS + 1);
  private static final long START = 1_700_000_000_000L;
  private static final SlaPolicy SLA = Promises.messPlus(0.8).with("c", 1).sla();

  /** On the last request of the first key. */
  private static final Feedback EARLY = feedback("r0-" + 2 * ROUNDS, key(0), ALL);

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({"hashmap, rocksdb", "rocksdb, hashmap"})
  void isStartedFromLikeTheOneItCopies(String before, String after) throws Exception {
    Path old = Files.createDirectories(folder.resolve("old"));
    String savepoint =
        RouteRun.savepoint(
            old, before, RouteState.UID, control(), HALF, NewSavepointITCase::event, DECISIONS);
    Map<String, SavedKey> kept = read(savepoint);
    kept.computeIfPresent(key(0).key(), (name, key) -> waiting(key));
    String copy = folder.resolve("copy").toUri().toString();
    copy(savepoint, copy);

    Map<String, SavedKey> copied = read(copy);
    assertThat(copied.keySet()).isEqualTo(kept.keySet()).hasSize(KEYS);
    kept.forEach((name, key) -> assertSame(copied.get(name), key));
    SavepointStates first = SavepointStates.open(savepoint);
    SavepointStates second = SavepointStates.open(copy);
    assertThat(second.control().updates()).isEqualTo(first.control().updates()).hasSize(4);
    assertThat(second.run()).isEqualTo(first.run()).isNotNull();
    assertThat(second.lists()).isEqualTo(first.lists());
    assertThat(second.lists().seed()).isEqualTo(42);
    assertThat(second.lists().origin()).isNotNull();
    // A state that the job has and the copy lacks is one that edits would lose.
    assertThat(second.folder().operatorStates()).isEqualTo(first.folder().operatorStates());
    assertThat(second.folder().checkpoint()).isEqualTo(first.folder().checkpoint()).isPositive();
    assertThat(second.folder().maxParallelism()).isEqualTo(first.folder().maxParallelism());
    assertThat(second.folder().operators()).hasSameSizeAs(first.folder().operators());

    Files.move(old, folder.resolve("moved-away"));
    String last =
        RouteRun.continued(
            copy,
            folder.resolve("last"),
            after,
            HALF,
            ALL,
            NewSavepointITCase::event,
            KEYS * ROUNDS);
    Map<String, SavedKey> ended = read(last);
    for (int k = 0; k < KEYS; k++) {
      Play expected = played(k);
      expected.born(KeyState.of(ended.get(key(k).key())).account().born);
      assertThat(ended.get(key(k).key()).account()).isEqualTo(expected.accountBytes());
      assertThat(ended.get(key(k).key()).learner()).isEqualTo(expected.learnerBytes());
    }
  }

  /** Else a record that was removed since would be in force again. */
  @Test
  void howFarTheControlTopicWasReadIsCopied() throws Exception {
    String first = folder.resolve("first").toUri().toString();
    Map<String, byte[]> order =
        Map.of("topic", "an id".getBytes(UTF_8), "model/removed", "0 17".getBytes(UTF_8));
    StreamExecutionEnvironment env = LocalFlink.environment();
    new NewSavepoint(env, first)
        .write(
            env.fromData(List.of(KeyState.unseen(key(1)).saved()), SavedKey.TYPE),
            new SavedControl(Map.of(), order));
    String copy = folder.resolve("copy").toUri().toString();
    copy(first, copy);

    assertThat(SavepointStates.open(copy).control().order())
        .containsOnlyKeys(order.keySet())
        .allSatisfy((subject, mark) -> assertThat(mark).isEqualTo(order.get(subject)));
  }

  @Test
  void doesNotWriteOverAnything() throws Exception {
    Files.writeString(folder.resolve("mine"), "precious");

    assertThatThrownBy(() -> new NewSavepoint(LocalFlink.environment(), folder.toUri().toString()))
        .isInstanceOf(BrokenSavepoint.class)
        .hasMessageContaining("there is something at " + folder.toUri());
    assertThat(folder).isDirectoryContaining(file -> file.endsWith("mine"));
  }

  private static void copy(String savepoint, String copy) {
    SavepointStates states = SavepointStates.open(savepoint);
    StreamExecutionEnvironment env = LocalFlink.environment();
    DataStream<SavedKey> keys =
        states.keys(env).map(NewSavepointITCase::waiting).returns(SavedKey.TYPE);
    new NewSavepoint(env, copy).writeLike(states, keys, states.control());
  }

  /** The first key with feedback that came before its last request, as after a crash. */
  private static SavedKey waiting(SavedKey saved) {
    if (!saved.key().equals(key(0))) {
      return saved;
    }
    try {
      KeyState key = KeyState.of(saved);
      var held = Map.of(EARLY.requestId(), List.of(new InboundEvent(EARLY, 0, ALL, START)));
      return new KeyState(key.key(), key.account(), key.learner(), key.open(), key.timers(), held)
          .saved();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void assertSame(SavedKey actual, SavedKey expected) {
    assertThat(actual.account()).isEqualTo(expected.account());
    assertThat(actual.learner()).isEqualTo(expected.learner());
    assertThat(actual.open()).isEqualTo(expected.open());
    assertThat(actual.held()).isEqualTo(expected.held());
    assertThat(actual.timers()).isEqualTo(expected.timers()).isNotEmpty();
  }

  private static List<ControlUpdate> control() {
    List<ControlUpdate> control = new ArrayList<>();
    Pools.three().forEach(model -> control.add(new ModelUpdate(model)));
    control.add(new SlaUpdate("*", "*", SLA));
    return control;
  }

  private static Play played(int key) {
    Play play = Play.of(SLA, Pools.three()).key(key(key));
    for (int i = key; i < ALL; i += KEYS) {
      TenantEvent event = event(i);
      if (event instanceof RoutingRequest request) {
        play.route(request);
      } else {
        play.learn((Feedback) event);
      }
    }
    if (key == 0) {
      play.learn(EARLY);
    }
    return play;
  }

  /**
   * Keys in turn; of each a request, feedback that is learnt from, and so on; a request is last.
   */
  private static TenantEvent event(int number) {
    int round = number / KEYS;
    String id = "r" + number % KEYS + "-" + round / 2;
    TenantTier key = key(number % KEYS);
    return round % 2 == 0
        ? Requests.id(id).of(key).at(START + number).tokens(100, -1).tagged("tag").request()
        : feedback(id, key, number);
  }

  private static Feedback feedback(String id, TenantTier key, int number) {
    return Answers.unrouted(id, Pools.MIDDLE)
        .of(key)
        .at(START + number)
        .decidedBy("another")
        .satisfied(number % 3 > 0)
        .tokens(100, 50)
        .feedback();
  }

  private static TenantTier key(int number) {
    return new TenantTier("tenant-" + number, "gold");
  }

  private static Map<String, SavedKey> read(String savepoint) {
    Map<String, SavedKey> saved = new TreeMap<>();
    SavepointStates.read(savepoint, key -> saved.put(key.key().key(), key));
    return saved;
  }
}

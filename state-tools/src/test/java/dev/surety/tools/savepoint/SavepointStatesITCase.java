package dev.surety.tools.savepoint;

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
import dev.surety.flink.RouteState;
import dev.surety.testing.Answers;
import dev.surety.testing.Play;
import dev.surety.testing.Pools;
import dev.surety.testing.Promises;
import dev.surety.testing.Requests;
import dev.surety.testing.SharedFlink;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.assertj.core.api.recursive.comparison.RecursiveComparisonConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What is read from a savepoint is what ROUTE had: the same events, played to the engine without
 * Flink, end in the same bytes. Guards the uid, the states' names and the serializers' snapshots,
 * by which alone a savepoint's content is found; under another uid nothing is ({@link
 * #refusesTheSavepointOfAnotherJob}).
 */
@ExtendWith(SharedFlink.class)
class SavepointStatesITCase {

  static final RecursiveComparisonConfiguration ACCOUNT_AND_LEARNER =
      RecursiveComparisonConfiguration.builder()
          .withComparedFields("key", "account", "learner")
          .withEqualsForType(Object::equals, TenantTier.class)
          .build();

  private static final int KEYS = 5;
  private static final int ROUNDS = 20;
  private static final int EVENTS = KEYS * (2 * ROUNDS + 1);
  private static final int DECISIONS = KEYS * (ROUNDS + 1);
  private static final long START = 1_700_000_000_000L;
  private static final SlaPolicy SLA = Promises.messPlus(0.8).with("c", 1).sla();

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"hashmap", "rocksdb"})
  void givesEveryKeysBytes(String backend) throws Exception {
    String savepoint = savepoint(backend, RouteState.UID);

    Map<String, SavedKey> saved = new TreeMap<>();
    SavepointStates.read(savepoint, key -> saved.put(key.key().key(), key));

    assertThat(saved).hasSize(KEYS);
    for (int k = 0; k < KEYS; k++) {
      Play expected = played(k);
      assertThat(expected.account().labels).isPositive();
      SavedKey key = saved.get(key(k).key());
      expected.born(KeyState.of(key).account().born);
      assertThat(key.account()).isEqualTo(expected.accountBytes());
      assertThat(key.learner()).isEqualTo(expected.learnerBytes());
    }
    assertThat(accountsAndLearners(savepoint))
        .usingRecursiveFieldByFieldElementComparator(ACCOUNT_AND_LEARNER)
        .containsExactlyInAnyOrderElementsOf(saved.values());
  }

  /** As they lie in the files, without a state backend. */
  static List<SavedKey> accountsAndLearners(String savepoint) {
    SavepointStates states = SavepointStates.open(savepoint);
    List<SavedKey> accounts = new ArrayList<>();
    states.accounts(key -> true, account -> account.requests, KEYS, accounts::add);
    assertThat(states.folder().layout()).isEqualTo(SavepointFolder.Layout.CANONICAL);
    assertThat(accounts).allMatch(key -> key.learner().length == 0);
    return states.learners(accounts);
  }

  @Test
  void refusesTheSavepointOfAnotherJob() throws Exception {
    String savepoint = savepoint("hashmap", "another");

    assertThatThrownBy(() -> SavepointStates.read(savepoint, key -> {}))
        .isInstanceOf(BrokenSavepoint.class)
        .hasMessageContaining(savepoint)
        .hasMessageContaining("no operator with the uid 'route'");
  }

  @Test
  void saysWhereThereIsNoSavepoint() {
    String nowhere = folder.resolve("nowhere").toString();

    assertThatThrownBy(() -> SavepointStates.read(nowhere, key -> {}))
        .isInstanceOf(BrokenSavepoint.class)
        .hasMessageContaining("no savepoint can be read at " + nowhere)
        .hasMessageContaining("_metadata");
  }

  @Test
  void namesTheSavepointThatIsBroken() throws Exception {
    Path broken = Files.createDirectories(folder.resolve("broken"));
    Files.writeString(broken.resolve("_metadata"), "not what Flink writes");

    assertThatThrownBy(() -> SavepointStates.read(broken.toString(), key -> {}))
        .isInstanceOf(BrokenSavepoint.class)
        .hasMessageContaining(broken.toString());
  }

  private String savepoint(String backend, String uid) throws Exception {
    return RouteRun.savepoint(
        folder, backend, uid, control(), EVENTS, SavepointStatesITCase::event, DECISIONS);
  }

  private static List<ControlUpdate> control() {
    List<ControlUpdate> control = new ArrayList<>();
    Pools.three().forEach(model -> control.add(new ModelUpdate(model)));
    control.add(new SlaUpdate("*", "*", SLA));
    return control;
  }

  private static Play played(int key) {
    Play play = Play.of(SLA, Pools.three()).key(key(key));
    for (int i = key; i < EVENTS; i += KEYS) {
      TenantEvent event = event(i);
      if (event instanceof RoutingRequest request) {
        play.route(request);
      } else {
        play.learn((Feedback) event);
      }
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
        : Answers.unrouted(id, Pools.MIDDLE)
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
}

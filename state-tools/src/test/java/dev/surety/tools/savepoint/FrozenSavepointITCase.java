package dev.surety.tools.savepoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.ControlUpdate;
import dev.surety.domain.ControlUpdate.ModelUpdate;
import dev.surety.domain.ControlUpdate.SlaUpdate;
import dev.surety.domain.FeedbackTerms;
import dev.surety.domain.SlaPolicy;
import dev.surety.domain.TenantEvent;
import dev.surety.domain.TenantTier;
import dev.surety.engine.Account;
import dev.surety.engine.Learner;
import dev.surety.flink.RouteState;
import dev.surety.testing.Answers;
import dev.surety.testing.Pools;
import dev.surety.testing.Requests;
import dev.surety.testing.SharedFlink;
import dev.surety.wire.state.AccountCodec;
import dev.surety.wire.state.LearnerCodec;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Savepoints that released jobs wrote must be read for ever: one of each version of the state
 * layout is checked in, and no test writes them anew. A change of the layout that cannot read them
 * fails here; mend it with a new version of the binary form beside the old one.
 */
@ExtendWith(SharedFlink.class)
class FrozenSavepointITCase {

  private static final Path SAVEPOINTS = Path.of("../state-tools/src/test/resources/savepoints");
  private static final List<String> POLICIES = List.of("surety", "slarouter", "mess-plus");
  private static final int ROUNDS = 60;
  private static final int EVENTS = 2 * ROUNDS + 1;

  /** No source began there: that of a savepoint would go on where it was, and say nothing new. */
  private static final int FIRST_ANEW = 1000;

  private static final long START = 1_700_000_000_000L;

  /** A request that is asked after there was feedback on it. */
  private static final String EARLY = "early";

  /** Nobody has written them anew: every file is there, and is the one of its hash. */
  @Test
  void areThoseThatWereChecked() throws Exception {
    Map<String, String> listed = new TreeMap<>();
    for (String line : Files.readAllLines(SAVEPOINTS.resolve("SHA256SUMS"))) {
      String[] words = line.split("\\s+");
      listed.put(words[1], words[0]);
    }
    Map<String, String> found = new TreeMap<>();
    try (Stream<Path> files = Files.walk(SAVEPOINTS)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = SAVEPOINTS.relativize(file).toString().replace('\\', '/');
        if (name.contains("/")) {
          found.put(name, sha256(file));
        }
      }
    }

    assertThat(found).isNotEmpty().isEqualTo(listed);
  }

  /** ROUTE goes on from it: the configuration is the savepoint's, and every count the next one. */
  @ParameterizedTest
  @CsvSource({
    "v1, hashmap",
    "v1, rocksdb",
    "v3/busy, hashmap",
    "v4/busy, hashmap",
    "v4/busy, rocksdb"
  })
  void goesOnFromBusyKeys(String version, String backend, @TempDir Path folder) throws Exception {
    String after =
        RouteRun.continued(
            SAVEPOINTS.resolve(version).toUri().toString(),
            folder,
            backend,
            FIRST_ANEW,
            FIRST_ANEW + POLICIES.size(),
            number ->
                Requests.id("new")
                    .of(new TenantTier(POLICIES.get(number - FIRST_ANEW), "tier"))
                    .at(START + EVENTS)
                    .request(),
            POLICIES.size());

    Map<String, SavedKey> saved = read(Path.of(URI.create(after)));
    assertThat(saved).hasSize(POLICIES.size());
    for (SavedKey key : saved.values()) {
      Account account = AccountCodec.read(in(key.account()));
      assertThat(account.seq).isEqualTo(EVENTS + 1);
      assertThat(account.requests).isEqualTo(ROUNDS + 2);
      assertThat(account.labels).isEqualTo(ROUNDS);
    }
  }

  /** Keys with traffic; the README beside the files says what wrote them. */
  @ParameterizedTest
  @ValueSource(strings = {"v1", "v3/busy", "v4/busy"})
  void readsBusyKeys(String version) throws IOException {
    Map<String, SavedKey> saved = read(SAVEPOINTS.resolve(version));

    assertThat(saved).containsOnlyKeys("mess-plus/tier", "slarouter/tier", "surety/tier");
    for (SavedKey key : saved.values()) {
      Account account = AccountCodec.read(in(key.account()));
      Learner learner = LearnerCodec.read(in(key.learner()));
      assertThat(account.seq).isEqualTo(EVENTS);
      assertThat(account.requests).isEqualTo(ROUNDS + 1);
      assertThat(account.labels).isEqualTo(ROUNDS);
      assertThat(account.clock).isEqualTo(START + EVENTS - 1);
      assertThat(account.queue).isBetween(0.0, (double) ROUNDS);
      assertThat(learner.models.size()).isEqualTo(Pools.three().size());
      assertThat(learner.memoryKind).startsWith(key.key().tenant());
    }
  }

  /** Since layout 4 an account knows of failures, and money has a store of its own. */
  @Test
  void readsWhatLayout4Adds() throws IOException {
    for (SavedKey key : read(SAVEPOINTS.resolve("v4/busy")).values()) {
      KeyState state = KeyState.of(key);
      int medium = state.learner().models.slot(Pools.MIDDLE);
      assertThat(state.account().health.failures[medium]).isEqualTo(ROUNDS / 5);
      assertThat(state.account().moneyPresent).isEqualTo(ROUNDS);
      assertThat(state.account().costUsd).isGreaterThan(ROUNDS / 5 * 0.001);
      assertThat(state.learner().costs.paidRatio.count[medium]).isGreaterThan(0);
    }
  }

  /** Retired keys come back and go on counting; feedback that waited is applied. */
  @ParameterizedTest
  @CsvSource({
    "v2, hashmap",
    "v2, rocksdb",
    "v3/retired, hashmap",
    "v4/retired, hashmap",
    "v4/retired, rocksdb"
  })
  void goesOnFromRetiredKeys(String version, String backend, @TempDir Path folder)
      throws Exception {
    int first = FIRST_ANEW;
    int requests = POLICIES.size() + 1;
    String after =
        RouteRun.continued(
            SAVEPOINTS.resolve(version).toUri().toString(),
            folder,
            backend,
            first,
            first + requests,
            number ->
                Requests.id(number < first + POLICIES.size() ? "new" : EARLY)
                    .of(new TenantTier(POLICIES.get((number - first) % POLICIES.size()), "tier"))
                    .at(START + EVENTS + 1)
                    .request(),
            requests);

    Map<String, SavedKey> saved = read(Path.of(URI.create(after)));
    assertThat(saved).hasSize(POLICIES.size());
    for (SavedKey key : saved.values()) {
      Account account = AccountCodec.read(in(key.account()));
      int early = key.key().tenant().equals(POLICIES.get(0)) ? 1 : 0;
      assertThat(account.requests).isEqualTo(ROUNDS + 3 + early);
      assertThat(Arrays.stream(account.outcomes).sum()).isEqualTo(ROUNDS + early);
    }
  }

  /** All keys are retired, and feedback of one waits for its request. */
  @ParameterizedTest
  @ValueSource(strings = {"v2", "v3/retired", "v4/retired"})
  void readsRetiredKeys(String version) throws IOException {
    Map<String, SavedKey> saved = read(SAVEPOINTS.resolve(version));

    assertThat(saved).containsOnlyKeys("mess-plus/tier", "slarouter/tier", "surety/tier");
    for (SavedKey key : saved.values()) {
      KeyState state = KeyState.of(key);
      assertThat(state.account().requests).isEqualTo(ROUNDS + 2);
      assertThat(state.account().labels).isEqualTo(ROUNDS);
      assertThat(state.account().openPresent + state.account().openPast).isZero();
      assertThat(state.learner().models.size()).isEqualTo(Pools.three().size());
      boolean waits = key.key().tenant().equals(POLICIES.get(0));
      assertThat(state.held().keySet()).isEqualTo(waits ? Set.of(EARLY) : Set.of());
    }
  }

  /**
   * Writes two savepoints of the present layout into the folder that is the only argument: of keys
   * with traffic, and of the same keys retired.
   */
  public static void main(String[] args) throws Exception {
    List<ControlUpdate> control = new ArrayList<>();
    Pools.three().forEach(model -> control.add(new ModelUpdate(model)));
    for (String policy : POLICIES) {
      control.add(
          new SlaUpdate(
              policy,
              "tier",
              new SlaPolicy(
                  1, 0.8, policy, 0, Map.of(), FeedbackTerms.DEFAULT, SlaPolicy.Mode.APPLY)));
    }
    Path folder = Path.of(args[0]);
    String busy = used(folder.resolve("busy"), control, RouteRun.Ending.AT_ONCE);
    // Keys that are to be retired soon get a timer for it from the beginning.
    Duration idleAfter = Duration.ofSeconds(1);
    String idle =
        used(
            Files.createTempDirectory("idle"),
            control,
            new RouteRun.Ending(idleAfter, Duration.ZERO));
    String retired =
        RouteRun.continued(
            idle,
            folder.resolve("retired"),
            "hashmap",
            EVENTS * POLICIES.size(),
            EVENTS * POLICIES.size() + POLICIES.size() + 1,
            FrozenSavepointITCase::event,
            POLICIES.size(),
            new RouteRun.Ending(idleAfter, Duration.ofSeconds(5)));
    System.out.println("written: " + busy + " and " + retired);
  }

  private static String used(Path folder, List<ControlUpdate> control, RouteRun.Ending ending)
      throws Exception {
    return RouteRun.savepoint(
        folder,
        "hashmap",
        RouteState.UID,
        control,
        EVENTS * POLICIES.size(),
        FrozenSavepointITCase::event,
        (ROUNDS + 1) * POLICIES.size(),
        ending);
  }

  /**
   * In turn for each policy's tenant: a request, feedback that is learnt from, at last a request;
   * then, after a restart, feedback that is too early, and a request each.
   */
  private static TenantEvent event(int number) {
    int late = number - EVENTS * POLICIES.size();
    if (late == 0) {
      return Answers.unrouted(EARLY, Pools.MIDDLE)
          .of(new TenantTier(POLICIES.get(0), "tier"))
          .at(START + EVENTS)
          .decidedBy("another")
          .satisfied(true)
          .tokens(100, 50)
          .feedback();
    }
    if (late > 0) {
      TenantTier key = new TenantTier(POLICIES.get(late - 1), "tier");
      return Requests.id("second").of(key).at(START + EVENTS).request();
    }
    int round = number / POLICIES.size();
    String id = "r" + round / 2;
    TenantTier key = new TenantTier(POLICIES.get(number % POLICIES.size()), "tier");
    return round % 2 == 0
        ? Requests.id(id).of(key).at(START + round).tagged("tag-" + round % 3).request()
        : feedback(id, key, round);
  }

  /** Judgements all, and since layout 4 bills, failures and names of a provider's, too. */
  private static TenantEvent feedback(String id, TenantTier key, int round) {
    boolean dated = round / 2 % 5 == 3;
    Answers said =
        Answers.unrouted(id, dated ? Pools.MIDDLE + "-2024-08-06" : Pools.MIDDLE)
            .of(key)
            .at(START + round)
            .decidedBy("another")
            .satisfied(round % 4 > 0)
            .tokens(100, 50);
    return switch (round / 2 % 5) {
      case 1 -> said.paid(0.001).feedback();
      case 2 -> said.failed(true).feedback();
      default -> said.feedback();
    };
  }

  private static Map<String, SavedKey> read(Path folder) {
    Map<String, SavedKey> saved = new TreeMap<>();
    SavepointStates.read(folder.toString(), key -> saved.put(key.key().key(), key));
    return saved;
  }

  private static String sha256(Path file) throws IOException, NoSuchAlgorithmException {
    byte[] hash = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file));
    return HexFormat.of().formatHex(hash);
  }

  private static DataInputStream in(byte[] bytes) {
    return new DataInputStream(new ByteArrayInputStream(bytes));
  }
}

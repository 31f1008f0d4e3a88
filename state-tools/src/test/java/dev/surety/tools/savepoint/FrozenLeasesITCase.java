package dev.surety.tools.savepoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.surety.domain.BudgetTerms;
import dev.surety.domain.BudgetTerms.Period;
import dev.surety.domain.ControlUpdate;
import dev.surety.domain.ControlUpdate.BudgetUpdate;
import dev.surety.domain.Standing;
import dev.surety.domain.TenantBudgetStanding;
import dev.surety.domain.TenantEvent;
import dev.surety.domain.TenantTier;
import dev.surety.engine.Account;
import dev.surety.engine.OpenDecision;
import dev.surety.engine.StandingReader;
import dev.surety.flink.ControlRecord;
import dev.surety.flink.LeaseOperator;
import dev.surety.flink.RouteOutputs;
import dev.surety.flink.RouteState;
import dev.surety.flink.RouteTypes;
import dev.surety.flink.SpendingFollower;
import dev.surety.policy.budget.LeaseBook;
import dev.surety.policy.budget.TenantLease;
import dev.surety.policy.budget.TierAccount;
import dev.surety.testing.Answers;
import dev.surety.testing.Pools;
import dev.surety.testing.Requests;
import dev.surety.testing.SharedFlink;
import dev.surety.wire.json.ControlJson;
import dev.surety.wire.json.StandingJson;
import dev.surety.wire.state.LeaseBookCodec;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.api.OperatorIdentifier;
import org.apache.flink.state.api.SavepointReader;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * LEASES and ROUTE go on together from where a released job was stopped in the middle of a window:
 * with what each tier has spent of its tenant's budget, what was reserved for an answer on its way,
 * and what was leased to it, which is the same in both. The savepoint is checked in, and no test
 * writes it anew; {@link FrozenSavepointITCase} holds its bytes.
 */
@ExtendWith(SharedFlink.class)
class FrozenLeasesITCase {

  private static final Path SAVEPOINT =
      Path.of("../state-tools/src/test/resources/savepoints/leases-2");
  private static final TenantTier GOLD = new TenantTier("shared", "gold");
  private static final TenantTier SILVER = new TenantTier("shared", "silver");
  private static final BudgetTerms BUDGET = new BudgetTerms(1, Period.MONTH, ZoneOffset.UTC, true);
  private static final long START = Instant.parse("2023-11-01T00:00:00Z").toEpochMilli();
  private static final long HOUR = 3_600_000;
  private static final int ROUNDS = 40;

  /** A request and what is said of its answer, of two tiers in turn; of the last nothing was. */
  private static final int EVENTS = 2 * ROUNDS - 1;

  private static final int FIRST_ANEW = 1_000;
  private static final double PAID = 0.004;

  /** In the place of the topic of standings. */
  private static final Queue<Standing> TOLD = new ConcurrentLinkedQueue<>();

  @ParameterizedTest
  @ValueSource(strings = {"hashmap", "rocksdb"})
  void goesOnWithWhatWasSpentReservedAndLeased(String backend, @TempDir Path folder)
      throws Exception {
    Saved before = Saved.of(SAVEPOINT.toString());
    assertThat(before.book.terms).isEqualTo(BUDGET);
    assertThat(before.book.tiers).containsOnlyKeys("gold", "silver");
    assertThat(before.reservedUsd()).isGreaterThan(1e-4);
    assertThat(before.spentUsd(GOLD)).isCloseTo(ROUNDS / 2 * PAID, within(1e-12));
    assertThat(before.spentUsd(SILVER))
        .isCloseTo((ROUNDS / 2 - 1) * PAID + before.reservedUsd(), within(1e-12));
    before.tiersKnowWhatIsLeasedToThem();

    var ended =
        run(
            folder,
            backend,
            SAVEPOINT.toUri().toString(),
            FIRST_ANEW,
            FIRST_ANEW + 2,
            number ->
                number == FIRST_ANEW
                    ? paid(ROUNDS - 1, START + (ROUNDS - 1) * HOUR)
                    : Requests.id("new")
                        .of(SILVER)
                        .at(START + 2 * ROUNDS * HOUR)
                        .tokens(1000, 500)
                        .request(),
            2);

    // The answer on its way was paid, another one is, and LEASES has leased anew.
    double decided =
        new ObjectMapper().readTree(ended.said().get(0)).path("expected_cost_usd").asDouble();
    assertThat(ended.last()).isEqualTo(TenantLease.subject("shared"));
    Saved after = Saved.of(ended.savepoint());
    assertThat(after.spentUsd(SILVER))
        .isCloseTo(before.spentUsd(SILVER) - before.reservedUsd() + PAID + decided, within(1e-12));
    assertThat(after.spentUsd(GOLD)).isEqualTo(before.spentUsd(GOLD));
    assertThat(after.book.begin).isEqualTo(before.book.begin).isEqualTo(START);
    assertThat(after.book.version).isGreaterThan(before.book.version);
    after.tiersKnowWhatIsLeasedToThem();
    for (String tier : List.of("gold", "silver")) {
      assertThat(after.book.tiers.get(tier).grantedUsd)
          .as("what is granted only grows")
          .isGreaterThanOrEqualTo(before.book.tiers.get(tier).grantedUsd);
    }
    assertThat(after.book.tiers.get("silver").spentUsd).isEqualTo(after.spentUsd(SILVER));
  }

  /** Writes a savepoint of the present layout into the folder that is the only argument. */
  public static void main(String[] args) throws Exception {
    var ended =
        run(Path.of(args[0]), "hashmap", null, 0, EVENTS, FrozenLeasesITCase::slowly, ROUNDS);
    Saved saved = Saved.of(ended.savepoint());
    System.out.printf(
        "written: %s, spent %s and %s, reserved %s%n",
        ended.savepoint(), saved.spentUsd(GOLD), saved.spentUsd(SILVER), saved.reservedUsd());
    saved.tiersKnowWhatIsLeasedToThem();
  }

  /**
   * Runs LEASES and ROUTE until they have said so much: decisions, and what leases are about.
   *
   * @param from the savepoint to go on from, or {@code null}
   */
  private static SavepointRun.Ended<String> run(
      Path folder,
      String backend,
      String from,
      int first,
      int end,
      RouteRun.Events events,
      int count)
      throws Exception {
    TOLD.clear();
    SavepointRun run = new SavepointRun(backend, from);
    DataStream<ControlRecord> control =
        run.numbered(
                "control",
                first,
                first + (from == null ? 1 : 0),
                number -> new ControlRecord(budget(), ControlJson.write(budget())),
                RouteTypes.CONTROL_RECORD)
            .transform("LEASES", RouteTypes.CONTROL_RECORD, new LeaseOperator(() -> new Loop()))
            .uid(LeaseOperator.UID);
    List<ControlUpdate> begin = new ArrayList<>();
    if (from == null) {
      begin.addAll(RouteRun.promise(GOLD, RouteRun.sla()));
      begin.addAll(RouteRun.promise(SILVER, RouteRun.sla()));
      begin.add(budget());
    }
    var route =
        RouteRun.route(
                RouteRun.inbound(run, first, end, events), control, begin, Duration.ofDays(30))
            .uid(RouteState.UID);
    route
        .getSideOutput(RouteOutputs.STANDINGS)
        .map(record -> TOLD.add(StandingJson.read(record.value())))
        .returns(Types.BOOLEAN)
        .sinkTo(new DiscardingSink<>());
    DataStream<String> decided =
        route.map(record -> new String(record.value(), UTF_8)).returns(Types.STRING);
    DataStream<String> leased =
        control
            .map(record -> record.update().subject())
            .returns(Types.STRING)
            .filter(subject -> subject.startsWith(TenantLease.SUBJECTS));
    // Until all of it has been heard of.
    Duration pause = Duration.ofSeconds(from == null ? 10 : 0);
    return run.stop(decided.union(leased), count, pause, folder);
  }

  private static BudgetUpdate budget() {
    return new BudgetUpdate("shared", 1, BUDGET);
  }

  /** Hears what ROUTE has told. */
  private static final class Loop implements SpendingFollower.Following {

    @Override
    public void of(Set<String> tenants) {
      // There is one.
    }

    @Override
    public Standing poll() {
      return TOLD.poll();
    }

    @Override
    public void close() {
      TOLD.clear();
    }
  }

  /** So that tiers are heard, and leased to, on the way. */
  private static TenantEvent slowly(int number) {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return event(number);
  }

  /** In turn a request and the bill for its answer. */
  private static TenantEvent event(int number) {
    int round = number / 2;
    long time = START + round * HOUR;
    return number % 2 == 0
        ? Requests.id("r" + round).of(tier(round)).at(time).tokens(1000, 500).request()
        : paid(round, time);
  }

  private static TenantEvent paid(int round, long time) {
    return Answers.unrouted("r" + round, Pools.MIDDLE)
        .of(tier(round))
        .at(time)
        .decidedBy("another")
        .satisfied(round % 4 > 0)
        .paid(PAID)
        .feedback();
  }

  private static TenantTier tier(int round) {
    return round % 2 == 0 ? GOLD : SILVER;
  }

  /** What a savepoint has of both. */
  private record Saved(
      LeaseBook book, Map<String, TenantBudgetStanding> standings, double reservedUsd) {

    static Saved of(String savepoint) throws Exception {
      SavepointStates states = SavepointStates.open(savepoint);
      Map<String, TenantBudgetStanding> standings = new TreeMap<>();
      double reservedUsd = 0;
      List<SavedKey> keys = new ArrayList<>();
      states.forEach(keys::add);
      for (SavedKey saved : keys) {
        KeyState key = KeyState.of(saved);
        Account account = key.account();
        standings.put(
            saved.key().key(),
            StandingReader.tenantBudget(
                account, states.control().configuration().inForce(saved.key(), account.clock)));
        for (int map = 0; map < 2; map++) {
          OpenDecision last = key.open().entries(map).get("r" + (ROUNDS - 1));
          reservedUsd += last == null ? 0 : last.expectedCostUsd;
        }
      }
      return new Saved(book(savepoint), standings, reservedUsd);
    }

    double spentUsd(TenantTier key) {
      return standings.get(key.key()).spentUsd();
    }

    /** What a tier is leased is the same in ROUTE and in the books of LEASES. */
    void tiersKnowWhatIsLeasedToThem() {
      double taken = 0;
      for (TenantTier key : List.of(GOLD, SILVER)) {
        TierAccount leased = book.tiers.get(key.tier());
        TenantBudgetStanding standing = standings.get(key.key());
        assertThat(standing.begin()).isEqualTo(book.begin);
        assertThat(standing.end()).isEqualTo(book.end);
        assertThat(standing.grantedUsd()).isEqualTo(leased.grantedUsd);
        assertThat(standing.plannedUsd()).isEqualTo(leased.plannedUsd);
        assertThat(standing.spentUsd()).isBetween(0.0, leased.grantedUsd);
        taken += leased.grantedUsd;
      }
      assertThat(taken + book.freeUsd()).isLessThanOrEqualTo(BUDGET.usd());
    }

    private static LeaseBook book(String savepoint) throws Exception {
      SavepointReader reader =
          SavepointReader.read(LocalFlink.environment(), savepoint, new HashMapStateBackend());
      try (CloseableIterator<byte[]> all =
          reader
              .readListState(
                  OperatorIdentifier.forUid(LeaseOperator.UID),
                  "books",
                  PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO)
              .executeAndCollect()) {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(all.next()));
        assertThat(in.readUTF()).isEqualTo("shared");
        LeaseBook book = LeaseBookCodec.read(in);
        assertThat(all.hasNext()).isFalse();
        return book;
      }
    }
  }
}

package dev.surety.flink;

import static dev.surety.flink.RouteHarness.IDLE;
import static dev.surety.flink.RouteHarness.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.ControlUpdate;
import dev.surety.domain.ControlUpdate.ModelUpdate;
import dev.surety.domain.ControlUpdate.SlaUpdate;
import dev.surety.domain.Decision;
import dev.surety.domain.Feedback;
import dev.surety.domain.FeedbackTerms;
import dev.surety.domain.JournalRow;
import dev.surety.domain.ModelSpec;
import dev.surety.domain.RoutingRequest;
import dev.surety.domain.SlaPolicy;
import dev.surety.domain.Standing;
import dev.surety.domain.TenantTier;
import dev.surety.wire.json.TopicRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.StateBackend;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whatever comes, in whatever order, with barriers, deaths and silent keys between: what is kept in
 * front of the backend changes no byte, neither of what ROUTE says nor of what a snapshot has.
 */
class HotKeysTest {

  private static final Traffic FEW = new Traffic(300, 2_000, 3, 1);
  private static final Traffic BUSY = new Traffic(2_000, 20, 1, 15);
  private static final int DIGITS = 16;
  private static final long WINDOW = 60_000;

  private static final List<ControlUpdate> CONTROL =
      Stream.<ControlUpdate>of(
              model("small", 1),
              model("large", 10),
              promise("gold", "surety", new FeedbackTerms(20_000, 0.2, 0.2, 0, 12)),
              promise("silver", "surety", new FeedbackTerms(WINDOW, 0.2, 0.4, 0.3, 400)),
              promise("free", "mess-plus", new FeedbackTerms(5_000, 0.2, 0.2, 0, 1_000)))
          .toList();

  /**
   * What comes.
   *
   * @param apartMillis at most, from event to event
   * @param tenants each with three tiers
   * @param calm how seldom there are barriers, silence and deaths
   */
  private record Traffic(int events, int apartMillis, int tenants, int calm) {}

  @Property(tries = 2)
  void changesNoByteOfWhatIsSaidAndKept(@ForAll @LongRange(min = 0) long seed) throws Exception {
    List<String> without = play(seed, FEW, 0);
    assertThat(without).hasSizeGreaterThan(FEW.events());

    // Room for all of them, for some, and for none but the one at hand.
    assertSame(play(seed, FEW, 64 << 20), without);
    assertSame(play(seed, FEW, 40_000), without);
    assertSame(play(seed, FEW, 1), without);

    // Another after each death: keys are left parked for one that knows nothing of it.
    assertSame(play(seed, FEW, 40_000, 0, 1), without);
  }

  /** So much of it that it makes room before account and learner do. */
  @Property(tries = 2)
  void norWhereMuchIsOpen(@ForAll @LongRange(min = 0) long seed) throws Exception {
    List<String> without = play(seed, BUSY, 0);
    assertThat(without).hasSizeGreaterThan(BUSY.events());
    assertSame(play(seed, BUSY, 64 << 20), without);
    assertSame(play(seed, BUSY, 45_000), without);
    assertSame(play(seed, BUSY, 38_000, 0, 45_000), without);
  }

  /** Neither does what is remembered of where the heap has them. */
  @Property(tries = 3)
  void norOnTheHeap(@ForAll @LongRange(min = 0) long seed) throws Exception {
    StateBackend heap = new HashMapStateBackend();
    for (Traffic traffic : List.of(FEW, BUSY)) {
      List<String> without = play(seed, traffic, heap, 0);
      assertThat(without).hasSizeGreaterThan(traffic.events());
      assertSame(play(seed, traffic, heap, 1), without);
      assertSame(play(seed, traffic, heap, 0, 1), without);
    }
  }

  /** In one value while little is open, by parts while much is, and as others are once silent. */
  @Test
  void aKeyIsParkedWhileLittleIsOpen() throws Exception {
    OperatorSubtaskState parked;
    List<String> before;
    try (RouteHarness route = begin(null, 0, 64 << 20)) {
      open(route, 0, 4, NOON);
      assertThat(route.parked()).isEqualTo(1);
      open(route, 4, 8, NOON);
      assertThat(route.parked()).as("eight are not much for a key that is parked").isEqualTo(1);
      open(route, 8, 9, NOON);
      assertThat(route.parked()).isZero();
      open(route, 9, 10, NOON + 3 * WINDOW);
      assertThat(route.parked()).as("one is open").isEqualTo(1);
      before = route.everything();
      parked = route.snapshot(1);

      route.passTime(2 * IDLE);
      assertThat(route.parked()).isZero();
      assertThat(route.everything()).anyMatch(line -> line.startsWith("t/silver retired"));

      open(route, 10, 11, NOON + 2 * IDLE);
      assertThat(route.parked()).as("it is back").isEqualTo(1);
    }
    try (RouteHarness without = begin(parked, 1, 0)) {
      assertThat(without.parked()).as("who has no cache knows nothing of parking").isZero();
      assertThat(without.everything()).isEqualTo(before);
      open(without, 9, 10, NOON + 3 * WINDOW + 1);
      assertThat(without.journal()).as("it is known still").isEmpty();
    }
  }

  @Test
  void itIsSeenWhatTheCacheTakesAndMisses() throws Exception {
    try (RouteHarness route = begin(null, 0, 64 << 20)) {
      open(route, 0, 30, NOON);
      assertThat(route.near().missed()).as("the key, and no request").isEqualTo(1);
      assertThat(route.kept()).isEqualTo(1);
      assertThat(route.near().bytes()).isBetween(10_000L, 100_000L);
      assertThat(route.near().dropped()).isZero();
    }
    try (RouteHarness route = begin(null, 0, 1)) {
      visit(route, 0, 100);
      assertThat(route.near().missed()).as("each finds another key").isEqualTo(100);
      assertThat(route.near().dropped()).isEqualTo(99);
    }
    try (RouteHarness route = begin(new HashMapStateBackend(), null, 0, 64 << 20)) {
      open(route, 0, 30, NOON);
      assertThat(route.near().bytes() + route.near().missed()).as("nothing twice").isZero();
    }
  }

  /** Files that RocksDB has compacted in levels are gone on with as universal ones, and back. */
  @ParameterizedTest
  @CsvSource({"LEVEL, UNIVERSAL", "UNIVERSAL, LEVEL"})
  void filesOfTheOtherCompactionAreGoneOnWith(String style, String next) throws Exception {
    OperatorSubtaskState snapshot;
    List<String> before;
    try (RouteHarness route = begin(compacting(style), null, 0, 1)) {
      visit(route, 0, 3_000);
      before = route.everything();
      snapshot = route.snapshot(1);
    }
    try (RouteHarness route = begin(compacting(next), snapshot, 1, 1)) {
      assertThat(route.everything()).hasSizeGreaterThan(1_000).isEqualTo(before);
      visit(route, 3_000, 6_000);
      assertThat(route.journal().stream().filter(row -> row instanceof JournalRow.Decided))
          .hasSize(3_000);
    }
  }

  private static void visit(RouteHarness route, int from, int to) throws Exception {
    for (int i = from; i < to; i++) {
      TenantTier tenant = new TenantTier("t" + i % 500, "silver");
      route.route(RoutingRequest.of("r" + i, tenant, NOON + i));
    }
  }

  /** Files so small that there are many. */
  private static StateBackend compacting(String style) {
    Configuration flink = new Configuration();
    flink.setString("state.backend.rocksdb.compaction.style", style);
    flink.setString("state.backend.rocksdb.memory.managed", "false");
    flink.setString("state.backend.rocksdb.writebuffer.size", "32 kb");
    flink.setString("state.backend.rocksdb.compaction.level.max-size-level-base", "64 kb");
    flink.setString("state.backend.rocksdb.compaction.level.target-file-size-base", "32 kb");
    return new EmbeddedRocksDBStateBackend(true)
        .configure(flink, HotKeysTest.class.getClassLoader());
  }

  private static void open(RouteHarness route, int from, int to, long time) throws Exception {
    for (int i = from; i < to; i++) {
      route.route(RoutingRequest.of("r" + i, new TenantTier("t", "silver"), time));
    }
  }

  private static void assertSame(List<String> lines, List<String> expected) {
    for (int i = 0; i < Math.min(lines.size(), expected.size()); i++) {
      assertThat(lines.get(i)).as("line %d", i).isEqualTo(expected.get(i));
    }
    assertThat(lines).hasSameSizeAs(expected);
  }

  private static List<String> play(long seed, Traffic traffic, long... cacheBytes)
      throws Exception {
    return play(seed, traffic, new EmbeddedRocksDBStateBackend(), cacheBytes);
  }

  /**
   * What was said, in order, and in the end what is kept.
   *
   * @param cacheBytes at first and after each death, in turns
   */
  private static List<String> play(
      long seed, Traffic traffic, StateBackend backend, long... cacheBytes) throws Exception {
    SplittableRandom chance = new SplittableRandom(seed);
    List<String> said = new ArrayList<>();
    List<Decision> decided = new ArrayList<>();
    Map<String, String> names = new HashMap<>();
    Set<String> runs = new HashSet<>();
    int deaths = 0;
    RouteHarness route = begin(backend, null, 0, cacheBytes[0]);
    // Written only when it is needed, and the events after it are not to be in it.
    Callable<OperatorSubtaskState> barrier = route.barrier(1);
    int checkpoint = 1;
    long now = NOON;
    for (int n = 0; n < traffic.events(); n++) {
      now += chance.nextInt(traffic.apartMillis());
      int what = chance.nextInt(100);
      what = what >= 94 && chance.nextInt(traffic.calm()) > 0 ? 0 : what;
      if (what < 60 || decided.isEmpty()) {
        Decision decision = route.route(request(n, traffic.tenants(), now, chance));
        if (decision != null) {
          decided.add(decision);
          names.putIfAbsent(decision.decisionId(), "decision-" + names.size());
        }
      } else if (what < 94) {
        route.send(feedback(decided.get(chance.nextInt(decided.size())), now, chance));
      } else if (what < 97) {
        barrier.call();
        barrier = route.barrier(++checkpoint);
      } else if (what == 97) {
        route.passTime(IDLE);
      } else {
        // A death: what came since the barrier is not known any more, and is not sent again here.
        said.addAll(said(route));
        route.journal().forEach(row -> runs.add(row.stamp().run()));
        OperatorSubtaskState snapshot = barrier.call();
        route.close();
        route = begin(backend, snapshot, checkpoint, cacheBytes[++deaths % cacheBytes.length]);
        barrier = () -> snapshot;
      }
    }
    said.addAll(said(route));
    route.journal().forEach(row -> runs.add(row.stamp().run()));
    barrier.call();
    route.passTime(2 * IDLE);
    said.addAll(route.everything());
    OperatorSubtaskState last = route.snapshot(++checkpoint);
    route.close();
    try (RouteHarness after =
        begin(backend, last, checkpoint, cacheBytes[++deaths % cacheBytes.length])) {
      said.addAll(after.everything());
    }
    return said.stream().map(line -> named(line, names, runs)).toList();
  }

  /**
   * Without what the run's id, another one each time, has in it: runs, and decisions, each of 16
   * hex digits.
   */
  private static String named(String line, Map<String, String> decisions, Set<String> runs) {
    StringBuilder text = new StringBuilder();
    int done = 0;
    int digits = 0;
    for (int end = 1; end <= line.length(); end++) {
      digits = HexFormat.isHexDigit(line.charAt(end - 1)) ? digits + 1 : 0;
      int start = end - DIGITS;
      String name = digits >= DIGITS ? decisions.get(line.substring(start, end)) : null;
      if (name != null) {
        text.append(line, done, start).append(name);
        done = end;
        digits = 0;
      }
    }
    String named = text.append(line, done, line.length()).toString();
    for (String run : runs) {
      named = named.replace(run, "run");
    }
    return named;
  }

  private static RouteHarness begin(OperatorSubtaskState snapshot, long checkpoint, long cacheBytes)
      throws Exception {
    return begin(new EmbeddedRocksDBStateBackend(), snapshot, checkpoint, cacheBytes);
  }

  private static RouteHarness begin(
      StateBackend backend, OperatorSubtaskState snapshot, long checkpoint, long cacheBytes)
      throws Exception {
    return RouteHarness.restore(
        backend, CONTROL, Seed.given(7), snapshot, checkpoint, KeyTerms.UNBOUNDED, cacheBytes);
  }

  private static List<String> said(RouteHarness route) throws Exception {
    List<String> said = new ArrayList<>();
    for (TopicRecord record : route.decisions()) {
      said.add(new String(record.value(), StandardCharsets.UTF_8));
    }
    // Keys whose timers are due at once have no order between them: that is the backend's.
    Map<String, List<String>> byKey = new TreeMap<>();
    List<EncodedRow> encoded = route.encodedJournal();
    List<JournalRow> rows = route.journal();
    for (int i = 0; i < rows.size(); i++) {
      byKey
          .computeIfAbsent(String.valueOf(rows.get(i).stamp().key()), key -> new ArrayList<>())
          .add(new String(encoded.get(i).datum(), StandardCharsets.ISO_8859_1));
    }
    for (Standing standing : route.standings()) {
      byKey.get(standing.key().toString()).add(standing.toString());
    }
    byKey.values().forEach(said::addAll);
    return said;
  }

  private static RoutingRequest request(
      int number, int tenants, long now, SplittableRandom chance) {
    boolean again = chance.nextInt(20) == 0;
    int id = again ? chance.nextInt(number + 1) : number;
    String tier = List.of("gold", "silver", "free").get(chance.nextInt(3));
    return RoutingRequest.builder(
            "r" + id, new TenantTier("t" + chance.nextInt(tenants), tier), now)
        .inputTokens(100 + chance.nextInt(50))
        .tag("tag-" + chance.nextInt(4))
        .build();
  }

  private static Feedback feedback(Decision decision, long now, SplittableRandom chance) {
    String requestId = chance.nextInt(15) == 0 ? "unseen" + now : decision.requestId();
    Feedback.Builder feedback =
        Feedback.builder(requestId, decision.key(), decision.model(), now)
            .decisionId(chance.nextInt(10) == 0 ? null : decision.decisionId())
            .source(Feedback.Source.USER);
    if (chance.nextInt(4) > 0) {
      feedback.satisfaction(chance.nextInt(2));
    }
    if (chance.nextInt(2) > 0) {
      feedback.inputTokens(100).outputTokens(40 + chance.nextInt(200));
    }
    return feedback.build();
  }

  private static ControlUpdate model(String name, double price) {
    return new ModelUpdate(ModelSpec.builder(name, 1).price(price, price).build());
  }

  private static ControlUpdate promise(String tier, String policy, FeedbackTerms terms) {
    return new SlaUpdate(
        "*", tier, new SlaPolicy(1, 0.9, policy, 0, Map.of(), terms, SlaPolicy.Mode.APPLY));
  }
}

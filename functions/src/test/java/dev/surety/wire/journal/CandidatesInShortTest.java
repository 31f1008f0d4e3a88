package dev.surety.wire.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.CandidateColumns;
import dev.surety.domain.Decision;
import dev.surety.domain.FeedbackTerms;
import dev.surety.domain.JournalRow;
import dev.surety.domain.JournalRow.Candidate;
import dev.surety.domain.JournalRow.Decided;
import dev.surety.domain.ModelSpec;
import dev.surety.domain.RoutingRequest;
import dev.surety.domain.SlaPolicy;
import dev.surety.domain.TenantTier;
import dev.surety.engine.Account;
import dev.surety.engine.Event;
import dev.surety.engine.Learner;
import dev.surety.engine.OpenDecisionMaps;
import dev.surety.engine.RouterState;
import dev.surety.engine.TenantConfig;
import dev.surety.engine.TenantRouter;
import dev.surety.testing.DecidedBuilder;
import dev.surety.wire.json.ConfigJson;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;

/** What a row keeps of the candidates, where folding gives the rest. */
class CandidatesInShortTest {

  private static final TenantTier KEY = new TenantTier("tenant-17", "gold");
  private static final double HALF_A_MILLIONTH = 0.5e-6 + 1e-15;

  @Property(tries = 500)
  void figuresComeBackAsNearAsTheSchemaSays(@ForAll long seed, @ForAll boolean all)
      throws IOException {
    CandidateColumns exact = columns(new Random(seed));
    Decided row = decided(exact, all);
    byte[] datum = new JournalAvro().encode(row);

    Decided read = (Decided) new JournalReader(config -> names(12)).read(datum);

    CandidateColumns kept = read.candidates();
    assertThat(kept.isRounded()).isTrue();
    assertThat(read).isEqualTo(row.with(exact.rounded(all)));
    assertThat(kept.digest()).isEqualTo(exact.digest());
    assertThat(kept.bestCostUsd()).isEqualTo(exact.bestCostUsd());
    if (all) {
      assertThat(kept.allCostUsd()).isEqualTo(exact.allCostUsd());
    }
    for (int i = 0; i < exact.size(); i++) {
      assertThat(kept.model(i)).isEqualTo(exact.model(i));
      assertThat(kept.score(i)).isNaN();
      assertShare(exact.propensity(i), kept.propensity(i));
      if (Double.isNaN(exact.expectedSatisfaction(i))) {
        assertThat(kept.expectedSatisfaction(i)).isNaN();
      } else {
        assertShare(exact.expectedSatisfaction(i), kept.expectedSatisfaction(i));
      }
      double cost = exact.expectedCostUsd(i);
      assertThat(Math.abs(kept.expectedCostUsd(i) - cost)).isLessThanOrEqualTo(cost * 0x1p-24);
    }
    GenericRecord record = JournalContainer.generic(datum, JournalAvro.schema());
    assertThat(new JournalReader(config -> names(12)).read(record)).isEqualTo(read);
    assertThat(new JournalAvro().encode(read)).as("written again").isEqualTo(datum);
  }

  /** What is possible at all stays possible: an evaluation asks for that first. */
  private static void assertShare(double exact, double kept) {
    assertThat(kept > 0).isEqualTo(exact > 0);
    double off = exact > 0 && exact < 0.5e-6 ? 1e-6 : HALF_A_MILLIONTH;
    assertThat(Math.abs(kept - exact)).isLessThanOrEqualTo(off);
  }

  @Property(tries = 300)
  void noBitOfAFigureChangesWithoutTheDigest(@ForAll long seed) {
    Random random = new Random(seed);
    CandidateColumns exact = columns(random);
    double[][] figures = figures(exact);
    double[] column = figures[random.nextInt(figures.length)];
    int i = random.nextInt(column.length);
    double before = column[i];
    column[i] = Double.longBitsToDouble(Double.doubleToLongBits(before) ^ 1L << random.nextInt(52));

    CandidateColumns changed =
        new CandidateColumns(
            new String[exact.size()],
            exact.places(),
            figures[0],
            figures[1],
            figures[2],
            figures[3],
            null);

    assertThat(changed.digest() == exact.digest())
        .isEqualTo(Double.doubleToLongBits(column[i]) == Double.doubleToLongBits(before));
  }

  @Test
  void figuresThatAreNoSharesAreKeptInFull() {
    for (double odd : new double[] {-0.1, 1.5, Double.POSITIVE_INFINITY}) {
      CandidateColumns exact =
          new CandidateColumns(
              new String[] {"model-0"},
              new int[] {0},
              new double[] {3},
              new double[] {1},
              new double[] {odd},
              new double[] {0.1},
              null);
      Decided row = decided(exact, false);

      assertThat(new JournalReader().read(new JournalAvro().encode(row))).isEqualTo(row);
    }
  }

  @Test
  void namesComeFromTheConfigRowThatPassedBy() {
    Play play = new Play(11);
    JournalReader reader = new JournalReader();
    byte[] datum = new JournalAvro().encode(play.decide());

    assertThat(models(reader.read(datum))).startsWith("#0", "#1").endsWith("#10");

    JournalReader told = new JournalReader();
    told.read(new JournalAvro().encode(play.config()));
    assertThat(models(told.read(datum))).isEqualTo(play.names());
  }

  @Test
  void namesAreAskedForWhereNoConfigRowPassedBy() {
    Play play = new Play(11);
    byte[] datum = new JournalAvro().encode(play.decide());

    JournalReader reader =
        new JournalReader(hash -> hash.equals(play.config.hash()) ? play.names() : null);

    assertThat(models(reader.read(datum))).isEqualTo(play.names());
  }

  @Test
  void aModelThatIsNotActiveKeepsItsPlace() {
    Play play = new Play(11, 3);
    byte[] datum = new JournalAvro().encode(play.decide());

    assertThat(models(new JournalReader(hash -> play.names()).read(datum)))
        .hasSize(10)
        .doesNotContain(play.names().get(3))
        .containsAll(play.names().subList(4, 11));
  }

  @Test
  void aSuretyDecisionAmong11ModelsTakesAtMost450Bytes() {
    Play play = new Play(11);
    int longest = 0;
    for (int i = 0; i < 2_000; i++) {
      longest = Math.max(longest, new JournalAvro().encode(play.decide()).length);
    }

    assertThat(longest).isLessThanOrEqualTo(450);
  }

  private static List<String> models(JournalRow row) {
    return ((Decided) row).candidates().stream().map(Candidate::model).toList();
  }

  private static Decided decided(CandidateColumns candidates, boolean all) {
    Decided row = JournalSamples.decided();
    Decision decision = row.decision();
    Decision asked =
        new Decision(
            decision.decisionId(),
            decision.requestId(),
            decision.key(),
            decision.model(),
            decision.apply(),
            all ? List.of("model-1") : List.of(),
            decision.fallbacks(),
            decision.solicit(),
            decision.explored(),
            decision.propensity(),
            decision.expectedCostUsd(),
            decision.expectedSatisfaction(),
            decision.policy(),
            decision.reason(),
            decision.decidedAt(),
            decision.replaces(),
            decision.judge(),
            decision.infeasible());
    return DecidedBuilder.of(row.stamp(), row.request(), asked)
        .config(row.config())
        .candidates(candidates)
        .build();
  }

  private static CandidateColumns columns(Random random) {
    int size = 1 + random.nextInt(12);
    int[] places =
        IntStream.generate(() -> random.nextInt(12)).distinct().limit(size).sorted().toArray();
    double[] satisfaction = random.doubles(size).toArray();
    if (random.nextBoolean()) {
      satisfaction[random.nextInt(size)] = Double.NaN;
    }
    return new CandidateColumns(
        Arrays.stream(places).mapToObj(place -> names(12).get(place)).toArray(String[]::new),
        places,
        random.doubles(size).map(d -> d * 1e3 - 500).toArray(),
        random.doubles(size).map(d -> random.nextInt(4) == 0 ? 0 : Math.pow(d, 12)).toArray(),
        satisfaction,
        random.doubles(size).map(d -> Math.pow(10, -8 * d)).toArray(),
        null);
  }

  private static double[][] figures(CandidateColumns columns) {
    return new double[][] {
      columns.stream().mapToDouble(Candidate::score).toArray(),
      columns.stream().mapToDouble(Candidate::propensity).toArray(),
      columns.stream().mapToDouble(Candidate::expectedSatisfaction).toArray(),
      columns.stream().mapToDouble(Candidate::expectedCostUsd).toArray()
    };
  }

  /** Of 16 characters. */
  private static List<String> names(int models) {
    return IntStream.range(0, models).mapToObj("model-2026-06-%02d"::formatted).toList();
  }

  /** A tenant of the default policy. */
  private static final class Play {

    private static final String RUN = "0123456789abcdef0123456789abcdef";
    private static final long START = 1_769_900_399_123L;

    private final TenantRouter router = new TenantRouter();
    private final RouterState state =
        new RouterState(KEY, new Account(), new Learner(), new OpenDecisionMaps());
    private final TenantConfig config;
    private long n;

    Play(int models) {
      this(models, -1);
    }

    /**
     * @param down place of a model that is not active
     */
    Play(int models, int down) {
      config =
          TenantConfig.of(
              new SlaPolicy(
                  1,
                  0.8,
                  "surety",
                  0,
                  Map.of(),
                  new FeedbackTerms(1_000, 0.2, 0.2, 0, 10_000),
                  SlaPolicy.Mode.APPLY),
              IntStream.range(0, models)
                  .mapToObj(
                      i ->
                          ModelSpec.builder(CandidatesInShortTest.names(models).get(i), 1)
                              .price(0.1 * (i + 1), 0.4 * (i + 1))
                              .confirmed(true)
                              .status(
                                  i == down ? ModelSpec.Status.DRAINING : ModelSpec.Status.ACTIVE)
                              .build())
                  .toList());
    }

    List<String> names() {
      return config.models().stream().map(ModelSpec::name).toList();
    }

    JournalRow config() {
      JournalRow.Stamp stamp = new JournalRow.Stamp(RUN, 1, null, 0, START);
      return new JournalRow.Config(stamp, config.hash(), ConfigJson.write(config));
    }

    Decided decide() {
      long time = START + ++n;
      RoutingRequest request =
          RoutingRequest.builder("b7e1c0de-" + (1_000_000 + n), KEY, time)
              .promptChars(400)
              .inputTokens(100)
              .maxOutputTokens(512)
              .tag("tag-" + n % 16)
              .build();
      Event.Context context = new Event.Context(RUN, 1, time, 7);
      var effects = router.apply(state, new Event.Route(context, request, config));
      return (Decided)
          effects.rows().stream().filter(Decided.class::isInstance).findFirst().orElseThrow();
    }
  }
}

package dev.surety.tools.ope.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.surety.domain.FeedbackTerms;
import dev.surety.domain.JournalRow;
import dev.surety.domain.JournalRow.Decided;
import dev.surety.domain.JournalRow.Outcome;
import dev.surety.domain.JudgeTerms;
import dev.surety.domain.SlaPolicy;
import dev.surety.testing.Pools;
import dev.surety.tools.ope.Estimate;
import dev.surety.tools.ope.Estimator;
import dev.surety.tools.ope.TargetPolicy;
import dev.surety.tools.ope.Valuation;
import dev.surety.tools.ope.journal.KeyRows.Cluster;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Journals of the real engine in which a judge was asked about one kind of request and no other:
 * labels are missing not at random, and the judge errs. Seeds are fixed.
 */
class JudgedEvaluationTest {

  private static final int JOURNALS = 8;
  private static final double TRUTH = SyntheticTraffic.truth(Pools.MIDDLE);
  private static final double ACCURACY = 0.9;
  private static final FeedbackTerms FEW = new FeedbackTerms(60_000, 0.05, 0.05, 0, 1000);

  /** What estimators of many journals come to. */
  private static final class Mean {
    private double value;
    private double width;
    private int holds;

    void add(Estimate estimate) {
      value += estimate.value() / JOURNALS;
      width += (estimate.high() - estimate.low()) / JOURNALS;
      holds += estimate.low() <= TRUTH && TRUTH <= estimate.high() ? 1 : 0;
    }
  }

  /**
   * Of a model that satisfies nine of ten chats and seven of ten requests for code, where a judge
   * is asked about code alone: taking all labels for a sample says 0.68 instead of 0.80; each
   * weighed by how likely it was says 0.80, and is surer of it than users alone.
   */
  @Test
  void labelsThatAreMissingWhereTheyAreWorthLittleShiftNothing() {
    double naive = 0;
    Mean weighed = new Mean();
    Mean snips = new Mean();
    Mean users = new Mean();
    for (int seed = 1; seed <= JOURNALS; seed++) {
      List<JournalRow> rows = journal(FEW, ACCURACY, 0.7, seed);
      naive += naive(rows) / JOURNALS;
      Valuation with = satisfaction(rows);
      weighed.add(with.by(Estimator.DR).orElseThrow());
      snips.add(with.by(Estimator.SNIPS).orElseThrow());
      users.add(satisfaction(withoutWords(rows)).by(Estimator.DR).orElseThrow());
    }

    assertThat(naive).isCloseTo(0.68, within(0.02));
    assertThat(weighed.value).isCloseTo(TRUTH, within(0.03));
    assertThat(snips.value).isCloseTo(TRUTH, within(0.03));
    assertThat(weighed.holds).isGreaterThanOrEqualTo(JOURNALS - 2);
    assertThat(weighed.width).isLessThan(0.8 * users.width);
  }

  /** He is right in nine of ten cases; the promise says seven. Users' words say better. */
  @Test
  void pairsOfAUsersAndAJudgesWordSayHowHeErrs() {
    FeedbackTerms many = new FeedbackTerms(60_000, 0.3, 0.3, 0, 1000);
    Mean weighed = new Mean();
    for (int seed = 1; seed <= JOURNALS; seed++) {
      weighed.add(satisfaction(journal(many, 0.7, 0.7, seed)).by(Estimator.DR).orElseThrow());
    }

    assertThat(weighed.value).isCloseTo(TRUTH, within(0.03));
    assertThat(weighed.holds).isGreaterThanOrEqualTo(JOURNALS - 2);
  }

  @Test
  void whereSilenceCountsAJudgesWordStandsForIt() {
    FeedbackTerms unequal = new FeedbackTerms(60_000, 0.05, 0.4, 0, 1000);
    Mean weighed = new Mean();
    Mean users = new Mean();
    for (int seed = 1; seed <= JOURNALS; seed++) {
      List<JournalRow> rows = journal(unequal, ACCURACY, 0.7, seed);
      weighed.add(satisfaction(rows).by(Estimator.DR).orElseThrow());
      users.add(satisfaction(withoutWords(rows)).by(Estimator.DR).orElseThrow());
    }

    assertThat(weighed.value).isCloseTo(TRUTH, within(0.03));
    assertThat(weighed.holds).isGreaterThanOrEqualTo(JOURNALS - 2);
    assertThat(weighed.width).isLessThan(users.width);
  }

  /**
   * Of answers that nobody was asked about nobody has spoken: nothing tells what they were worth.
   */
  @Test
  void whereNoUserHasSpokenAJudgesWordsDoNotStandForAll() {
    FeedbackTerms silent = new FeedbackTerms(60_000, 1e-9, 1e-9, 0, 1000);
    List<JournalRow> rows = journal(silent, ACCURACY, 1, 1);

    KeyResult key = PureEvaluation.of(rows, always(Pools.MIDDLE)).get(0);

    assertThat(key.counts().words()).isPositive();
    assertThat(key.counts().weighedWords()).isZero();
    assertThat(satisfaction(rows).refusal()).get().asString().contains("no row");
  }

  private static List<JournalRow> journal(
      FeedbackTerms terms, double stated, double answers, int seed) {
    JudgeTerms judge = new JudgeTerms(1e-6, 1000, stated);
    SlaPolicy sla =
        new SlaPolicy(1, 0.8, "surety", 0, Map.of(), terms, SlaPolicy.Mode.APPLY).judgedBy(judge);
    List<JournalRow> rows = new ArrayList<>();
    BuyingPolicy policy = new BuyingPolicy(0.4, "code", terms.satisfiedRate());
    new SyntheticTraffic(2, sla, policy, seed, rows::add).judged(ACCURACY, answers).go(6000);
    return rows;
  }

  private static List<JournalRow> withoutWords(List<JournalRow> rows) {
    return rows.stream().filter(row -> !(row instanceof Outcome o && isWord(o))).toList();
  }

  private static boolean isWord(Outcome row) {
    return row.feedback().isJudges(false);
  }

  /** The mean of all that was said of the model, by whom and why ever. */
  private static double naive(List<JournalRow> rows) {
    Map<String, Double> said = new HashMap<>();
    for (JournalRow row : rows) {
      if (row instanceof Outcome outcome
          && outcome.feedback().hasLabel()
          && outcome.model().equals(Pools.MIDDLE)
          && !(isWord(outcome) && said.containsKey(outcome.feedback().requestId()))) {
        said.put(outcome.feedback().requestId(), outcome.feedback().label());
      }
    }
    return said.values().stream().mapToDouble(label -> label).average().orElseThrow();
  }

  private static Valuation satisfaction(List<JournalRow> rows) {
    Fit fit = PureEvaluation.fit(rows, always(Pools.MIDDLE));
    KeyValue all = KeyValue.empty(20);
    Counts counts = new Counts();
    PureEvaluation.of(rows, always(Pools.MIDDLE))
        .forEach(
            key -> {
              all.merge(key.value());
              counts.merge(key.counts());
            });
    return all.satisfied(counts, fit.judged().judge());
  }

  private static OffPolicyQuery always(String model) {
    return new OffPolicyQuery(
        TargetPolicy.models(Map.of(), model), null, Cluster.CONVERSATION, 20, 1000, 5);
  }

  /** Each decision says how likely its answer was to be judged. */
  @Test
  void theJournalSaysHowLikelyAJudgementWas() {
    for (JournalRow row : journal(FEW, ACCURACY, 0.7, 1)) {
      if (row instanceof Decided decided) {
        boolean asked = decided.decision().judge() != null;
        assertThat(asked).isEqualTo(decided.request().tag().equals("code"));
        assertThat(decided.labelProbability()).isEqualTo(asked ? 1 : 0.05);
      }
    }
  }
}

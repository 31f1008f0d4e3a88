package dev.surety.tools.ope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ValuationTest {

  private static final Logs LOGS = new Logs(List.of("a", "b"));
  private static final TargetPolicy ALWAYS_B = TargetPolicy.models(Map.of(), "b");
  private static final double[] B_RARE = {0.9, 0.1};

  @Test
  void thePolicyThatLoggedIsWorthThePlainMeanExactly() {
    List<LoggedDecision> rows = rows(2000, B_RARE, B_RARE);
    double mean = rows.stream().mapToDouble(LoggedDecision::satisfaction).sum() / rows.size();

    Valuation value = value(rows, TargetPolicy.asLogged());

    assertThat(value.by(Estimator.IPS).orElseThrow().value()).isEqualTo(mean);
    assertThat(value.by(Estimator.SNIPS).orElseThrow().value()).isEqualTo(mean);
    assertThat(value.by(Estimator.CLIPPED_IPS).orElseThrow().value()).isEqualTo(mean);
    assertThat(value.logged().value()).isEqualTo(mean);
    assertThat(value.support().effective()).isEqualTo(2000);
  }

  @Test
  void aModelThatCouldNeverBeChosenIsRefused() {
    Valuation value = value(rows(2000, new double[] {1, 0}, new double[] {1, 0}), ALWAYS_B);

    assertThat(value.estimates()).isEmpty();
    assertThat(value.support().missing()).isEqualTo(1);
    assertThat(value.refusal().orElseThrow())
        .startsWith("100.0 % of its choices were never possible in the log");
  }

  /** Who calls it beside the command, which sets one, has the locale of the machine. */
  @Test
  void refusalsAreTheSameInEveryLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMANY);
      aModelThatCouldNeverBeChosenIsRefused();
      tooSmallAnEffectiveSampleIsRefused();
      propensitiesThatChanceDidNotUseAreNoticed();
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void tooSmallAnEffectiveSampleIsRefused() {
    Valuation value = value(rows(200, B_RARE, B_RARE), ALWAYS_B);

    assertThat(value.estimates()).isEmpty();
    assertThat(value.support().effective()).isBetween(1.0, 49.9);
    assertThat(value.refusal().orElseThrow())
        .contains("effective sample size")
        .contains("below 50");
  }

  @Test
  void propensitiesThatChanceDidNotUseAreNoticed() {
    Valuation value = value(rows(2000, B_RARE, new double[] {0.8, 0.2}), ALWAYS_B);

    assertThat(value.support().propensitiesFit()).isFalse();
    assertThat(value.estimates()).isEmpty();
    assertThat(value.refusal().orElseThrow()).startsWith("the propensities are wrong: mean weight");
  }

  @Test
  void truePropensitiesPassTheSameCheck() {
    Valuation value = value(rows(2000, B_RARE, B_RARE), ALWAYS_B);

    assertThat(value.refusal()).isEmpty();
    assertThat(value.support().meanWeight()).isEqualTo(1, within(0.2));
  }

  @Test
  void sumsOfPartsMergeToTheSumsOfTheWhole() {
    List<LoggedDecision> rows = rows(300, B_RARE, B_RARE);
    SatisfactionCells model = Logs.fit(rows);
    ValueSums whole = Logs.sums(rows, ALWAYS_B, model);
    ValueSums parts = Logs.sums(rows.subList(0, 120), ALWAYS_B, model);
    parts.merge(Logs.sums(rows.subList(120, 300), ALWAYS_B, model));
    SatisfactionCells mergedModel = Logs.fit(rows.subList(0, 120));
    mergedModel.merge(Logs.fit(rows.subList(120, 300)));

    assertThat(parts.totals()).containsExactly(whole.totals(), within(1e-9));
    assertThat(mergedModel.expected("b", "tag0")).isEqualTo(model.expected("b", "tag0"));
  }

  @Test
  void rowsOfAConversationAreResampledTogether() {
    List<LoggedDecision> alone = new ArrayList<>();
    List<LoggedDecision> together = new ArrayList<>();
    SplittableRandom random = new SplittableRandom(7);
    for (int conversation = 0; conversation < 100; conversation++) {
      double outcome = random.nextInt(2);
      for (int turn = 0; turn < 10; turn++) {
        double[] both = {outcome, outcome};
        alone.add(LOGS.draw(10 * conversation + turn, null, B_RARE, both, random));
        together.add(LOGS.chosen(conversation, null, B_RARE, both, 0));
      }
    }

    double wide = width(value(together, TargetPolicy.asLogged()).logged());
    double narrow = width(value(alone, TargetPolicy.asLogged()).logged());

    // Ten equal rows a conversation carry the information of one: sqrt(10) = 3.2 times as wide.
    assertThat(wide / narrow).isBetween(2.5, 4.0);
  }

  private static double width(Estimate estimate) {
    return estimate.high() - estimate.low();
  }

  private static Valuation value(List<LoggedDecision> rows, TargetPolicy target) {
    return Valuation.of(Logs.sums(rows, target, Logs.fit(rows)), true);
  }

  /**
   * @param logged propensities that are on record
   * @param used those that chance used
   */
  private static List<LoggedDecision> rows(int n, double[] logged, double[] used) {
    SplittableRandom random = new SplittableRandom(1);
    List<LoggedDecision> rows = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      double[] outcomes = {i % 2, i % 3 == 0 ? 0 : 1};
      int chosen = LOGS.draw(i, null, used, outcomes, random).chosen();
      rows.add(LOGS.chosen(i, "tag" + i % 2, logged, outcomes, chosen));
    }
    return rows;
  }
}

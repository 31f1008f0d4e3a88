package dev.surety.tools.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.surety.tools.log.LogEvaluation.Answer;
import dev.surety.tools.log.LogEvaluation.Question;
import dev.surety.wire.log.LogWriter;
import dev.surety.wire.log.LoggedRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a log of others says of other choices, and when it says that it does not know. */
class LogEvaluationTest {

  private static final double SMALL = 0.6;
  private static final double LARGE = 0.9;

  @TempDir private Path folder;

  private static Question question(double odds) {
    return new Question(key -> true, List.of(0.7, 0.8, 0.95), odds, 20);
  }

  /** Hard requests satisfy half as often, and mostly go to the large model, as people route. */
  private Path log(boolean byChance, boolean labels) throws IOException {
    Random random = new Random(3);
    Path file = folder.resolve("some.log.jsonl.gz");
    try (LogWriter log = LogWriter.open(file)) {
      for (int i = 0; i < 8_000; i++) {
        boolean hard = random.nextInt(3) == 0;
        double large = byChance ? 0.5 : hard ? 0.9 : 0.1;
        boolean isLarge = random.nextDouble() < large;
        double rate = (isLarge ? LARGE : SMALL) - (hard ? 0.3 : 0);
        boolean said = labels && random.nextInt(2) == 0;
        log.write(
            new LoggedRequest(
                "r" + i,
                1_000L * i,
                i % 4 == 0 ? "b" : "a",
                "gold",
                null,
                isLarge ? "large" : "small",
                100,
                100,
                isLarge ? 0.01 : 0.001,
                said ? (random.nextDouble() < rate ? 1 : 0) : Double.NaN,
                Double.NaN,
                null,
                byChance));
      }
    }
    return file;
  }

  private static ModelValue of(Answer answer, String model) {
    return answer.all().models().stream()
        .filter(value -> value.model().equals(model))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whereChanceChoseItIsEvidenceAndRight() throws IOException {
    Answer answer = LogEvaluation.of(log(true, true), question(2));

    for (String model : List.of("large", "small")) {
      double truth = (model.equals("large") ? LARGE : SMALL) - 0.1;
      ModelValue value = of(answer, model);
      assertThat(value.evidence()).isTrue();
      assertThat(truth).isBetween(value.low(), value.high());
      assertThat(value.high() - value.low()).isLessThan(0.08);
    }
    assertThat(answer.keys())
        .extracting(key -> key.tally().name)
        .containsExactly("a/gold", "b/gold");
  }

  @Test
  void whereNobodyLeftItToChanceItIsAWhatIfThatSaysSoAndItsBandHoldsTheTruth() throws IOException {
    Answer answer = LogEvaluation.of(log(false, true), question(4));

    ModelValue large = of(answer, "large");
    assertThat(large.evidence()).isFalse();
    assertThat(large.note()).isEqualTo("what-if");
    assertThat(large.satisfaction()).as("biased: it got the hard ones").isLessThan(LARGE - 0.15);
    assertThat(LARGE - 0.1).isBetween(large.low(), large.high());
    assertThat(LogText.lines(answer)).anyMatch(line -> line.startsWith("WHAT-IF, no evidence"));
    assertThat(LogPage.write(answer)).contains("WHAT-IF, no evidence", "a/gold", "at worst");
    assertThat(LogJson.write(answer)).contains("\"evidence\" : false");
  }

  /**
   * Long requests mostly go to the large model, at 2 and 8 dollars a million tokens.
   *
   * @param byRequest whether long requests get long answers, or the large model writes more
   */
  private Path lengths(boolean byRequest) throws IOException {
    Random random = new Random(4);
    Path file = folder.resolve("lengths.log.jsonl.gz");
    try (LogWriter log = LogWriter.open(file)) {
      for (int i = 0; i < 4_000; i++) {
        boolean hard = i % 4 == 0;
        boolean large = random.nextDouble() < (hard ? 0.9 : 0.1);
        int in = hard ? 2_000 : 200;
        int out = byRequest ? (hard ? 1_000 : 100) : large ? 1_000 : 100;
        double usd = (large ? 10 : 1) * (2 * in + 8 * out) / 1e6;
        log.write(
            new LoggedRequest(
                "r" + i,
                i,
                "a",
                "gold",
                null,
                large ? "large" : "small",
                in,
                out,
                usd,
                1,
                Double.NaN,
                null,
                false));
      }
    }
    return file;
  }

  @Test
  void whatAModelWouldHaveCostIsOfAllRequestsAndNotOfTheLongOnesThatItGot() throws IOException {
    double input = 2 * (0.25 * 2_000 + 0.75 * 200);
    for (boolean byRequest : List.of(true, false)) {
      Answer answer = LogEvaluation.of(lengths(byRequest), question(2));

      double ofMean = answer.all().tally().models.get("large").meanCostUsd();
      double outputLarge = 8 * (byRequest ? 0.25 * 1_000 + 0.75 * 100 : 1_000);
      double truth = 10 * (input + outputLarge) / 1e6;
      UsdBand large = of(answer, "large").cost();
      assertThat(truth).isBetween(large.low() * 0.9999, large.high() * 1.0001);
      assertThat(large.high()).as("the mean of what it got").isLessThan(0.9 * ofMean);
      double outputSmall = 8 * (byRequest ? 0.25 * 1_000 + 0.75 * 100 : 100);
      UsdBand small = of(answer, "small").cost();
      assertThat((input + outputSmall) / 1e6)
          .isBetween(small.low() * 0.9999, small.high() * 1.0001);
    }
  }

  @Test
  void whereTokensAreNotKnownWhatItCostOnAverageIsTaken() throws IOException {
    Path file = folder.resolve("bare.log.jsonl.gz");
    try (LogWriter log = LogWriter.open(file)) {
      for (int i = 0; i < 100; i++) {
        log.write(
            new LoggedRequest(
                "r" + i, i, "a", "gold", null, "m", -1, -1, 0.25, 1, Double.NaN, null, false));
      }
    }

    UsdBand cost = of(LogEvaluation.of(file, question(2)), "m").cost();

    assertThat(cost).isEqualTo(new UsdBand(0.25, 0.25, 0.25));
  }

  @Test
  void aLogWithoutLabelsSaysNothingOfSatisfactionAndAllOfMoney() throws IOException {
    Answer answer = LogEvaluation.of(log(false, false), question(2));

    assertThat(of(answer, "large").satisfaction()).isNaN();
    assertThat(of(answer, "large").note()).isEqualTo("0 labels say nothing");
    assertThat(answer.all().promises()).allMatch(promise -> Double.isNaN(promise.usd()));
    assertThat(String.join("\n", LogText.lines(answer)))
        .contains("nobody said", "no mixture", "USD 4.3");
  }

  @Test
  void aTenantThatIsNotThereIsSaid() throws IOException {
    Path log = log(true, true);
    assertThatThrownBy(() -> LogEvaluation.of(log, new Question(key -> false, List.of(), 2, 20)))
        .hasMessageContaining("has no request of these tenants");
  }

  @Test
  void aPromiseCostsTheCheapestMixtureThatGetsThere() {
    List<ModelValue> models = List.of(value("small", 0.6, 1), value("large", 0.9, 10));

    assertThat(PromiseCost.of(0.5, models).usd()).isEqualTo(1);
    assertThat(PromiseCost.of(0.75, models).usd()).isCloseTo(5.5, within(1e-9));
    assertThat(PromiseCost.of(0.9, models).usd()).isEqualTo(10);
    assertThat(PromiseCost.of(0.91, models).usd()).isNaN();
    assertThat(PromiseCost.of(0.91, models).least()).isCloseTo(1 + 9 * 0.21 / 0.3, within(1e-9));
  }

  private static ModelValue value(String model, double satisfaction, double cost) {
    return new ModelValue(
        model,
        0.5,
        100,
        satisfaction,
        satisfaction - 0.1,
        satisfaction + 0.1,
        new UsdBand(cost, cost, cost),
        false,
        "");
  }

  @Property
  void aGreaterPromiseIsNeverCheaperAndABetterPoolNeverDearer(
      @ForAll @DoubleRange(min = 0.1, max = 0.8) double small,
      @ForAll @DoubleRange(min = 0.1, max = 0.8) double large,
      @ForAll @DoubleRange(min = 0, max = 0.8) double target) {
    List<ModelValue> models = List.of(value("small", small, 1), value("large", large, 10));
    PromiseCost one = PromiseCost.of(target, models);
    PromiseCost more = PromiseCost.of(target + 0.05, models);

    assertThat(more.usd() >= one.usd() || Double.isNaN(more.usd())).isTrue();
    assertThat(one.least() <= one.usd() || Double.isNaN(one.usd())).isTrue();
    assertThat(one.usd() <= one.most() || Double.isNaN(one.most())).isTrue();
  }

  @Test
  void aLogKeepsWhatIsKnownAndOnlyThat() throws IOException {
    TreeMap<String, Double> chances = new TreeMap<>();
    chances.put("large", 0.75);
    chances.put("small", 0.25);
    LoggedRequest all =
        new LoggedRequest("a", 5, "t", "g", "k", "small", 1, 2, 0.25, 0.5, 0.25, chances, true);
    LoggedRequest bare =
        new LoggedRequest(
            "b",
            Long.MIN_VALUE,
            "default",
            "default",
            null,
            "m",
            -1,
            -1,
            Double.NaN,
            Double.NaN,
            Double.NaN,
            null,
            false);
    for (String name : List.of("x.log.jsonl", "x.log.jsonl.gz")) {
      Path file = folder.resolve(name);
      try (LogWriter log = LogWriter.open(file)) {
        log.write(all);
        log.write(bare);
      }
      try (var log = dev.surety.wire.log.LogReader.open(file)) {
        assertThat(log.next()).isEqualTo(all);
        assertThat(log.next()).isEqualTo(bare);
        assertThat(log.next()).isNull();
      }
    }
  }
}

package dev.surety.engine;

import static dev.surety.testing.Pools.CHEAP;
import static dev.surety.testing.Pools.DEAR;
import static dev.surety.testing.Pools.MIDDLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.surety.domain.Decision;
import dev.surety.domain.JournalRow.Outcome;
import dev.surety.domain.ModelSpec;
import dev.surety.domain.Notice;
import dev.surety.domain.SlaPolicy;
import dev.surety.estimator.UsualAnswer;
import dev.surety.testing.Answers;
import dev.surety.testing.Play;
import dev.surety.testing.Pools;
import dev.surety.testing.Promises;
import dev.surety.testing.Requests;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Usage that can't be right moves what is decided by little, and for a while; the books have it as
 * told, and it is seen. Answers are of 500 + 400 tokens.
 */
class UnusualMoneyTest {

  private static final List<ModelSpec> POOL =
      List.of(Pools.model(CHEAP, 0.2), Pools.model(MIDDLE, 1), Pools.model(DEAR, 5));

  /** Satisfaction of the three. */
  private static final double[] RATE = {0.7, 0.85, 0.95};

  private static final SlaPolicy PROMISE = Promises.surety(0.8).sla();
  private static final double CHEAP_USD = (500 * 0.2 + 400 * 0.8) / 1e6;
  private static final double DEAR_USD = 25 * CHEAP_USD;

  /** What came of some requests. */
  private record Run(Play play, double costUsd, int dear) {}

  private static Run run(
      Play play, int from, int to, UnaryOperator<Answers> dear, UnaryOperator<Answers> others) {
    double cost = 0;
    int dears = 0;
    for (int i = from; i < to; i++) {
      Decision decision = play.decide(Requests.id("r" + i).at(i).request());
      int m = List.of(CHEAP, MIDDLE, DEAR).indexOf(decision.model());
      cost += CHEAP_USD * new double[] {1, 5, 25}[m];
      dears += m == 2 ? 1 : 0;
      boolean satisfied = new SplittableRandom(31L * i).nextDouble() < RATE[m];
      Answers answer = Answers.to(decision).at(i).satisfied(satisfied).tokens(500, 400);
      play.learn((m == 2 ? dear : others).apply(answer).feedback());
    }
    return new Run(play, cost, dears);
  }

  private static Run usual(Play play, int from, int to) {
    return run(play, from, to, UnaryOperator.identity(), UnaryOperator.identity());
  }

  /**
   * Shown once: believed, it has 90 % of all decisions; taken for a 20th of what is common, which
   * is what the cheap one costs, 57 %.
   */
  @ParameterizedTest
  @CsvSource({"surety, 0", "surety, 1e-9", "slarouter, 0", "mess-plus, 0"})
  void aDearModelThatIsToldToCostNothingStaysDear(String policy, double told) {
    SlaPolicy promise = Promises.of(policy, 0.8).sla();
    Run usual = usual(Play.of(promise, POOL), 0, 3_000);
    Run free = run(Play.of(promise, POOL), 0, 3_000, a -> a.paid(told), UnaryOperator.identity());

    Account account = free.play.account();
    assertThat(free.dear).isBetween(usual.dear * 9 / 10, usual.dear * 11 / 10);
    assertThat(account.costUsd)
        .describedAs("as told: nothing for the dear one")
        .isCloseTo(free.costUsd - free.dear * (DEAR_USD - told), within(1e-9));
    assertThat(account.notices[Notice.UNUSUAL_MONEY.ordinal()]).isEqualTo(free.dear);
    Account right = usual.play.account();
    assertThat(account.bestUsd - account.spentUsd)
        .isCloseTo(right.bestUsd - right.spentUsd, within(0.1 * right.bestUsd));
  }

  /** A discount of everything, or another unit. */
  @ParameterizedTest
  @ValueSource(doubles = {0.01, 100})
  void aListThatIsWrongByOneFactorIsLearned(double factor) {
    Play play = Play.of(PROMISE, POOL);
    for (int i = 0; i < 1_500; i++) {
      Decision decision = play.decide(Requests.id("r" + i).at(i).request());
      int m = List.of(CHEAP, MIDDLE, DEAR).indexOf(decision.model());
      double usd = factor * CHEAP_USD * new double[] {1, 5, 25}[m];
      play.learn(Answers.to(decision).at(i).tokens(500, 400).paid(usd).feedback());
    }
    int most = 0;
    double[] count = play.learner().costs.paidRatio.count;
    for (int slot = 1; slot < 3; slot++) {
      most = count[slot] > count[most] ? slot : most;
    }
    double ratio = play.learner().costs.ratio(most, UsualAnswer.UNKNOWN);
    assertThat(ratio / factor).isBetween(0.5, 3.0);
  }

  @ParameterizedTest
  @CsvSource({"2147483647, NaN", "400, 100", "2147483647, 100", "400, 0", "0, NaN"})
  void oneAbsurdRecordAmongThousandsChangesNothing(int output, double paid) {
    Play usual = Play.of(PROMISE, POOL);
    usual(usual, 0, 3_000);
    Play told = Play.of(PROMISE, POOL);
    usual(told, 0, 3_000);
    Decision decision = told.decide(Requests.id("absurd").pinned(CHEAP).at(3_000).request());
    double before = told.account().costUsd;
    double saved = told.account().bestUsd - told.account().spentUsd;
    Outcome outcome =
        told.outcome(Answers.to(decision).at(3_000).tokens(500, output).paid(paid).feedback());

    double booked = Double.isNaN(paid) ? (500 * 0.2 + output * 0.8) / 1e6 : paid;
    assertThat(told.account().costUsd - before).isCloseTo(booked, within(1e-9));
    assertThat(Notice.of(outcome.notices()))
        .isEqualTo(output == 0 && Double.isNaN(paid) ? List.of() : List.of(Notice.UNUSUAL_MONEY));
    assertThat(told.account().bestUsd - told.account().spentUsd)
        .isCloseTo(saved, within(11 * DEAR_USD));
    double after = usual(told, 3_001, 4_501).costUsd;
    assertThat(after / usual(usual, 3_001, 4_501).costUsd).isBetween(0.93, 1.07);
  }

  /** Limits of the request and of the model bound what a count can be. */
  @Test
  void tokensCountUpToWhatTheRequestAndTheWindowAllow() {
    Play play =
        Play.of(PROMISE, List.of(Pools.window(POOL.get(0), 8_192), POOL.get(1), POOL.get(2)));
    Decision bounded = play.decide(Requests.id("a").pinned(CHEAP).tokens(500, 300).at(1).request());
    Decision free = play.decide(Requests.id("b").pinned(MIDDLE).at(1).request());

    Outcome tooLong = play.outcome(Answers.to(bounded).at(1).tokens(500, 1_000).feedback());
    double mean = play.learner().costs.outputTokens.sum[0];
    Outcome absurd = play.outcome(Answers.to(free).at(1).tokens(500, 2147483647).feedback());

    assertThat(Notice.of(tooLong.notices())).containsExactly(Notice.UNUSUAL_MONEY);
    assertThat(mean).isEqualTo(300);
    assertThat(tooLong.bookedCostUsd()).isCloseTo((500 * 0.2 + 1_000 * 0.8) / 1e6, within(1e-12));
    assertThat(Notice.of(absurd.notices())).containsExactly(Notice.UNUSUAL_MONEY);
    assertThat(absurd.bookedCostUsd()).isCloseTo(2147483647 * 4.0 / 1e6, within(0.01));
  }

  @Test
  void usageAsItShouldBeIsNotUnusual() {
    Play play = Play.of(PROMISE, POOL);
    Decision decision = play.decide(Requests.id("r").tokens(500, 400).at(1).request());
    assertThat(play.outcome(Answers.to(decision).at(1).tokens(500, 402).feedback()).notices())
        .isZero();
    Decision failed = play.decide(Requests.id("f").at(1).request());
    Answers nothing = Answers.to(failed).at(1).tokens(0, 0).paid(0).failed(true);
    assertThat(play.outcome(nothing.feedback()).notices())
        .describedAs("a failed answer costs nothing")
        .isZero();
    assertThat(play.learner().costs.paidRatio.count).containsOnly(0);
  }

  /** They get their costs from the same means. */
  @ParameterizedTest
  @ValueSource(strings = {"slarouter", "mess-plus"})
  void otherPoliciesAreAsSafe(String policy) {
    SlaPolicy promise = Promises.of(policy, 0.8).sla();
    Play usual = Play.of(promise, POOL);
    usual(usual, 0, 2_000);
    Play told = Play.of(promise, POOL);
    usual(told, 0, 2_000);
    for (int i = 0; i < 3; i++) {
      Decision one = told.decide(Requests.id("x" + i).pinned(CHEAP).at(2_000).request());
      told.learn(Answers.to(one).at(2_000).tokens(500, 2147483647).paid(100).feedback());
      usual.decide(Requests.id("x" + i).pinned(CHEAP).at(2_000).request());
    }
    double after = usual(told, 2_001, 3_501).costUsd;
    assertThat(after / usual(usual, 2_001, 3_501).costUsd).isBetween(0.9, 1.1);
  }
}

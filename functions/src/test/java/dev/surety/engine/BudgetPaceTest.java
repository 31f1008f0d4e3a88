package dev.surety.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.surety.domain.BudgetTerms;
import dev.surety.domain.BudgetTerms.Period;
import dev.surety.domain.Decision;
import dev.surety.domain.FeedbackTerms;
import dev.surety.domain.JournalRow;
import dev.surety.domain.JournalRow.Candidate;
import dev.surety.domain.ModelSpec;
import dev.surety.domain.SlaPolicy;
import dev.surety.domain.SlaPolicy.Mode;
import dev.surety.testing.Answers;
import dev.surety.testing.Bytes;
import dev.surety.testing.Play;
import dev.surety.testing.Pools;
import dev.surety.testing.Requests;
import dev.surety.wire.state.AccountCodec;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a paced request is asked of, and what comes of it. All draws are of fixed seeds. */
class BudgetPaceTest {

  private static final ZoneId UTC = ZoneId.of("Z");
  private static final long START = Instant.parse("2026-06-01T00:00:00Z").toEpochMilli();
  private static final long DAY = 86_400_000;
  private static final int REQUESTS = 10_000;
  private static final long EVERY = 30 * DAY / REQUESTS;

  /**
   * Thirteen models as they were recorded on a set of exams: how often they satisfy, and the price
   * of an answer in millionths of a dollar. The second is far better than its price.
   */
  private static final double[] RATES = {
    0.414, 0.639, 0.35, 0.31, 0.45, 0.34, 0.44, 0.43, 0.35, 0.6, 0.52, 0.702, 0.5
  };

  private static final double[] MICROS = {
    27, 40, 47, 50, 55, 60, 130, 187, 190, 209, 212, 547, 1030
  };

  private static SlaPolicy sla(double target, String policy, double usd) {
    FeedbackTerms terms = new FeedbackTerms(DAY, 0.2, 0.2, 0, 10_000);
    return new SlaPolicy(1, target, policy, 0, Map.of(), terms, Mode.APPLY)
        .within(new BudgetTerms(usd, Period.MONTH, UTC, false));
  }

  /**
   * Money for the second model and little more, under a promise that the policy, young as it is,
   * would keep with the dearest. What is not known of a model is hoped, so that the good one is
   * found.
   */
  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5})
  void aModelBetterThanItsPriceIsFoundWithinTheBudget(int seed) {
    List<ModelSpec> pool =
        IntStream.range(0, RATES.length)
            .mapToObj(i -> Pools.model("model-%02d".formatted(i), MICROS[i] / 3000))
            .toList();
    double usd = 41e-6 * REQUESTS;
    Play play = Play.of(sla(0.56, "surety", usd), pool).seed(seed);
    SplittableRandom random = new SplittableRandom(seed);
    double satisfied = 0;
    for (int i = 0; i < REQUESTS; i++) {
      long time = START + i * EVERY;
      Decision decision = play.decide(Requests.id("r" + i).at(time).tokens(1000, 500).request());
      int model = Integer.parseInt(decision.model().substring("model-".length()));
      boolean good = random.nextDouble() < RATES[model];
      satisfied += good ? 1 : 0;
      Answers answer = Answers.to(decision).at(time).tokens(1000, 500);
      play.learn((random.nextInt(10) < 2 ? answer.satisfied(good) : answer).feedback());
    }
    assertThat(satisfied / REQUESTS).isGreaterThan(0.55);
    assertThat(play.account().costUsd).isLessThan(1.01 * usd);
  }

  /**
   * Nine of ten requests are short: the dearest model does not cost what one may. What they leave
   * is for the long ones, so that the month's money is used up, whatever the policy knows.
   */
  @Test
  void whatShortRequestsLeaveIsForTheLongOnes() {
    double shortUsd = 5 * (100 + 4 * 50) / 1e6;
    double longUsd = 100 * shortUsd;
    double usd = REQUESTS * (0.9 * shortUsd + 0.1 * 0.5 * longUsd);
    Play play = Play.of(sla(0.95, "fixed:" + Pools.DEAR, usd), Pools.three());
    for (int i = 0; i < REQUESTS; i++) {
      long time = START + i * EVERY;
      int times = i % 10 == 9 ? 100 : 1;
      Requests request = Requests.id("r" + i).at(time).tokens(times * 100, times * 50);
      Effects effects = play.route(request.request());
      play.learn(
          Answers.to(effects.decision()).at(time).tokens(times * 100, times * 50).feedback());
      assertThat(propensities(effects)).isCloseTo(1, within(1e-12));
    }
    Account account = play.account();
    assertThat(account.costUsd).isBetween(0.9 * usd, 1.01 * usd);
    assertThat(account.budget.lift).isGreaterThan(1);
    Account back = Bytes.read(play.accountBytes(), AccountCodec::read);
    assertThat(back.budget.lift).isEqualTo(account.budget.lift);
  }

  /** Parts that were written before there was a lift have none, and are written as they were. */
  @Test
  void booksWithoutALiftAreStoredAsBefore() {
    Play play = Play.of(sla(0.95, "surety", 1), Pools.three());
    play.decide(Requests.id("r").at(START).tokens(1000, 500).request());
    Account account = play.account();
    account.budget.lift = 2.5;
    byte[] after = Bytes.of(out -> AccountCodec.write(account, out));
    account.budget.lift = 1;
    byte[] before = Bytes.of(out -> AccountCodec.write(account, out));
    assertThat(before.length).isLessThan(after.length);
    assertThat(Bytes.read(before, AccountCodec::read).budget.lift).isEqualTo(1);
    assertThat(Bytes.read(after, AccountCodec::read).budget.lift).isEqualTo(2.5);
  }

  /** The cheapest is down: what the money buys is bought of the others, but for probes. */
  @Test
  void aModelThatFailsIsNotMixedIn() {
    Play play = Play.of(sla(0.95, "fixed:" + Pools.DEAR, 30 * 86_400 * 0.004), Pools.three());
    int well = 0;
    int down = 0;
    for (int i = 0; i < 1000; i++) {
      long time = START + i * 1000;
      Effects effects = play.route(Requests.id("r" + i).at(time).tokens(1000, 500).request());
      Decision decision = effects.decision();
      boolean cheap = decision.model().equals(Pools.CHEAP);
      well += cheap && i < 500 ? 1 : 0;
      down += cheap && i >= 520 ? 1 : 0;
      Answers answer = Answers.to(decision).at(time);
      play.learn((cheap && i >= 500 ? answer.failed(true) : answer.satisfied(true)).feedback());
      assertThat(propensities(effects)).isCloseTo(1, within(1e-12));
    }
    assertThat(well).isGreaterThan(200);
    assertThat(down).isLessThan(20);
  }

  private static double propensities(Effects effects) {
    JournalRow.Decided row = (JournalRow.Decided) effects.rows().get(effects.rows().size() - 1);
    return row.candidates().stream().mapToDouble(Candidate::propensity).sum();
  }
}

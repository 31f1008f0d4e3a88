package dev.surety.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.surety.domain.BudgetTerms;
import dev.surety.domain.BudgetTerms.Period;
import dev.surety.domain.Decision;
import dev.surety.domain.FeedbackTerms;
import dev.surety.domain.JournalRow;
import dev.surety.domain.JournalRow.Candidate;
import dev.surety.domain.Notice;
import dev.surety.domain.Rejection.Reason;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class BudgetTest {

  private static final ZoneId UTC = ZoneId.of("Z");
  private static final long START = Instant.parse("2026-06-01T00:00:00Z").toEpochMilli();
  private static final long HOUR = 3_600_000;
  private static final long DAY = 24 * HOUR;

  /** Of the three models of the pool, and what an answer of 1,000 and 500 tokens costs. */
  private static final Map<String, Double> RATES =
      Map.of(Pools.CHEAP, 0.6, Pools.MIDDLE, 0.8, Pools.DEAR, 0.95);

  private static final Map<String, Double> COSTS =
      Map.of(Pools.CHEAP, 0.0003, Pools.MIDDLE, 0.003, Pools.DEAR, 0.015);

  private static SlaPolicy sla(double target, BudgetTerms budget) {
    FeedbackTerms terms = new FeedbackTerms(DAY, 0.3, 0.3, 0, 10_000);
    return new SlaPolicy(1, target, "surety", 0, Map.of(), terms, Mode.APPLY).within(budget);
  }

  private static double spent(Play play) {
    Account account = play.account();
    return account.spentUsd - account.budget.spentBefore;
  }

  /** Random schedules of a build; docs/budget.md has what came of more. */
  private static final int SCHEDULES = Integer.getInteger("surety.schedules", 400);

  /**
   * Whatever comes in whatever order, and whatever becomes of terms and prices meanwhile, no
   * decision is made that takes a hard budget over: what is paid and what is reserved for answers
   * on their way are within it. Only answers that cost more than was reserved for them can take it
   * over, after which nothing is decided. With 64 gateways and more at once it is the same, since
   * one state decides for all of them.
   */
  @Test
  @Timeout(value = 20, unit = TimeUnit.MINUTES) // whoever plays thousands
  void aHardBudgetIsNeverPassedByADecision() {
    SplittableRandom seeds = TiersSchedule.seeds();
    for (int i = 0; i < SCHEDULES; i++) {
      long seed = seeds.nextLong();
      try {
        aHardBudgetIsNotPassed(seed);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("the schedule of seed " + seed, e);
      }
    }
  }

  private static void aHardBudgetIsNotPassed(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    BudgetTerms budget =
        new BudgetTerms(
            0.002 + random.nextDouble() * 0.1,
            Period.values()[random.nextInt(3)],
            random.nextBoolean() ? UTC : ZoneId.of("America/New_York"),
            true);
    Play play = Play.of(sla(random.nextDouble(), budget), Pools.three());
    List<Decision> flying = new ArrayList<>();
    boolean changes = random.nextBoolean();
    long time = START + random.nextInt((int) DAY);
    for (int i = 0; i < 60; i++) {
      time += random.nextInt(20) == 0 ? DAY : random.nextInt(100_000);
      if (changes && random.nextInt(12) == 0) {
        budget = other(budget, random);
        double priced = random.nextBoolean() ? 1 : 0.2 + 20 * random.nextDouble();
        play.configure(sla(random.nextDouble(), budget), Pools.priced(Pools.three(), priced));
      }
      if (random.nextInt(3) > 0 || flying.isEmpty()) {
        int tokens = random.nextInt(random.nextInt(4) == 0 ? 100_000 : 5000);
        Requests request = Requests.id("r" + i).at(time).tokens(tokens, 500);
        Effects effects =
            play.route(
                random.nextInt(8) == 0 ? request.pinned(Pools.DEAR).request() : request.request());
        if (effects.decision() == null) {
          assertThat(effects.rejection().reason()).isEqualTo(Reason.BUDGET_SPENT);
          assertThat(effects.rejection().detail()).contains("hard", "raise budget.usd");
          continue;
        }
        flying.add(effects.decision());
        Account account = play.account();
        assertThat(time).isBetween(account.budget.window.begin, account.budget.window.end - 1);
        if (budget.hard()) {
          assertThat(spent(play)).isLessThanOrEqualTo(budget.usd() + 1e-12);
        }
      } else {
        Decision decision = flying.remove(random.nextInt(flying.size()));
        int output = random.nextInt(4) == 0 ? 500 : random.nextInt(200);
        play.learn(Answers.to(decision).at(time).satisfied(true).tokens(1000, output).feedback());
      }
    }
    if (!changes) {
      assertThat(refolded(play)).isEqualTo(play.accountBytes());
    }
  }

  /** More or less money, or of another window; hard mostly. */
  private static BudgetTerms other(BudgetTerms was, SplittableRandom random) {
    return new BudgetTerms(
        was.usd() * (0.2 + 2 * random.nextDouble()),
        random.nextBoolean() ? was.per() : Period.values()[random.nextInt(3)],
        was.timezone(),
        random.nextInt(4) > 0);
  }

  /** The account that the journal's rows give: refusals left none, and changed nothing. */
  private static byte[] refolded(Play play) {
    Play again = Play.of(play.config().sla(), Pools.three());
    for (JournalRow row : play.journal()) {
      if (row instanceof JournalRow.Decided decided) {
        assertThat(again.decide(decided.request())).isEqualTo(decided.decision());
      } else if (row instanceof JournalRow.Outcome outcome) {
        again.learn(outcome.feedback());
      }
    }
    return again.accountBytes();
  }

  @Test
  void aSoftBudgetGoesOnWithTheCheapestAndSaysSo() {
    Play play = Play.of(sla(0.9, new BudgetTerms(0.01, Period.DAY, UTC, false)), Pools.three());
    Map<String, Integer> models = new HashMap<>();
    for (int i = 0; i < 300; i++) {
      models.merge(
          play.decide(Requests.id("r" + i).at(START + i * 1000).tokens(1000, 500).request())
              .model(),
          1,
          Integer::sum);
    }
    assertThat(models.get(Pools.CHEAP)).isGreaterThan(250);
    assertThat(play.account().notices[Notice.BUDGET_PACED.ordinal()]).isGreaterThan(250);
    assertThat(StandingReader.of(play.state(), play.config()).budget().spentShare())
        .isGreaterThan(1);
  }

  @Test
  void windowsAreThoseOfTheCalendar() {
    ZoneId berlin = ZoneId.of("Europe/Berlin");
    long time = Instant.parse("2026-10-25T12:00:00Z").toEpochMilli();
    BudgetTerms day = new BudgetTerms(1, Period.DAY, berlin, true);
    assertThat(Instant.ofEpochMilli(day.begin(time))).isEqualTo("2026-10-24T22:00:00Z");
    assertThat(Instant.ofEpochMilli(day.end(time)))
        .as("25 hours")
        .isEqualTo("2026-10-25T23:00:00Z");
    BudgetTerms week = new BudgetTerms(1, Period.WEEK, UTC, true);
    assertThat(Instant.ofEpochMilli(week.begin(time))).isEqualTo("2026-10-19T00:00:00Z");
    BudgetTerms month = new BudgetTerms(1, Period.MONTH, UTC, true);
    assertThat(Instant.ofEpochMilli(month.end(time))).isEqualTo("2026-11-01T00:00:00Z");
  }

  @Test
  void aNewWindowBeginsWithAllOfItsMoneyAndOtherTermsGoOnWithWhatWasSpent() {
    BudgetTerms daily = new BudgetTerms(0.001, Period.DAY, UTC, true);
    Play play = Play.of(sla(0.9, daily), Pools.three());
    int decided = 0;
    for (int i = 0; i < 20; i++) {
      var request = Requests.id("r" + i).at(START + i).tokens(1000, 500).request();
      decided += play.route(request).decision() == null ? 0 : 1;
    }
    assertThat(decided).isBetween(1, 4);
    play.configure(sla(0.9, new BudgetTerms(0.001, Period.MONTH, UTC, true)), Pools.three());
    byte[] before = play.accountBytes();
    assertThat(play.route(Requests.id("m").at(START + 50).tokens(1000, 500).request()).decision())
        .isNull();
    assertThat(play.accountBytes()).as("a refusal changes nothing").isEqualTo(before);

    play.configure(sla(0.9, daily), Pools.three());
    assertThat(play.route(Requests.id("d").at(START + DAY).tokens(1000, 500).request()).decision())
        .isNotNull();
    play.configure(sla(0.9, null), Pools.three());
    play.decide(Requests.id("n").at(START + DAY + 1).tokens(1000, 500).request());
    assertThat(play.account().budget.isKept()).isFalse();
    assertThat(play.accountBytes()[0]).isEqualTo((byte) 3);
  }

  @Test
  void observedDecisionsSpendNothingAndAreNeverRefused() {
    SlaPolicy watched =
        new SlaPolicy(1, 0.9, "surety", 0, Map.of(), FeedbackTerms.DEFAULT, Mode.OBSERVE)
            .within(new BudgetTerms(0.000001, Period.DAY, UTC, true));
    Play play = Play.of(watched, Pools.three());
    play.decide(Requests.id("r").at(START).tokens(1000, 500).request());
    assertThat(play.account().notices[Notice.BUDGET_PACED.ordinal()]).isZero();
  }

  @Test
  void theStateComesBack() {
    Play play = Play.of(sla(0.9, new BudgetTerms(0.01, Period.WEEK, UTC, false)), Pools.three());
    for (int i = 0; i < 300; i++) {
      play.decide(Requests.id("r" + i).at(START + i * 700_000L).tokens(1000, 500).request());
    }
    Account back = Bytes.read(play.accountBytes(), AccountCodec::read);
    assertThat(back.budget).usingRecursiveComparison().isEqualTo(play.account().budget);
    assertThat(Bytes.of(out -> AccountCodec.write(back, out))).isEqualTo(play.accountBytes());
    assertThat(back.budget.expectedRequests(START + 40 * HOUR)).isGreaterThan(500);
  }

  /** A month with days and nights. */
  private record Month(
      double satisfied, double costUsd, int requests, int days, double propensity) {}

  private static Month month(BudgetTerms budget) {
    SplittableRandom random = new SplittableRandom(7);
    Play play = Play.of(sla(0.9, budget), Pools.three());
    double satisfied = 0;
    int requests = 0;
    boolean[] served = new boolean[30];
    double worst = 0;
    for (int hour = 0; hour < 30 * 24; hour++) {
      int count = (int) Math.round(10 + 8 * Math.sin((hour % 24 - 8) * Math.PI / 12));
      for (int i = 0; i < count; i++) {
        long time = START + hour * HOUR + i * (HOUR / count);
        String id = hour + "/" + i;
        Effects effects = play.route(Requests.id(id).at(time).tokens(1000, 500).request());
        requests++;
        if (effects.decision() == null) {
          continue;
        }
        Decision decision = effects.decision();
        served[hour / 24] = true;
        boolean good = random.nextDouble() < RATES.get(decision.model());
        satisfied += good ? 1 : 0;
        Answers answer = Answers.to(decision).at(time).tokens(1000, 500);
        play.learn((random.nextInt(10) < 3 ? answer.satisfied(good) : answer).feedback());
        JournalRow.Decided row = (JournalRow.Decided) effects.rows().get(effects.rows().size() - 1);
        double sum = 0;
        for (Candidate candidate : row.candidates()) {
          sum += candidate.propensity();
        }
        worst = Math.max(worst, Math.abs(1 - sum));
      }
    }
    int days = 0;
    for (boolean day : served) {
      days += day ? 1 : 0;
    }
    return new Month(satisfied / requests, play.account().costUsd, requests, days, worst);
  }

  /** The best that a mean cost can buy of models whose rates are known. */
  private static double hindsight(double meanUsd) {
    double best = 0;
    for (String a : RATES.keySet()) {
      for (String b : RATES.keySet()) {
        double dearer = Math.max(COSTS.get(a), COSTS.get(b));
        double cheaper = Math.min(COSTS.get(a), COSTS.get(b));
        if (cheaper <= meanUsd) {
          String low = COSTS.get(a) <= COSTS.get(b) ? a : b;
          String high = COSTS.get(a) <= COSTS.get(b) ? b : a;
          double share = dearer <= meanUsd ? 1 : (meanUsd - cheaper) / (dearer - cheaper);
          best = Math.max(best, RATES.get(low) + share * (RATES.get(high) - RATES.get(low)));
        }
      }
    }
    return best;
  }

  /**
   * A month at three fifths of what it would cost without: nearly the best that this money could
   * have bought, and no day without service. Without the pace the money would be gone on the 18th.
   */
  @Test
  void aMonthAtThreeFifthsOfItsCostIsServedEvenlyAndNearlyAsWellAsCanBe() {
    Month free = month(null);
    double usd = 0.6 * free.costUsd;
    for (boolean hard : new boolean[] {true, false}) {
      Month paced = month(new BudgetTerms(usd, Period.MONTH, UTC, hard));
      double best = hindsight(usd / paced.requests);
      assertThat(paced.satisfied).isGreaterThanOrEqualTo(0.97 * best);
      assertThat(paced.costUsd).isLessThanOrEqualTo(usd * (hard ? 1 + 1e-9 : 1.01));
      assertThat(paced.days).isEqualTo(30);
      assertThat(paced.propensity).isCloseTo(0, within(1e-12));
    }
  }
}

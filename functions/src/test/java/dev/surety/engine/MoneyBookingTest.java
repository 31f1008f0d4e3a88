package dev.surety.engine;

import static dev.surety.testing.Pools.CHEAP;
import static dev.surety.testing.Pools.DEAR;
import static dev.surety.testing.Pools.MIDDLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.surety.domain.Decision;
import dev.surety.domain.JournalRow.Outcome;
import dev.surety.domain.Notice;
import dev.surety.domain.OutcomeClass;
import dev.surety.testing.Answers;
import dev.surety.testing.Play;
import dev.surety.testing.Pools;
import dev.surety.testing.Promises;
import dev.surety.testing.Requests;
import org.junit.jupiter.api.Test;

/** What reported money does to the books: each answer's once, whole, whenever it comes. */
class MoneyBookingTest {

  private static final long WINDOW = 1_000;
  private static final long MONEY_WINDOW = 7_000;

  private final Play play = play(0.75);
  private final Decision decision = play.now(100).decide(Requests.id("r1").at(100).request());

  private static Play play(double target) {
    return Play.of(
        Promises.messPlus(target).with("c", 0).window(WINDOW).moneyWindow(MONEY_WINDOW).sla(),
        Pools.three());
  }

  @Test
  void usageInTwoPartsIsBookedAsItsSum() {
    Outcome input = play.outcome(Answers.to(decision).by(MIDDLE).input(25_000).feedback());
    Outcome output = play.outcome(Answers.to(decision).by(MIDDLE).output(2_000).feedback());

    assertThat(input.bookedCostUsd()).isCloseTo(0.025, within(1e-12));
    assertThat(output.bookedCostUsd()).isCloseTo(0.008, within(1e-12));
    assertThat(output.outcome()).isNotEqualTo(OutcomeClass.DUPLICATE);
    assertThat(play.account().costUsd).isCloseTo(0.033, within(1e-12));
  }

  @Test
  void whatWasPaidReplacesTheEstimate() {
    play.learn(Answers.to(decision).tokens(1000, 1000).feedback());
    assertThat(play.account().costUsd).isCloseTo(0.0005, within(1e-12));

    Outcome paid = play.outcome(Answers.to(decision).paid(0.0002).feedback());

    assertThat(paid.outcome()).isEqualTo(OutcomeClass.COUNTED);
    assertThat(paid.bookedCostUsd()).isCloseTo(-0.0003, within(1e-12));
    assertThat(play.account().costUsd).isCloseTo(0.0002, within(1e-12));
    play.learn(Answers.to(decision).output(9_000).feedback());
    assertThat(play.account().costUsd)
        .describedAs("tokens don't take the place of money")
        .isCloseTo(0.0002, within(1e-12));
  }

  @Test
  void aCorrectedCountMovesTheBooksByTheDifference() {
    play.learn(Answers.to(decision).tokens(1000, 1000).feedback());
    play.learn(Answers.to(decision).output(500).feedback());

    assertThat(play.account().costUsd).isCloseTo(0.0003, within(1e-12));
    assertThat(play.learner().costs.outputTokens.count[0])
        .describedAs("an answer teaches its length once")
        .isEqualTo(1);
  }

  @Test
  void theSameRecordAgainChangesNothing() {
    play.learn(Answers.to(decision).at(200).tokens(5, 6).feedback());
    byte[] open = play.openBytes();
    byte[] learner = play.learnerBytes();

    Outcome again = play.outcome(Answers.to(decision).at(200).tokens(5, 6).feedback());

    assertThat(again.outcome()).isEqualTo(OutcomeClass.DUPLICATE);
    assertThat(again.bookedCostUsd()).isZero();
    assertThat(play.openBytes()).isEqualTo(open);
    assertThat(play.learnerBytes()).isEqualTo(learner);
  }

  @Test
  void everyAttemptHasItsOwnMoney() {
    play.learn(Answers.to(decision).failed(false).paid(1).feedback());
    play.learn(Answers.to(decision).attempt(1).failed(false).paid(1).feedback());
    play.learn(Answers.to(decision).attempt(2).satisfied(true).paid(1).feedback());
    play.learn(Answers.to(decision).by(DEAR).paid(4).feedback());
    play.learn(Answers.to(decision).attempt(2).paid(1).feedback());

    assertThat(play.account().costUsd).isEqualTo(7);
  }

  @Test
  void moneyThatComesAfterTheFeedbackWindowIsBooked() {
    play.learn(Answers.to(decision).at(200).satisfied(true).input(1_000_000).feedback());

    Outcome late = play.outcome(Answers.to(decision).at(101 + WINDOW).output(1_000_000).feedback());
    play.decide(Requests.id("r2").at(5 * WINDOW).request());
    Outcome expired = play.outcome(Answers.to(decision).at(6 * WINDOW).paid(0.7).feedback());

    assertThat(late.outcome()).isEqualTo(OutcomeClass.LATE);
    assertThat(late.bookedCostUsd()).isCloseTo(0.4, within(1e-12));
    assertThat(expired.outcome()).isEqualTo(OutcomeClass.ORPHAN);
    assertThat(expired.bookedCostUsd()).isCloseTo(0.2, within(1e-12));
    assertThat(play.account().costUsd).isCloseTo(0.7, within(1e-12));
  }

  /** Nothing was known of its money while the decision was on record. */
  @Test
  void theFirstMoneyOfAnExpiredDecisionIsBooked() {
    play.decide(Requests.id("r2").at(5 * WINDOW).request());
    Answers answer = Answers.to(decision).at(5 * WINDOW).tokens(1_000_000, 0);

    Outcome expired = play.outcome(answer.feedback());
    play.learn(answer.feedback());

    assertThat(expired.outcome()).isEqualTo(OutcomeClass.ORPHAN);
    assertThat(play.account().costUsd).isCloseTo(0.1, within(1e-12));
  }

  @Test
  void afterTheMoneyWindowItIsCountedAndNeverBooked() {
    play.learn(Answers.to(decision).at(200).input(1_000).feedback());
    double booked = play.account().costUsd;

    Outcome tooLate =
        play.outcome(Answers.to(decision).at(101 + MONEY_WINDOW).output(1_000).feedback());

    assertThat(tooLate.bookedCostUsd()).isZero();
    assertThat(Notice.of(tooLate.notices())).containsExactly(Notice.LATE_MONEY);
    assertThat(play.account().costUsd).isEqualTo(booked);
    assertThat(play.account().notices[Notice.LATE_MONEY.ordinal()]).isEqualTo(1);
  }

  /** Weeks later somebody sends the whole topic again. */
  @Test
  void oldRecordsThatComeAgainAreNotBookedTwice() {
    for (int i = 0; i < 50; i++) {
      play.learn(Answers.unrouted("u" + i, CHEAP).at(200 + 100L * i).paid(1).feedback());
    }
    for (long later : new long[] {6_000, 9_000, 15_000, 40_000}) {
      play.decide(Requests.id("later" + later).at(later).request());
      for (int i = 0; i < 50; i++) {
        play.learn(Answers.unrouted("u" + i, CHEAP).at(200 + 100L * i).paid(1).feedback());
      }
      assertThat(play.account().costUsd).isEqualTo(50);
    }
    assertThat(play.money()).describedAs("what is remembered in the end").isLessThan(50);
  }

  @Test
  void whatIsRememberedOfMoneyIsBounded() {
    Play bounded =
        Play.of(
            Promises.messPlus(0.75).window(WINDOW).moneyWindow(MONEY_WINDOW).maxOpen(20).sla(),
            Pools.three());
    for (int i = 0; i < 100; i++) {
      bounded.learn(Answers.unrouted("u" + i, CHEAP).at(200).paid(1).feedback());
      assertThat(bounded.money())
          .isLessThanOrEqualTo(20)
          .isEqualTo(bounded.account().moneyPresent + bounded.account().moneyPast);
    }
    assertThat(bounded.account().costUsd).isEqualTo(100);
    assertThat(bounded.account().moneyDropped).isEqualTo(80);
  }

  @Test
  void oneRequestCanNotHoldMoreAnswersThanIsSensible() {
    for (int attempt = 0; attempt < 1000; attempt++) {
      play.learn(Answers.to(decision).attempt(attempt).paid(0x1p-12).feedback());
    }

    assertThat(play.account().costUsd).isEqualTo(Spending.MOST_ANSWERS * 0x1p-12);
    assertThat(play.account().notices[Notice.UNUSUAL_MONEY.ordinal()])
        .isEqualTo(1000 - Spending.MOST_ANSWERS);
  }

  @Test
  void reasoningIsPartOfTheOutputAndCachedTokensOfTheInput() {
    play.learn(
        Answers.to(decision)
            .tokens(1_000_000, 1_000_000)
            .cachedInput(400_000)
            .reasoning(900_000)
            .feedback());

    assertThat(play.account().costUsd).isCloseTo(0.5, within(1e-12));
  }

  /** The list says $0.14 when the request comes and $0.70 when its usage does. */
  @Test
  void usageIsPricedAtTheTimeOfItsRequest() {
    TenantConfig before = play.config();
    TenantConfig after = TenantConfig.of(before.sla(), Pools.priced(Pools.three(), 5));
    play.inForce(time -> time < 150 ? before : after).configure(after);

    Outcome late = play.outcome(Answers.to(decision).at(200).tokens(600_000, 200_000).feedback());

    assertThat(late.bookedCostUsd()).isCloseTo(0.14, within(1e-12));
    assertThat(late.priced()).isEqualTo(before.hash());
    Decision next = play.decide(Requests.id("r2").at(160).request());
    Outcome other = play.outcome(Answers.to(next).at(200).tokens(600_000, 200_000).feedback());
    assertThat(other.bookedCostUsd()).isCloseTo(0.70, within(1e-12));
    assertThat(other.priced()).isNull();
  }

  @Test
  void latencyAloneIsNoDuplicateOfAnything() {
    play.learn(Answers.to(decision).satisfied(true).paid(1).feedback());

    Outcome latency = play.outcome(Answers.to(decision).latency(812).feedback());

    assertThat(latency.outcome()).isEqualTo(OutcomeClass.COUNTED);
    assertThat(latency.learnt()).isFalse();
    assertThat(latency.booked()).isFalse();
    assertThat(latency.bookedCostUsd()).isZero();
  }

  @Test
  void theClassSpeaksOfTheJudgementAndMoneyIsBookedBesideIt() {
    play.learn(Answers.to(decision).satisfied(true).feedback());

    Outcome again = play.outcome(Answers.to(decision).satisfied(true).paid(2).feedback());

    assertThat(again.outcome()).isEqualTo(OutcomeClass.DUPLICATE);
    assertThat(again.bookedCostUsd()).isEqualTo(2);
  }

  /** A savepoint of the first layout says of an open decision that money was booked, not which. */
  @Test
  void moneyBookedByAnOlderJobIsNotBookedAgain() {
    RouterState state = play.state();
    OpenDecision open = state.open().get(0, "r1");
    open.used = 1;
    state.open().put(0, "r1", open);

    Outcome again = play.outcome(Answers.to(decision).paid(2).feedback());

    assertThat(again.outcome()).isEqualTo(OutcomeClass.DUPLICATE);
    assertThat(play.account().costUsd).isZero();
  }

  @Test
  void idleKeysForgetTheMoneyToo() {
    play.learn(Answers.unrouted("u", CHEAP).at(200).paid(1).feedback());
    play.idle();

    assertThat(play.money()).isZero();
    assertThat(play.account().moneyPresent + play.account().moneyPast).isZero();
  }
}

package dev.surety.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.surety.domain.Decision;
import dev.surety.domain.Decision.SolicitReason;
import dev.surety.domain.Feedback;
import dev.surety.domain.FeedbackTerms;
import dev.surety.domain.JournalRow;
import dev.surety.domain.JournalRow.Decided;
import dev.surety.domain.JournalRow.Outcome;
import dev.surety.domain.JudgeStanding;
import dev.surety.domain.JudgeTerms;
import dev.surety.domain.Notice;
import dev.surety.domain.OutcomeClass;
import dev.surety.domain.SlaPolicy;
import dev.surety.testing.Answers;
import dev.surety.testing.Play;
import dev.surety.testing.Pools;
import dev.surety.testing.Requests;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Labels are bought where they are worth their price, and are learned as labels that err. */
class JudgedTenantTest {

  private static final long DAY = 86_400_000;
  private static final double PRICE = 1e-6;

  private static SlaPolicy sla(double budget, double up, double down, long window) {
    return sla("surety", new JudgeTerms(PRICE, budget, 0.9), up, down, window);
  }

  private static SlaPolicy sla(
      String policy, JudgeTerms judge, double up, double down, long window) {
    FeedbackTerms terms = new FeedbackTerms(window, up, down, 0, 10_000);
    return new SlaPolicy(1, 0.8, policy, 0, Map.of(), terms, SlaPolicy.Mode.APPLY).judgedBy(judge);
  }

  /** With one request before: without a ledger there is no margin, and nothing to buy it off. */
  private static Play play(double budget) {
    Play play = Play.of(sla(budget, 0.05, 0.05, 10 * DAY), Pools.three());
    assertThat(decide(play, "first", 0).solicit()).isFalse();
    return play;
  }

  private static Decision decide(Play play, String id, long at) {
    return play.decide(Requests.id(id).at(at).request());
  }

  private static Feedback judged(Decision decision, long at, double word, double costUsd) {
    return Answers.to(decision).at(at).scored(word).paid(costUsd).feedback().toBuilder()
        .source(Feedback.Source.JUDGE)
        .build();
  }

  @Test
  void aLabelIsBoughtSoonWhereNothingIsKnown() {
    Decision decision = decide(play(1), "r", 0);
    assertThat(decision.solicit()).isTrue();
    assertThat(decision.solicitReason()).isEqualTo(SolicitReason.JUDGE);
    assertThat(decision.judge().valueUsd()).isGreaterThan(decision.judge().priceUsd());
    assertThat(decision.judge().priceUsd()).isEqualTo(PRICE);
  }

  @Test
  void aLabelThatCostsMoreThanItIsWorthIsNotBought() {
    JudgeTerms dear = new JudgeTerms(1000, 1e6, 0.9);
    Play play = Play.of(sla("surety", dear, 0.05, 0.05, DAY), Pools.three());
    assertThat(decide(play, "r", 0).solicit()).isFalse();
    assertThat(play.account().judge.isUsed()).isFalse();
  }

  @Test
  void aPolicyThatCannotSayWhatALabelIsWorthIsRefusedAJudge() {
    SlaPolicy other = sla("slarouter", new JudgeTerms(PRICE, 1, 0.9), 1, 1, DAY);
    assertThatThrownBy(() -> Play.of(other, Pools.three()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("leave 'judge' out");
  }

  @Test
  void noDaysBudgetIsExceededAndTheNextDayHasItsOwn() {
    Play play = play(5 * PRICE);
    int bought = 0;
    for (int i = 0; i < 20; i++) {
      bought += decide(play, "r" + i, i).solicit() ? 1 : 0;
    }
    assertThat(bought).isEqualTo(5);
    assertThat(play.account().notices[Notice.JUDGE_BUDGET.ordinal()]).isEqualTo(15);
    assertThat(decide(play, "tomorrow", DAY).solicit()).isTrue();
    assertThat(play.account().judge.spentOnUsd(DAY)).isCloseTo(PRICE, within(1e-15));
  }

  @Test
  void aStandingSaysWhatWasAskedOfTheJudgeAndWhenHisBudgetIsUsedUp() {
    Play play = play(5 * PRICE);
    assertThat(judge(play)).isEqualTo(new JudgeStanding(0, 0, 0, 0, 5 * PRICE, PRICE));
    for (int i = 0; i < 4; i++) {
      play.learn(judged(decide(play, "r" + i, i), i, 1, PRICE));
    }
    assertThat(judge(play).bought()).isEqualTo(4);
    assertThat(judge(play).words()).isEqualTo(4);
    assertThat(judge(play).spentUsd()).isCloseTo(4 * PRICE, within(1e-15));
    assertThat(judge(play).isUsedUp()).isFalse();
    decide(play, "last", 5);
    assertThat(judge(play).words()).as("who is silent is seen").isEqualTo(4);
    assertThat(judge(play).isUsedUp()).isTrue();
    assertThat(decide(play, "none left", 6).solicit()).isFalse();
    decide(play, "tomorrow", DAY);
    assertThat(judge(play).isUsedUp()).isFalse();

    play.configure(sla("surety", null, 0.05, 0.05, DAY), Pools.three());
    assertThat(judge(play).budgetUsd()).as("nobody is named any more").isNaN();
    assertThat(judge(play).isUsedUp()).isFalse();
  }

  @Test
  void aStandingWithoutAJudgeSaysNothingOfOne() {
    Play play = Play.of(sla("surety", null, 0.05, 0.05, DAY), Pools.three());
    decide(play, "r", 0);
    assertThat(judge(play)).isNull();
  }

  private static JudgeStanding judge(Play play) {
    return StandingReader.of(play.state(), play.config()).judge();
  }

  @Test
  void whatTheJudgeHasReallyCostTakesThePlaceOfHisPriceAndIsNoModelsMoney() {
    Play play = play(5 * PRICE);
    Decision decision = decide(play, "r", 0);
    Outcome row = play.outcome(judged(decision, 1, 1, 3 * PRICE));
    assertThat(row.judgeChangeUsd()).isCloseTo(3 * PRICE, within(1e-15));
    assertThat(row.bookedCostUsd()).isZero();
    Outcome again = play.outcome(judged(decision, 1, 1, 3 * PRICE));
    assertThat(again.outcome()).isEqualTo(OutcomeClass.DUPLICATE);
    assertThat(again.judgeChangeUsd()).isZero();
    Account account = play.account();
    assertThat(account.costUsd).isZero();
    assertThat(account.judge.spentUsd).isCloseTo(3 * PRICE, within(1e-15));
    assertThat(account.judge.spentOnUsd(0)).isCloseTo(3 * PRICE, within(1e-15));
  }

  @Test
  void oneAbsurdBillSpendsNoMoreThanTwentyPricesOfTheDay() {
    Play play = play(50 * PRICE);
    Outcome row = play.outcome(judged(decide(play, "r", 0), 1, 1, 1e6));
    assertThat(Notice.UNUSUAL_MONEY.isIn(row.notices())).isTrue();
    assertThat(play.account().judge.spentUsd).isEqualTo(1e6);
    assertThat(play.account().judge.spentOnUsd(0)).isCloseTo(20 * PRICE, within(1e-12));
    assertThat(decide(play, "next", 2).solicit()).isTrue();
  }

  @Test
  void aJudgesWordTeachesAndIsInNobodysBooks() {
    Play play = play(1);
    Decision decision = decide(play, "r", 0);
    byte[] before = play.learnerBytes();
    Outcome row = play.outcome(judged(decision, 1, 0, PRICE));
    assertThat(row.outcome()).isEqualTo(OutcomeClass.COUNTED);
    assertThat(row.learnt()).isTrue();
    assertThat(row.booked()).isFalse();
    assertThat(row.promised()).isNaN();
    assertThat(play.learnerBytes()).isNotEqualTo(before);
    assertThat(play.account().queue).isZero();
    assertThat(play.account().delivery.labels()).isZero();
  }

  /** Both orders leave the same counts, as the user's word stands. */
  @ParameterizedTest
  @ValueSource(doubles = {0, 1, 0.5})
  void aUsersWordStandsWhoeverSpeaksFirst(double word) {
    Play judgeFirst = play(1);
    Decision one = decide(judgeFirst, "r", 0);
    judgeFirst.learn(judged(one, 1, word, PRICE));
    Outcome user = judgeFirst.outcome(Answers.to(one).at(2).satisfied(true).feedback());
    assertThat(user.outcome()).isEqualTo(OutcomeClass.COUNTED);
    assertThat(user.booked()).isTrue();

    Play userFirst = play(1);
    Decision other = decide(userFirst, "r", 0);
    userFirst.learn(Answers.to(other).at(2).satisfied(true).feedback());
    Outcome pair = userFirst.outcome(judged(other, 3, word, PRICE));
    assertThat(pair.learnt()).isTrue();
    assertThat(pair.booked()).isFalse();

    decide(judgeFirst, "next", 4);
    decide(userFirst, "next", 4);
    for (int i = 0; i < 3; i++) {
      assertThat(last(judgeFirst).candidates().expectedSatisfaction(i))
          .isCloseTo(last(userFirst).candidates().expectedSatisfaction(i), within(1e-6));
    }
    assertThat(judgeFirst.account().delivery.labels()).isEqualTo(1);
    assertThat(judgeFirst.account().queue).isEqualTo(userFirst.account().queue);
  }

  /** What a decision says of the chance that its answer is judged. */
  @Test
  void theChanceOfALabelIsOnTheRecord() {
    Play play = play(1.5 * PRICE);
    decide(play, "bought", 0);
    decide(play, "not", 1);
    assertThat(labelProbability(play, 1)).isEqualTo(1);
    assertThat(labelProbability(play, 2)).isCloseTo(0.05, within(1e-9));
  }

  private static Decided last(Play play) {
    return (Decided) play.journal().get(play.journal().size() - 1);
  }

  private static double labelProbability(Play play, int i) {
    return ((Decided) play.journal().get(i)).labelProbability();
  }

  /**
   * Whatever order users and judges speak in, at equal rates or not, through the bytes of a state
   * backend at each event: nothing becomes negative or no number, propensities sum to 1.
   */
  @ParameterizedTest
  @ValueSource(doubles = {0.3, 0})
  void anyOrderOfWordsLeavesSoundState(double satisfiedRate) {
    Play play = Play.of(sla(1, satisfiedRate, 0.3, 400), Pools.three());
    SplittableRandom random = new SplittableRandom(7);
    Decision[] open = new Decision[64];
    int bought = 0;
    for (int i = 0; i < 3000; i++) {
      Decision decision =
          play.decide(Requests.id("r" + i).at(i * 10L).tagged("t" + random.nextInt(3)).request());
      bought += decision.judge() == null ? 0 : 1;
      open[random.nextInt(open.length)] = decision;
      for (int k = 0; k < 2; k++) {
        Decision about = open[random.nextInt(open.length)];
        if (about != null) {
          double said = random.nextInt(3) / 2.0;
          play.learn(
              random.nextBoolean()
                  ? judged(about, i * 10L, said, PRICE)
                  : Answers.to(about).at(i * 10L).scored(said).feedback());
        }
      }
    }
    assertThat(bought).isGreaterThan(200);
    for (JournalRow row : play.journal()) {
      if (row instanceof Decided decided) {
        double sum = 0;
        for (int i = 0; i < decided.candidates().size(); i++) {
          sum += decided.candidates().propensity(i);
        }
        assertThat(sum).isCloseTo(1, within(1e-9));
      }
    }
    assertThat(play.account().notices[Notice.NON_FINITE.ordinal()]).isZero();
  }

  @Test
  void withoutAJudgeTheStateIsWrittenAsBefore() {
    Play play = Play.of(sla("surety", null, 0.05, 0.05, DAY), Pools.three());
    Decision decision = decide(play, "r", 0);
    Outcome row = play.outcome(judged(decision, 1, 1, PRICE));
    assertThat(play.accountBytes()[0]).isEqualTo((byte) 3);
    assertThat(row.booked()).as("a judgement as any other").isTrue();
    assertThat(row.bookedCostUsd()).isEqualTo(PRICE);
    assertThat(labelProbability(play, 0)).isNaN();
  }
}

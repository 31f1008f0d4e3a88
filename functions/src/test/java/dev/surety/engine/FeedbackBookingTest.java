package dev.surety.engine;

import static dev.surety.testing.Pools.CHEAP;
import static dev.surety.testing.Pools.DEAR;
import static dev.surety.testing.Pools.MIDDLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.surety.domain.Decision;
import dev.surety.domain.Features;
import dev.surety.domain.Feedback;
import dev.surety.domain.JournalRow.Outcome;
import dev.surety.domain.OutcomeClass;
import dev.surety.domain.Rejection;
import dev.surety.policy.MessPlus;
import dev.surety.testing.Answers;
import dev.surety.testing.Play;
import dev.surety.testing.Pools;
import dev.surety.testing.Promises;
import dev.surety.testing.Requests;
import org.junit.jupiter.api.Test;

/**
 * What each class of feedback changes and must not change. The play keeps state as bytes, so these
 * tests also fail when the engine does not mark or put back what it changed.
 */
class FeedbackBookingTest {

  private static final double TARGET = 0.75;
  private static final long WINDOW = 1000;

  private final Play play =
      Play.of(
          Promises.messPlus(TARGET).with("c", 0).with("learn_from", "all").window(WINDOW).sla(),
          Pools.three());
  private final Decision decision = play.now(100).decide(Requests.id("r1").at(100).request());

  @Test
  void countedFeedbackIsLearntFromAndBooked() {
    assertThat(decision.model()).isEqualTo(CHEAP);

    Outcome outcome =
        play.outcome(Answers.to(decision).at(200).satisfied(false).tokens(1000, 500).feedback());

    Account account = play.account();
    assertThat(outcome.outcome()).isEqualTo(OutcomeClass.COUNTED);
    assertThat(outcome.learnt()).isTrue();
    assertThat(outcome.booked()).isTrue();
    assertThat(outcome.decidedId()).isEqualTo(decision.decisionId());
    assertThat(outcome.decidedModel()).isEqualTo(CHEAP);
    assertThat(outcome.queue()).isEqualTo(TARGET).isEqualTo(account.queue);
    assertThat(account.bookedTarget).isEqualTo(TARGET);
    assertThat(account.bookedSatisfaction).isZero();
    assertThat(account.labels).isEqualTo(1);
    assertThat(account.clock).isEqualTo(200);
    assertThat(account.seq).isEqualTo(2);
    assertThat(account.costUsd)
        .isCloseTo((1000 * 0.1 + 500 * 0.4) / 1e6, within(1e-15))
        .isEqualTo(outcome.bookedCostUsd());
    assertThat(play.learner().costs.outputTokens.count).containsExactly(1, 0, 0);
    assertThat(believed(CHEAP)).isZero();
  }

  @Test
  void judgementAndUsageMayComeApart() {
    play.learn(Answers.to(decision).tokens(10, 20).feedback());
    Outcome judged = play.outcome(Answers.to(decision).satisfied(true).feedback());
    Outcome paid = play.outcome(Answers.to(decision).paid(3).feedback());

    assertThat(judged.outcome()).isEqualTo(OutcomeClass.COUNTED);
    assertThat(judged.booked()).isTrue();
    assertThat(paid.outcome())
        .describedAs("the money itself was not known")
        .isEqualTo(OutcomeClass.COUNTED);
    assertThat(play.account().labels).isEqualTo(1);
    assertThat(play.account().costUsd).isEqualTo(3);
  }

  @Test
  void duplicateFeedbackChangesOnlyCounters() {
    Feedback feedback = Answers.to(decision).at(200).satisfied(false).tokens(5, 6).feedback();
    play.learn(feedback);

    assertThat(unchangedButCounters(feedback)).isEqualTo(OutcomeClass.DUPLICATE);
    assertThat(
            unchangedButCounters(
                Answers.to(decision).at(199).satisfied(true).tokens(5, 6).feedback()))
        .describedAs("a later judgement counts already")
        .isEqualTo(OutcomeClass.DUPLICATE);
  }

  @Test
  void lateFeedbackChangesOnlyCounters() {
    play.learn(Answers.unrouted("other", CHEAP).at(100 + WINDOW).satisfied(true).feedback());
    play.learn(Answers.unrouted("other2", CHEAP).at(101 + WINDOW).satisfied(true).feedback());

    assertThat(
            unchangedButCounters(Answers.to(decision).at(101 + WINDOW).satisfied(false).feedback()))
        .isEqualTo(OutcomeClass.LATE);
  }

  @Test
  void theLastMomentOfTheWindowIsInTime() {
    assertThat(
            play.outcome(Answers.to(decision).at(100 + WINDOW).satisfied(true).feedback())
                .outcome())
        .isEqualTo(OutcomeClass.COUNTED);
  }

  @Test
  void orphanFeedbackChangesOnlyCounters() {
    Feedback unknown =
        Answers.unrouted("never-seen", CHEAP)
            .decidedBy("0123456789abcdef")
            .at(100)
            .satisfied(false)
            .feedback();

    assertThat(unchangedButCounters(unknown)).isEqualTo(OutcomeClass.ORPHAN);
  }

  @Test
  void feedbackOfAnExpiredDecisionIsAnOrphan() {
    play.decide(Requests.id("r2").at(100 + 2 * WINDOW).request());

    assertThat(
            play.outcome(Answers.to(decision).at(150).satisfied(false).tokens(5, 6).feedback())
                .outcome())
        .isEqualTo(OutcomeClass.ORPHAN);
    assertThat(play.account().labels).isZero();
  }

  @Test
  void supersededByAnotherDecisionIsBookedAndItsModelLearntFrom() {
    Outcome outcome =
        play.outcome(
            Answers.to(decision)
                .by(DEAR)
                .decidedBy("another")
                .satisfied(false)
                .tokens(1000, 0)
                .feedback());

    assertThat(outcome.outcome()).isEqualTo(OutcomeClass.SUPERSEDED);
    assertThat(outcome.learnt()).isTrue();
    assertThat(outcome.booked()).isTrue();
    assertThat(outcome.decidedModel()).isEqualTo(CHEAP);
    assertThat(outcome.decidedId()).isEqualTo(decision.decisionId());
    assertThat(play.account().queue).isEqualTo(TARGET);
    assertThat(play.account().costUsd)
        .describedAs("at the price of the model that answered")
        .isCloseTo(1000 * 5 / 1e6, within(1e-15));
    assertThat(believed(DEAR)).isZero();
    assertThat(believed(CHEAP)).isEqualTo(0.5);
  }

  /** The decided model failed and the gateway took a fallback: that is what the user saw. */
  @Test
  void supersededByAnotherModelIsBookedAndLearntFrom() {
    Outcome failed = play.outcome(Answers.to(decision).failed(false).tokens(10, 0).feedback());
    Outcome fallback =
        play.outcome(Answers.to(decision).by(MIDDLE).satisfied(false).tokens(10, 9).feedback());

    assertThat(failed.outcome()).isEqualTo(OutcomeClass.ERROR);
    assertThat(failed.booked()).isFalse();
    assertThat(fallback.outcome()).isEqualTo(OutcomeClass.SUPERSEDED);
    assertThat(fallback.learnt()).isTrue();
    assertThat(fallback.booked()).isTrue();
    assertThat(play.account().queue).isEqualTo(TARGET);
    assertThat(believed(MIDDLE)).isZero();
  }

  /** Each model of a chain of fallbacks was paid for. */
  @Test
  void everyFallbackOfAChainIsItsOwnAnswer() {
    play.learn(Answers.to(decision).failed(false).paid(1).feedback());
    play.learn(Answers.to(decision).by(MIDDLE).failed(false).paid(2).feedback());
    Outcome last = play.outcome(Answers.to(decision).by(DEAR).satisfied(true).paid(4).feedback());

    assertThat(last.outcome()).isEqualTo(OutcomeClass.SUPERSEDED);
    assertThat(play.account().costUsd).isEqualTo(7);
  }

  /** Of another decision than is on record nothing tells which model it was. */
  @Test
  void aModelThatNobodyKnowsIsBookedButNotLearntFrom() {
    byte[] learner = play.learnerBytes();

    Outcome outcome =
        play.outcome(
            Answers.to(decision)
                .by("elsewhere")
                .decidedBy("another")
                .satisfied(false)
                .paid(2)
                .feedback());

    assertThat(outcome.outcome()).isEqualTo(OutcomeClass.SUPERSEDED);
    assertThat(outcome.learnt()).isFalse();
    assertThat(outcome.booked()).isTrue();
    assertThat(play.account().costUsd).isEqualTo(2);
    assertThat(play.learnerBytes()).isEqualTo(learner);
  }

  @Test
  void unroutedWithoutADecisionIsBookedOnceAndNotLearntFrom() {
    byte[] learner = play.learnerBytes();
    Feedback feedback =
        Answers.unrouted("r9", DEAR).at(150).satisfied(false).tokens(10, 10).feedback();

    Outcome outcome = play.outcome(feedback);

    assertThat(outcome.outcome()).isEqualTo(OutcomeClass.UNROUTED);
    assertThat(outcome.booked()).isTrue();
    assertThat(outcome.learnt()).isFalse();
    assertThat(outcome.decidedId()).isNull();
    assertThat(outcome.decidedModel()).isNull();
    assertThat(play.account().queue).isEqualTo(TARGET);
    assertThat(play.learnerBytes()).isEqualTo(learner);
    assertThat(unchangedButCounters(feedback)).isEqualTo(OutcomeClass.DUPLICATE);
  }

  @Test
  void unroutedWithADecisionOnRecordIsBookedOnceAndNotLearntFrom() {
    byte[] learner = play.learnerBytes();
    Feedback feedback = Answers.to(decision).decidedBy(null).satisfied(false).paid(1).feedback();

    Outcome outcome = play.outcome(feedback);

    assertThat(outcome.outcome()).isEqualTo(OutcomeClass.UNROUTED);
    assertThat(outcome.booked()).isTrue();
    assertThat(outcome.learnt()).isFalse();
    assertThat(outcome.decidedId()).isEqualTo(decision.decisionId());
    assertThat(play.learnerBytes()).isEqualTo(learner);
    assertThat(unchangedButCounters(feedback)).isEqualTo(OutcomeClass.DUPLICATE);
  }

  /** A quiet key: the first sign of life after many windows must still be remembered. */
  @Test
  void unroutedAfterALongSilenceIsBookedOnce() {
    long later = 100 + 50 * WINDOW;
    Feedback feedback = Answers.unrouted("r9", DEAR).at(later).satisfied(false).feedback();
    play.learn(feedback);

    assertThat(unchangedButCounters(feedback)).isEqualTo(OutcomeClass.DUPLICATE);
  }

  @Test
  void unroutedIsRememberedForAWholeWindow() {
    play.learn(Answers.unrouted("r9", DEAR).at(WINDOW).satisfied(false).paid(1).feedback());
    play.decide(Requests.id("r2").at(2 * WINDOW).request());

    assertThat(
            play.outcome(
                    Answers.unrouted("r9", DEAR).at(2 * WINDOW).satisfied(false).paid(1).feedback())
                .outcome())
        .isEqualTo(OutcomeClass.DUPLICATE);
    assertThat(play.account().costUsd).isEqualTo(1);
  }

  /** The gateway gave up waiting, and its feedback overtook the request. */
  @Test
  void unroutedFeedbackThatOvertakesItsRequestIsBookedOnce() {
    Feedback feedback = Answers.unrouted("r9", CHEAP).at(150).satisfied(false).paid(1).feedback();
    play.learn(feedback);
    Decision late = play.decide(Requests.id("r9").at(140).request());

    assertThat(play.open()).describedAs("open decisions").isEqualTo(2);
    assertThat(play.account().openPresent + play.account().openPast).isEqualTo(2);
    assertThat(unchangedButCounters(feedback)).isEqualTo(OutcomeClass.DUPLICATE);
    assertThat(play.decide(Requests.id("r9").at(140).request())).isEqualTo(late);
  }

  @Test
  void aDecisionThatIsNotOnRecordIsAnOrphanEvenWhenTheRequestIsKnown() {
    play.learn(Answers.unrouted("r9", CHEAP).at(150).paid(1).feedback());

    assertThat(
            unchangedButCounters(
                Answers.unrouted("r9", CHEAP)
                    .decidedBy("0123456789abcdef")
                    .at(150)
                    .satisfied(false)
                    .feedback()))
        .isEqualTo(OutcomeClass.ORPHAN);
  }

  @Test
  void anErrorCountsAsDissatisfiedOnlyIfTheUserGotNoOtherAnswer() {
    Outcome retried = play.outcome(Answers.to(decision).failed(false).tokens(5, 0).feedback());
    Outcome gaveUp = play.outcome(Answers.to(decision).failed(true).feedback());

    assertThat(retried.booked()).isFalse();
    assertThat(gaveUp.booked()).isTrue();
    assertThat(play.account().queue).isEqualTo(TARGET);
  }

  @Test
  void aScoreIsBookedAsItIs() {
    play.learn(Answers.to(decision).scored(0.25).feedback());

    assertThat(play.account().queue).isEqualTo(0.5);
    assertThat(play.account().bookedSatisfaction).isEqualTo(0.25);
    assertThat(play.account().satisfactionSquares).isEqualTo(0.0625);
  }

  @Test
  void onlyTheShownAnswerOfAnExplorationIsBookedAndAllAreLearntFrom() {
    play.configure(Promises.messPlus(TARGET).with("c", 1000).window(WINDOW).sla(), Pools.three());
    Decision explored = play.decide(Requests.id("r2").at(110).request());
    assertThat(explored.explored()).isTrue();
    assertThat(explored.model()).isEqualTo(DEAR);
    assertThat(explored.alsoQuery()).containsExactly(CHEAP, MIDDLE);

    Outcome cheap =
        play.outcome(Answers.to(explored).at(120).by(CHEAP).satisfied(false).feedback());
    Outcome middle =
        play.outcome(Answers.to(explored).at(120).by(MIDDLE).satisfied(true).feedback());
    Outcome shown = play.outcome(Answers.to(explored).at(120).satisfied(true).feedback());

    assertThat(cheap.outcome()).isEqualTo(OutcomeClass.COUNTED);
    assertThat(cheap.booked()).isFalse();
    assertThat(middle.booked()).isFalse();
    assertThat(shown.booked()).isTrue();
    assertThat(play.account().labels).isEqualTo(1);
    assertThat(believed(CHEAP)).isZero();
    assertThat(believed(MIDDLE)).isEqualTo(1);
    assertThat(believed(DEAR)).isEqualTo(1);
  }

  /** Usage in money only: what is expected must come to what is paid. */
  @Test
  void expectedCostComesToWhatIsPaid() {
    double list = decision.expectedCostUsd();
    Decision last = decision;
    for (int i = 0; i < 2000; i++) {
      play.learn(Answers.to(last).at(100).paid(4 * list).feedback());
      last = play.decide(Requests.id("more" + i).at(100).pinned(CHEAP).request());
    }

    assertThat(last.expectedCostUsd()).isCloseTo(4 * list, within(0.1 * list));
  }

  @Test
  void withoutASlaFeedbackLeavesNoTrace() {
    Play nowhere = Play.unconfigured();
    byte[] before = nowhere.bytes();

    Effects effects = nowhere.learn(Answers.unrouted("r", CHEAP).at(1).satisfied(true).feedback());

    assertThat(effects.rows()).isEmpty();
    assertThat(effects.rejection().reason()).isEqualTo(Rejection.Reason.NO_SLA);
    assertThat(nowhere.bytes()).isEqualTo(before);
  }

  /** Plays the feedback and asserts that it moved nothing but seq, clock and its class's count. */
  private OutcomeClass unchangedButCounters(Feedback feedback) {
    Account before = play.account();
    byte[] learner = play.learnerBytes();
    byte[] open = play.openBytes();

    Outcome outcome = play.outcome(feedback);

    before.seq++;
    before.clock = Math.max(before.clock, feedback.time());
    before.outcomes[outcome.outcome().ordinal()]++;
    assertThat(play.account()).usingRecursiveComparison().isEqualTo(before);
    assertThat(play.learnerBytes()).describedAs("learner").isEqualTo(learner);
    assertThat(play.openBytes()).describedAs("open decisions").isEqualTo(open);
    assertThat(outcome.learnt()).isFalse();
    assertThat(outcome.booked()).isFalse();
    assertThat(outcome.bookedCostUsd()).isZero();
    return outcome.outcome();
  }

  /** What MESS+ expects of a model, as the next decision would. */
  private double believed(String model) {
    Learner learner = play.learner();
    MessPlus.Predictor predictor = (MessPlus.Predictor) learner.memory;
    return predictor.estimator().predict(learner.models.slot(model), Features.NONE);
  }
}

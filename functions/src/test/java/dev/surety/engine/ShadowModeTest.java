package dev.surety.engine;

import static dev.surety.testing.Pools.CHEAP;
import static dev.surety.testing.Pools.DEAR;
import static dev.surety.testing.Pools.MIDDLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.surety.domain.Decision;
import dev.surety.domain.FeedbackTerms;
import dev.surety.domain.JournalRow.Outcome;
import dev.surety.domain.OutcomeClass;
import dev.surety.domain.SlaPolicy;
import dev.surety.domain.SlaPolicy.Mode;
import dev.surety.policy.PolicyMemory;
import dev.surety.testing.Answers;
import dev.surety.testing.Play;
import dev.surety.testing.Pools;
import dev.surety.testing.Promises;
import dev.surety.testing.Requests;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * An observed tenant: the incumbent answers, the router learns from its answers and keeps books as
 * if its own decisions had answered.
 */
class ShadowModeTest {

  private static final double TARGET = 0.8;

  private static Play shadow() {
    return Play.of(Promises.surety(TARGET).observed().sla(), Pools.three());
  }

  @Test
  void theIncumbentsAnswerIsCountedAndLearntFromWithOrWithoutADecisionId() {
    Play play = shadow();
    Decision first = play.decide(Requests.id("r1").incumbent(DEAR).request());
    Decision second = play.decide(Requests.id("r2").incumbent(DEAR).request());
    String other = first.model().equals(DEAR) ? MIDDLE : DEAR;

    Outcome echoed = play.outcome(Answers.to(first).by(other).satisfied(true).feedback());
    Outcome bare =
        play.outcome(Answers.to(second).by(other).decidedBy(null).satisfied(true).feedback());

    assertThat(echoed.outcome()).isEqualTo(OutcomeClass.COUNTED);
    assertThat(bare.outcome()).isEqualTo(OutcomeClass.COUNTED);
    assertThat(echoed.learnt()).isTrue();
    assertThat(bare.learnt()).isTrue();
    assertThat(echoed.booked()).isFalse();
    int slot = play.learner().models.slot(other);
    assertThat(play.config().policy().belief(memory(play), slot).labels())
        .isCloseTo(2, within(1e-6));
  }

  @Test
  void theBooksAreThoseOfTheRoutersOwnDecisions() {
    Play play = shadow();
    Decision decision = play.decide(Requests.id("r1").incumbent(DEAR).request());
    double predicted = decision.expectedSatisfaction();
    double queue = Math.max(0, TARGET - predicted);
    String other = decision.model().equals(DEAR) ? MIDDLE : DEAR;
    assertThat(play.account().queue).isCloseTo(queue, within(1e-12));

    play.learn(Answers.to(decision).by(other).satisfied(false).feedback());

    assertThat(play.account().queue).isCloseTo(queue, within(1e-12));
    assertThat(play.account().satisfactionSum).isCloseTo(predicted, within(1e-12));
    assertThat(play.account().labels).isZero();
  }

  @Test
  void anIncumbentOfTheSameMindSettlesThePrediction() {
    Play play = shadow();
    Decision decision = play.decide(Requests.id("r1").request());

    Outcome outcome = play.outcome(Answers.to(decision).satisfied(false).feedback());

    assertThat(outcome.booked()).isTrue();
    assertThat(play.account().satisfactionSum).isCloseTo(0, within(1e-12));
    assertThat(play.account().labels).isEqualTo(1);
  }

  @Test
  void aModelThatIsNotInThePoolChangesNoBook() {
    Play play = shadow();
    Decision decision = play.decide(Requests.id("r1").incumbent("elsewhere").request());
    double queue = play.account().queue;

    Outcome outcome =
        play.outcome(Answers.to(decision).by("elsewhere").satisfied(false).paid(0.2).feedback());

    assertThat(outcome.learnt()).isFalse();
    assertThat(outcome.booked()).isFalse();
    assertThat(play.account().queue).isEqualTo(queue);
    assertThat(play.account().costUsd).isEqualTo(0.2);
  }

  @Test
  void silenceIsPutDownToTheIncumbentsModel() {
    SlaPolicy sla =
        new SlaPolicy(
            1,
            TARGET,
            "surety",
            0,
            Map.of(),
            new FeedbackTerms(1_000, 0.1, 0.9, 0, 1_000),
            Mode.OBSERVE);
    Play play = Play.of(sla, Pools.three());
    for (int i = 0; i < 200; i++) {
      play.decide(Requests.id("r" + i).at(i).incumbent(MIDDLE).request());
    }
    double queue = play.account().queue;
    for (int i = 1; i <= 3; i++) {
      play.decide(Requests.id("later" + i).at(2_000 * i).incumbent(MIDDLE).request());
    }

    int middle = play.learner().models.slot(MIDDLE);
    int cheap = play.learner().models.slot(CHEAP);
    double silent = play.config().policy().belief(memory(play), middle).satisfaction();
    assertThat(silent)
        .describedAs("nine in ten dissatisfied users speak, so silence is good news")
        .isGreaterThan(play.config().policy().belief(memory(play), cheap).satisfaction())
        .isGreaterThan(0.85);
    assertThat(play.account().queue).isLessThanOrEqualTo(queue + 3);
  }

  @Test
  void theRouterComesToKnowAModelThatItWouldNotHaveChosen() {
    Play play = shadow();
    Random users = new Random(5);
    int dear = 0;
    for (int i = 0; i < 600; i++) {
      String incumbent = i % 3 == 0 ? CHEAP : i % 3 == 1 ? MIDDLE : DEAR;
      double satisfied = incumbent.equals(CHEAP) ? 0.3 : incumbent.equals(MIDDLE) ? 0.9 : 0.95;
      Decision decision = play.decide(Requests.id("r" + i).at(i).incumbent(incumbent).request());
      boolean label = users.nextDouble() < satisfied;
      play.learn(Answers.to(decision).by(incumbent).at(i).satisfied(label).feedback());
      dear += i >= 400 && decision.model().equals(CHEAP) ? 1 : 0;
    }

    assertThat(dear).describedAs("cheap decisions of the last 200").isLessThan(100);
    assertThat(belief(play, CHEAP)).isCloseTo(0.3, within(0.1));
    assertThat(belief(play, DEAR)).isCloseTo(0.95, within(0.1));
  }

  private static double belief(Play play, String model) {
    int slot = play.learner().models.slot(model);
    return play.config().policy().belief(memory(play), slot).satisfaction();
  }

  private static PolicyMemory memory(Play play) {
    return new PolicyMemory(play.account().memory, play.learner().memory, play.learner().models);
  }
}

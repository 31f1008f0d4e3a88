package dev.surety.engine;

import static dev.surety.testing.Pools.CHEAP;
import static dev.surety.testing.Pools.DEAR;
import static dev.surety.testing.Pools.MIDDLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.Decision;
import dev.surety.domain.JournalRow.Outcome;
import dev.surety.domain.Notice;
import dev.surety.domain.OutcomeClass;
import dev.surety.domain.Standing;
import dev.surety.testing.Answers;
import dev.surety.testing.EveryPolicy;
import dev.surety.testing.Play;
import dev.surety.testing.Requests;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A model that answers 503 at once or after 30 seconds, with a fallback that answers in its place:
 * what the tenant's own feedback makes of it, under every policy.
 */
class FailingModelsTest {

  private final SplittableRandom users = new SplittableRandom(11);
  private final Deque<Answers> held = new ArrayDeque<>();
  private Play play;
  private int asked;

  /** Whether an attempt at the cheap model fails. */
  private boolean dead;

  /** After how many further requests feedback comes. */
  private int delay;

  /** From one request to the next. */
  private long millis = 20;

  private double feedbackRate = 1;
  private double usageRate = 1;

  @ParameterizedTest
  @EnumSource
  void aModelThatAnswers503GetsAFewPercentAndComesBackWhenItAnswersAgain(EveryPolicy policy) {
    play = policy.play(0.6);
    int well = serve(300, CHEAP);

    dead = true;
    int falling = serve(60, CHEAP);
    int later = serve(540, CHEAP);

    assertThat(falling).as("of the first 60, while it is found out").isLessThanOrEqualTo(24);
    assertThat(later).as("of the next 540").isLessThanOrEqualTo(16);
    assertThat(play.account().outcomes[OutcomeClass.ERROR.ordinal()]).isEqualTo(falling + later);
    assertThat(play.account().outcomes[OutcomeClass.DUPLICATE.ordinal()]).isZero();
    Standing standing = StandingReader.of(play.state(), play.config());
    assertThat(standing.failing()).containsExactly(CHEAP);
    assertThat(standing.failures()).containsEntry(CHEAP, (long) falling + later);
    assertThat(standing.best()).isNotEqualTo(CHEAP);

    dead = false;
    serve(400, CHEAP);
    assertThat(StandingReader.of(play.state(), play.config()).failing()).isEmpty();
    int again = serve(300, CHEAP);
    assertThat(again).as("of 300, after 400 in which it came back").isGreaterThan(well / 3);
  }

  /** Time-outs are reported long after many more requests have gone the same way. */
  @ParameterizedTest
  @EnumSource
  void timeOutsThatAreReportedLateAreFoundOutAllTheSame(EveryPolicy policy) {
    play = policy.play(0.6);
    serve(200, CHEAP);
    dead = true;
    delay = 30;

    serve(120, CHEAP);
    int later = serve(400, CHEAP);

    assertThat(later).isLessThanOrEqualTo(20);
  }

  /** One user in twenty judges, usage is not reported, all errors are: one in twenty attempts. */
  @ParameterizedTest
  @EnumSource
  void aFewErrorsOfAModelThatIsHardlyEverHeardOfDoNotTakeItsTraffic(EveryPolicy policy) {
    feedbackRate = 0.05;
    usageRate = 0;
    millis = 2000;
    play = policy.play(0.6);
    int failing = 0;
    for (int i = 0; i < 10_000; i++) {
      dead = users.nextInt(20) == 0;
      serve(1, CHEAP);
      failing += play.account().health.isFailing(0) ? 1 : 0;
    }
    assertThat(failing).as("of 10,000 requests, while it counted as failing").isLessThan(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"400", "context_length_exceeded", "content_filter"})
  void whatIsTheRequestsFaultIsNoEvidence(String error) {
    play = EveryPolicy.FIXED.play(0.6);
    for (int i = 0; i < 50; i++) {
      Decision decision = play.decide(Requests.id("r" + i).at(i).request());
      Outcome outcome = play.outcome(Answers.to(decision).at(i).error(error).feedback());
      assertThat(outcome.outcome()).isEqualTo(OutcomeClass.ERROR);
      assertThat(decision.model()).isEqualTo(CHEAP);
    }
    assertThat(play.account().health.slots()).isZero();
  }

  @Test
  void theSameErrorTwiceIsADuplicateAndCountsOnce() {
    play = EveryPolicy.SURETY.play(0.6);
    Decision decision = play.decide(Requests.id("r").at(5).request());
    Answers failed = Answers.to(decision).at(6).error("503").latency(30_000);

    assertThat(play.outcome(failed.feedback()).outcome()).isEqualTo(OutcomeClass.ERROR);
    byte[] before = play.openBytes();
    long failures = play.account().health.failures[slot(decision.model())];
    assertThat(play.outcome(failed.feedback()).outcome()).isEqualTo(OutcomeClass.DUPLICATE);

    assertThat(play.account().health.failures[slot(decision.model())])
        .isEqualTo(failures)
        .isEqualTo(1);
    assertThat(play.openBytes()).isEqualTo(before);
  }

  /** The user got no other answer: dissatisfied, whatever else it says of the model. */
  @Test
  void anErrorWithoutAnotherAnswerIsAJudgementAndAFailure() {
    play = EveryPolicy.SURETY.play(0.6);
    Decision decision = play.decide(Requests.id("r").at(5).request());

    Outcome outcome = play.outcome(Answers.to(decision).at(6).failed(true).feedback());

    assertThat(outcome.outcome()).isEqualTo(OutcomeClass.COUNTED);
    assertThat(outcome.booked()).isTrue();
    assertThat(play.account().bookedSatisfaction).isZero();
    assertThat(play.account().health.failures[slot(decision.model())]).isEqualTo(1);
  }

  @Test
  void whenAllFailTheLeastBadIsTriedAndItIsSaid() {
    play = EveryPolicy.SURETY.play(0.6);
    for (int i = 0; i < 60; i++) {
      Decision decision = play.decide(Requests.id("r" + i).at(i).request());
      play.learn(Answers.to(decision).at(i).error("503").feedback());
      for (String fallback : decision.fallbacks()) {
        play.learn(Answers.to(decision).by(fallback).at(i).error("503").feedback());
      }
    }
    Standing standing = StandingReader.of(play.state(), play.config());
    assertThat(standing.failing()).containsExactlyInAnyOrder(CHEAP, MIDDLE, DEAR);
    assertThat(standing.best()).isNotNull();
    assertThat(standing.notices()).containsKey(Notice.FAILING_MODEL.word());
  }

  /**
   * Requests with their feedback; a dead model's fallback answers. Returns decisions on a model.
   */
  private int serve(int requests, String counted) {
    int decisions = 0;
    for (int i = 0; i < requests; i++) {
      long now = millis * asked++;
      Decision decision = play.decide(Requests.id("r" + asked).at(now).tagged("easy").request());
      decisions += decision.model().equals(counted) ? 1 : 0;
      String by = decision.model();
      if (dead && by.equals(CHEAP)) {
        held.add(Answers.to(decision).at(now).error("503").latency(30_000));
        by = decision.fallbacks().get(0);
      }
      boolean judged = users.nextDouble() < feedbackRate;
      boolean satisfied = users.nextDouble() < (by.equals(CHEAP) ? 0.75 : 0.85);
      Answers answer = Answers.to(decision).by(by).at(now);
      answer = judged ? answer.satisfied(satisfied) : answer;
      boolean used = users.nextDouble() < usageRate;
      answer = used ? answer.tokens(500, 400) : answer;
      if (judged || used) {
        held.add(answer);
      }
      while (held.size() > 2 * delay) {
        play.learn(held.remove().feedback());
      }
    }
    return decisions;
  }

  private int slot(String model) {
    return play.learner().models.slot(model);
  }
}

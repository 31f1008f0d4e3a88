package dev.surety.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.surety.domain.Decision;
import dev.surety.domain.FeedbackTerms;
import dev.surety.domain.JournalRow.Outcome;
import dev.surety.domain.SlaPolicy;
import dev.surety.domain.SlaPolicy.Mode;
import dev.surety.domain.Standing;
import dev.surety.estimator.Interval;
import dev.surety.estimator.Interval.Verdict;
import dev.surety.testing.Answers;
import dev.surety.testing.Play;
import dev.surety.testing.Pools;
import dev.surety.testing.Requests;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a key's standing says was delivered, from the first day on. */
class DeliveryTest {

  private static final long WINDOW = 1000;
  private static final double TARGET = 0.92;

  private static SlaPolicy sla(
      int version, double target, String policy, double up, double down, Mode mode) {
    return new SlaPolicy(
        version, target, policy, 0, Map.of(), new FeedbackTerms(WINDOW, up, down, 0, 1000), mode);
  }

  private static Play play(String policy, double up, double down) {
    return Play.of(sla(1, TARGET, policy, up, down, Mode.APPLY), Pools.three());
  }

  private static Decision decide(Play play, int n) {
    return play.decide(Requests.id("r" + n).at(n).request());
  }

  private static void judge(Play play, int from, int to, boolean satisfied) {
    for (int i = from; i < to; i++) {
      play.learn(Answers.to(decide(play, i)).at(i).satisfied(satisfied).feedback());
    }
  }

  private static Standing standing(Play play) {
    return StandingReader.of(play.state(), play.config());
  }

  private static Verdict verdict(Play play) {
    Standing standing = standing(play);
    return new Interval(
            standing.satisfaction(),
            standing.satisfactionLow(),
            standing.satisfactionHigh(),
            standing.judged())
        .verdict(standing.floor());
  }

  @ParameterizedTest
  @ValueSource(strings = {"surety", "slarouter", "mess-plus"})
  void withoutAnyJudgementNothingIsKnown(String policy) {
    Play play = play(policy, 1, 1);
    decide(play, 1);

    assertThat(standing(play).satisfaction()).isNaN();
    assertThat(standing(play).satisfactionHigh()).isNaN();
    assertThat(standing(play).floor()).isNaN();
    assertThat(standing(play).judged()).isZero();
    assertThat(verdict(play)).isEqualTo(Verdict.UNKNOWN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"surety", "slarouter", "mess-plus"})
  void oneJudgementMissesAndKeepsNothing(String policy) {
    Play down = play(policy, 1, 1);
    judge(down, 0, 1, false);
    assertThat(standing(down).satisfaction()).isZero();
    assertThat(standing(down).satisfactionHigh()).isBetween(0.93, 0.99);
    assertThat(verdict(down)).isEqualTo(Verdict.UNCERTAIN);

    Play up = play(policy, 1, 1);
    judge(up, 0, 1, true);
    assertThat(standing(up).satisfactionLow()).isLessThan(0.1);
    assertThat(verdict(up)).isEqualTo(Verdict.LIKELY_KEPT);
  }

  /** Where predictions are booked, they are what a policy hopes and not what users said. */
  @Test
  void aTenantThatIsOnlyObservedIsDeliveredNothing() {
    for (String policy : new String[] {"surety", "slarouter"}) {
      Play play = Play.of(sla(1, TARGET, policy, 1, 1, Mode.OBSERVE), Pools.three());
      for (int i = 0; i < 20; i++) {
        Decision decision =
            play.decide(Requests.id("r" + i).at(i).incumbent(Pools.CHEAP).request());
        Outcome row =
            play.outcome(Answers.to(decision).at(i).by(Pools.CHEAP).satisfied(false).feedback());
        assertThat(row.promised()).isNaN();
      }
      assertThat(verdict(play)).isEqualTo(Verdict.UNKNOWN);
      assertThat(standing(play).satisfactionHigh()).isNaN();
      assertThat(standing(play).incumbent()).isEqualTo(Pools.CHEAP);
    }
  }

  /** Only the satisfied speak here, or only the others: until a window closes that says nothing. */
  @ParameterizedTest
  @ValueSource(strings = {"surety", "slarouter", "mess-plus", "fixed:" + Pools.CHEAP})
  void unbookedSilenceIsNotJudgedYet(String policy) {
    for (boolean satisfied : new boolean[] {true, false}) {
      Play play = play(policy, satisfied ? 0.5 : 0, satisfied ? 0 : 0.5);
      for (int i = 0; i < 40; i++) {
        Decision decision = decide(play, i);
        if (i % 4 == 0) {
          play.learn(Answers.to(decision).at(i).satisfied(satisfied).feedback());
        }
      }
      assertThat(verdict(play)).isEqualTo(Verdict.UNKNOWN);
      assertThat(standing(play).judged()).isZero();

      decide(play, 2001);
      Standing standing = standing(play);
      assertThat(standing.judged()).isEqualTo(10);
      assertThat(standing.satisfaction()).isCloseTo(0.5, within(1e-9));
      assertThat(standing.satisfactionHigh() - standing.satisfactionLow()).isGreaterThan(0.3);
    }
  }

  /** A promise that is raised washes nothing: each answer is owed the target of its time. */
  @Test
  void eachAnswerIsOwedTheTargetOfItsTime() {
    Play play = Play.of(sla(1, 0.6, "surety", 1, 1, Mode.APPLY), Pools.three());
    judge(play, 0, 100, true);
    Decision before = decide(play, 100);
    play.configure(sla(2, 0.9, "surety", 1, 1, Mode.APPLY), Pools.three());
    Outcome row = play.outcome(Answers.to(before).at(101).satisfied(true).feedback());
    assertThat(row.promised()).isEqualTo(0.6);
    judge(play, 102, 201, false);

    Standing standing = standing(play);
    assertThat(standing.target()).isEqualTo(0.9);
    assertThat(standing.floor()).isCloseTo((101 * 0.6 + 99 * 0.9) / 200, within(1e-9));
    assertThat(standing.satisfaction()).isCloseTo(101 / 200.0, within(1e-9));
    assertThat(verdict(play)).isEqualTo(Verdict.MISSED);
  }

  @Test
  void anotherWordMovesWhatWasDelivered() {
    Play play = play("surety", 1, 1);
    Decision decision = decide(play, 1);
    play.learn(Answers.to(decision).at(2).satisfied(true).feedback());
    Outcome row = play.outcome(Answers.to(decision).at(3).satisfied(false).feedback());

    assertThat(row.promised()).isEqualTo(TARGET);
    assertThat(standing(play).satisfaction()).isZero();
    assertThat(standing(play).judged()).isEqualTo(1);
  }

  @Test
  void toleranceIsTakenOffTheFloor() {
    SlaPolicy lenient =
        new SlaPolicy(1, TARGET, "surety", 0.02, Map.of(), FeedbackTerms.DEFAULT, Mode.APPLY);
    Play play = Play.of(lenient, Pools.three());
    judge(play, 0, 3, true);
    assertThat(standing(play).floor()).isCloseTo(0.9, within(1e-12));
  }
}

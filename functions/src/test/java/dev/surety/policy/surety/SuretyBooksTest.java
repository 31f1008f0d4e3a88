package dev.surety.policy.surety;

import static dev.surety.testing.Pools.CHEAP;
import static dev.surety.testing.Pools.DEAR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.surety.domain.Decision;
import dev.surety.domain.ModelSpec;
import dev.surety.testing.Answers;
import dev.surety.testing.Play;
import dev.surety.testing.Pools;
import dev.surety.testing.Requests;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whose account an answer is on, and what labels count for where users speak unequally. */
class SuretyBooksTest {

  private static final List<ModelSpec> POOL = Pools.three();

  private static Play one(double up, double down, double solicit) {
    return Play.of(SuretyPlay.sla(SuretyPlay.terms(up, down, solicit), Map.of()), POOL);
  }

  private static String other(Decision decision) {
    return decision.model().equals(DEAR) ? CHEAP : DEAR;
  }

  private static int slot(String model) {
    return POOL.stream().map(ModelSpec::name).toList().indexOf(model);
  }

  private static double served(Play play, String model) {
    return SuretyPlay.account(play).served[slot(model)] * SuretyPlay.account(play).scale;
  }

  /** Nobody need judge it: what a fallback answered unheard is expected at the fallback's rate. */
  @Test
  void aFallbacksAnswerIsOnItsOwnAccountBeforeAnybodyJudgesIt() {
    for (double down : new double[] {1, 0.3}) {
      Play play = one(1, down, 0);
      Decision decision = SuretyPlay.decide(play, "r0", 0);
      play.learn(Answers.to(decision).by(other(decision)).at(1).tokens(5, 5).feedback());
      assertThat(served(play, decision.model())).isZero();
      assertThat(served(play, other(decision))).isCloseTo(1, within(1e-12));
      play.learn(Answers.to(decision).by(other(decision)).at(2).satisfied(true).feedback());
      assertThat(served(play, other(decision))).isCloseTo(1, within(1e-12));
      assertThat(SuretyPlay.account(play).length()).isEqualTo(1);
    }
  }

  @Test
  void anAnswerWithoutTheRouterLeavesTheAccountOfTheModelThatWasDecided() {
    Play play = one(1, 1, 0);
    Decision decision = SuretyPlay.decide(play, "r0", 0);
    play.learn(Answers.unrouted("r0", other(decision)).at(1).satisfied(true).feedback());
    SuretyAccount account = SuretyPlay.account(play);
    assertThat(Arrays.stream(account.served).sum()).isZero();
    assertThat(account.fixedSatisfied).isEqualTo(1);
    assertThat(account.length()).isEqualTo(1);
    assertThat(SuretyPlay.learner(play).labels()).isZero();
  }

  @Test
  void anAnswerThatOvertookItsRequestIsCountedOnce() {
    Play play = one(1, 1, 0);
    play.learn(Answers.unrouted("r0", CHEAP).at(0).satisfied(true).feedback());
    SuretyPlay.decide(play, "r0", 1);
    SuretyAccount account = SuretyPlay.account(play);
    assertThat(Arrays.stream(account.served).sum()).isZero();
    assertThat(account.length()).isCloseTo(1, within(1e-4));
  }

  /** Where silence counts: neither the silence nor the complaint teaches of the model decided. */
  @Test
  void anAnswerWithoutTheRouterTeachesNothingWhenItsWindowCloses() {
    Play play = one(0, 0.3, 0);
    Decision decision = SuretyPlay.decide(play, "r0", 0);
    play.learn(Answers.unrouted("r0", other(decision)).at(1).satisfied(false).feedback());
    SuretyPlay.decide(play, "r1", SuretyPlay.WINDOW);
    SuretyPlay.decide(play, "r2", 2 * SuretyPlay.WINDOW);
    assertThat(play.account().queue).describedAs("but it is owed").isPositive();
    assertThat(SuretyPlay.learner(play).labels()).isZero();
    assertThat(Arrays.stream(SuretyPlay.learner(play).models.silents).sum()).isZero();
  }

  @Test
  void aForeignModelsAnswerIsBookedAndTeachesNothing() {
    Play play = one(1, 1, 0);
    Decision decision = SuretyPlay.decide(play, "r0", 0);
    play.learn(
        Answers.to(decision).by("foreign").decidedBy("another").at(1).satisfied(true).feedback());
    SuretyAccount account = SuretyPlay.account(play);
    assertThat(Arrays.stream(account.served).sum()).isZero();
    assertThat(account.fixedSatisfied).isEqualTo(1);
    assertThat(account.length()).isEqualTo(1);
  }

  @Test
  void aPinnedAnswerTeachesOfItsOwnTag() {
    Play play = one(1, 1, 0);
    play.decide(Requests.id("r0").at(0).tagged("law").request());
    Decision pinned = play.decide(Requests.id("r1").at(1).tagged("code").pinned(CHEAP).request());
    play.learn(Answers.to(pinned).at(2).satisfied(false).feedback());
    TagCells cells = SuretyPlay.learner(play).cells;
    assertThat(cells.weight[slot(CHEAP)]).describedAs("law").isZero();
    assertThat(cells.weight[cells.models() + slot(CHEAP)]).describedAs("code").isEqualTo(1);
  }

  @Test
  void onlyJudgementsThatWereAskedForCalibrate() {
    Play asking = one(0, 0.3, 1);
    Play waiting = one(0, 0.3, 0);
    for (Play play : List.of(asking, waiting)) {
      for (int i = 0; i < 10; i++) {
        Decision decision = SuretyPlay.decide(play, "r" + i, i);
        play.learn(Answers.to(decision).at(i).satisfied(false).feedback());
      }
      SuretyPlay.decide(play, "later", 2 * SuretyPlay.WINDOW);
    }
    assertThat(SuretyPlay.learner(asking).solicitedLabels).isEqualTo(10);
    assertThat(SuretyPlay.learner(asking).unsolicitedDowns).isZero();
    assertThat(SuretyPlay.learner(waiting).solicitedLabels).isZero();
    assertThat(SuretyPlay.learner(waiting).unsolicitedDowns).isEqualTo(10);
  }

  /**
   * Said of a decision that was made when all were believed to speak alike: nobody asked for it, so
   * it must not calibrate, and the silence beside it was not kept.
   */
  @Test
  void labelsOfTheTimeBeforeSilenceCountedCalibrateNothing() {
    Play play = one(0.3, 0.3, 0);
    Decision[] before = new Decision[10];
    for (int i = 0; i < 10; i++) {
      before[i] = SuretyPlay.decide(play, "r" + i, i);
      if (i < 5) {
        play.learn(Answers.to(before[i]).at(i).satisfied(false).feedback());
      }
    }
    play.configure(SuretyPlay.sla(SuretyPlay.terms(0, 0.3, 0.02), Map.of()), POOL);
    for (int i = 5; i < 10; i++) {
      play.learn(Answers.to(before[i]).at(11).satisfied(false).feedback());
    }
    SuretyLearner learner = SuretyPlay.learner(play);
    assertThat(learner.solicitedLabels).isZero();
    assertThat(learner.unsolicitedDowns).isZero();
    assertThat(Arrays.stream(learner.models.unsolicited).sum()).isZero();
    assertThat(learner.dissatisfiedRate()).isEqualTo(0.3);
    assertThat(learner.labels()).describedAs("what was learned stays").isEqualTo(5);
  }
}

package dev.surety.policy.surety;

import static dev.surety.testing.Pools.CHEAP;
import static dev.surety.testing.Pools.DEAR;
import static dev.surety.testing.Pools.MIDDLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.surety.domain.Decision;
import dev.surety.domain.JournalRow;
import dev.surety.domain.JournalRow.Candidate;
import dev.surety.domain.ModelSpec;
import dev.surety.testing.Answers;
import dev.surety.testing.Play;
import dev.surety.testing.Pools;
import dev.surety.testing.Promises;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What {@code surety} makes of another pool, another target, and another policy before it. */
class SuretyPoolTest {

  private static final List<ModelSpec> POOL = Pools.three();

  private final Play play = Play.of(SuretyPlay.sla(), POOL);

  private double propensity(String model) {
    JournalRow.Decided row = (JournalRow.Decided) play.journal().get(play.journal().size() - 1);
    return row.candidates().stream()
        .filter(candidate -> candidate.model().equals(model))
        .mapToDouble(Candidate::propensity)
        .sum();
  }

  private double cost(int slot) {
    SuretyLearner learner = SuretyPlay.learner(play);
    return learner.models.listCost[slot] * learner.costUnit;
  }

  @Test
  void aRemovedModelIsNeverDrawnAndKeepsItsEvidence() {
    SuretyPlay.serve(play, POOL, 0, 300);
    double labels =
        SuretyPlay.learner(play).models.ups[2] + SuretyPlay.learner(play).models.downs[2];
    assertThat(labels).isPositive();

    play.configure(SuretyPlay.sla(), List.of(POOL.get(0), POOL.get(1)));
    for (int i = 300; i < 600; i++) {
      assertThat(SuretyPlay.decide(play, "r" + i, i).model()).isNotEqualTo(DEAR);
    }
    SuretyLearner learner = SuretyPlay.learner(play);
    assertThat(learner.active(2)).isFalse();
    assertThat(learner.models.ups[2] + learner.models.downs[2]).isEqualTo(labels);

    play.configure(SuretyPlay.sla(), POOL);
    SuretyPlay.decide(play, "back", 600);
    assertThat(SuretyPlay.learner(play).active(2)).isTrue();
    assertThat(propensity(DEAR)).isPositive();
  }

  /** One more answer is decided each time, which moves the debt by less than one. */
  @Test
  void answersAreOwedAtTheTargetOfTheirTimeAndASurplusIsNotSpentOnAnotherPromise() {
    SuretyPlay.serve(play, POOL, 0, 300);
    double before = Math.max(0, SuretyPlay.debt(play));

    play.configure(SuretyPlay.sla(0.95), POOL);
    SuretyPlay.decide(play, "r300", 300);
    assertThat(SuretyPlay.debt(play)).isCloseTo(before, within(1.0));

    double owed = SuretyPlay.debt(play);
    play.configure(SuretyPlay.sla(0.4), POOL);
    SuretyPlay.decide(play, "r301", 301);
    assertThat(SuretyPlay.debt(play)).isCloseTo(Math.max(0, owed), within(1.0));
  }

  @Test
  void aNewModelIsTriedOutsideOfTheJointCap() {
    SuretyPlay.serve(play, POOL, 0, 300);
    List<ModelSpec> wider = List.of(POOL.get(0), POOL.get(1), POOL.get(2), Pools.model("d", 0.5));
    play.configure(SuretyPlay.sla(), wider);
    SuretyPlay.decide(play, "r300", 300);
    assertThat(SuretyPlay.learner(play).models.newcomer[3]).isTrue();
    assertThat(propensity("d")).isGreaterThan(SuretyConstants.defaults().explorationMax());
  }

  @Test
  void aPriceChangeKeepsTheEvidenceAndTriesTheModelAnew() {
    SuretyPlay.serve(play, POOL, 0, 300);
    SuretyLearner before = SuretyPlay.learner(play);
    double was = cost(2);
    assertThat(before.models.newcomer[2]).isFalse();

    play.configure(
        SuretyPlay.sla(), List.of(POOL.get(0), POOL.get(1), Pools.priced(POOL.get(2), 0.2)));
    SuretyPlay.decide(play, "r300", 300);
    SuretyLearner after = SuretyPlay.learner(play);
    assertThat(cost(2)).isCloseTo(0.2 * was, within(1e-6 * was));
    assertThat(after.models.newcomer[2]).isTrue();
    assertThat(after.models.ups[2]).isEqualTo(before.models.ups[2]);
    assertThat(after.models.logCost[2]).isEqualTo(before.models.logCost[2]);
  }

  /** There is no ratio from nothing: a ratio would leave the model as good as free for ever. */
  @Test
  void aModelThatWasFreeGetsItsRealPrice() {
    List<ModelSpec> free = List.of(POOL.get(0), POOL.get(1), Pools.priced(POOL.get(2), 0));
    play.configure(SuretyPlay.sla(), POOL);
    SuretyPlay.decide(play, "r0", 0);
    double real = cost(2);
    play.configure(SuretyPlay.sla(), free);
    SuretyPlay.decide(play, "r1", 1);
    assertThat(cost(2)).isLessThan(1e-6 * real);
    play.configure(SuretyPlay.sla(), POOL);
    SuretyPlay.decide(play, "r2", 2);
    assertThat(cost(2)).isCloseTo(real, within(1e-6 * real));
  }

  @Test
  void anotherPolicyStartsAfreshAndOldFeedbackDoesNoHarm() {
    SuretyPlay.serve(play, POOL, 0, 300);
    Decision old = SuretyPlay.decide(play, "old", 300);
    play.configure(Promises.messPlus(0.8).with("c", 1000).sla(), POOL);
    Decision asked = SuretyPlay.decide(play, "asked", 301);
    assertThat(asked.alsoQuery()).hasSize(2);
    for (int buckets : new int[] {2, 16}) {
      play.configure(
          SuretyPlay.sla(SuretyPlay.terms(1, 1, 0), Map.of("buckets", "" + buckets)), POOL);
      SuretyPlay.decide(play, "new" + buckets, 302 + buckets);
      assertThat(SuretyPlay.account(play).requests()).isEqualTo(1);
      assertThat(SuretyPlay.learner(play).labels()).isZero();
    }
    double[] served = SuretyPlay.account(play).served;
    play.learn(Answers.to(old).at(320).satisfied(true).paid(0.001).feedback());
    for (String model : List.of(CHEAP, MIDDLE, DEAR)) {
      play.learn(Answers.to(asked).by(model).at(320).satisfied(true).paid(0.001).feedback());
    }
    assertThat(SuretyPlay.account(play).served)
        .describedAs("nothing served changes hands")
        .isEqualTo(served);
    assertThat(SuretyPlay.account(play).length()).isEqualTo(1);
    SuretyPlay.serve(play, POOL, 400, 500);
    SuretyPlay.decide(play, "r500", 500);
    assertThat(propensity(CHEAP) + propensity(MIDDLE) + propensity(DEAR))
        .isCloseTo(1, within(1e-12));
  }
}

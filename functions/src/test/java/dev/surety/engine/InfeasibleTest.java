package dev.surety.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.Decision;
import dev.surety.domain.JournalRow.Decided;
import dev.surety.domain.Standing;
import dev.surety.policy.Belief;
import dev.surety.testing.Answers;
import dev.surety.testing.Play;
import dev.surety.testing.Pools;
import dev.surety.testing.Promises;
import dev.surety.testing.Requests;
import org.junit.jupiter.api.Test;

/** That no model reaches the promise is said where it is believed, and only there. */
class InfeasibleTest {

  private static void dissatisfied(Play play, int from, int to) {
    for (int i = from; i < to; i++) {
      Decision decision = play.decide(Requests.id("bad" + i).at(i).pinned(Pools.CHEAP).request());
      play.learn(Answers.to(decision).at(i).satisfied(false).feedback());
    }
  }

  private static Standing standing(Play play) {
    return StandingReader.of(play.state(), play.config());
  }

  /** In 100, so many answers of each model satisfy. */
  private static void judge(Play play, int hundreds, int cheap, int middle, int dear) {
    int[] satisfied = {cheap, middle, dear};
    for (int i = 0; i < 100 * hundreds; i++) {
      for (int m = 0; m < 3; m++) {
        String model = Pools.three().get(m).name();
        String id = "r" + i + "-" + m;
        Decision decision = play.decide(Requests.id(id).at(i).pinned(model).request());
        boolean up = 37 * i % 100 < satisfied[m];
        play.learn(Answers.to(decision).at(i).satisfied(up).feedback());
      }
    }
  }

  private static Decided decide(Play play, String id) {
    return (Decided)
        play.route(Requests.id(id).at(1_000_000).request()).rows().stream()
            .filter(row -> row instanceof Decided)
            .findFirst()
            .orElseThrow();
  }

  /** A model at 95 % is believed for a promise of 92 %, and debt drives the target beyond it. */
  @Test
  void debtToRepayMakesNoPromiseInfeasible() {
    Play play = Play.of(Promises.surety(0.92).sla(), Pools.three());
    judge(play, 4, 50, 80, 95);
    dissatisfied(play, 500, 900);
    Decided row = decide(play, "free");

    assertThat(row.catchingUp()).describedAs("more is owed than any model repays").isTrue();
    assertThat(row.infeasible()).isFalse();
    Standing standing = standing(play);
    assertThat(standing.catchingUp()).isTrue();
    assertThat(standing.infeasible()).isFalse();
    assertThat(play.account().catchingUpDecisions).isEqualTo(1);
    assertThat(play.account().infeasibleDecisions).isZero();
  }

  @Test
  void aPromiseAboveWhatTheBestModelIsBelievedToReachIsInfeasible() {
    Play play = Play.of(Promises.surety(0.98).sla(), Pools.three());
    judge(play, 6, 50, 70, 80);
    Decided row = decide(play, "free");

    assertThat(row.infeasible()).isTrue();
    assertThat(standing(play).infeasible()).isTrue();
    assertThat(play.account().infeasibleDecisions).isEqualTo(1);
  }

  /** On few judgements a belief is mistaken by as much as the promise lies above it. */
  @Test
  void itTakesMoreThanTheErrorOfTheBelief() {
    Belief belief = new Belief(0.9, 0.03, 100);
    assertThat(belief.isBelow(0.92)).isFalse();
    assertThat(belief.isBelow(0.94)).isTrue();
    assertThat(Belief.NONE.isBelow(1)).isFalse();
    assertThat(new Belief(0.5, Double.NaN, 0).isBelow(1)).isFalse();
  }

  @Test
  void ofAModelThatNobodyKnowsNothingIsBelieved() {
    for (EveryPolicyName policy : EveryPolicyName.values()) {
      Play play = Play.of(Promises.of(policy.word, 0.999).sla(), Pools.three());
      assertThat(decide(play, "first").infeasible()).describedAs(policy.word).isFalse();
    }
  }

  private enum EveryPolicyName {
    SURETY("surety"),
    SLAROUTER("slarouter"),
    MESS_PLUS("mess-plus"),
    FIXED("fixed:" + Pools.CHEAP);

    private final String word;

    EveryPolicyName(String word) {
      this.word = word;
    }
  }
}

package dev.surety.engine;

import static dev.surety.testing.Pools.CHEAP;
import static dev.surety.testing.Pools.DEAR;
import static dev.surety.testing.Pools.MIDDLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.Decision;
import dev.surety.domain.ModelSpec;
import dev.surety.domain.ModelSpec.Status;
import dev.surety.domain.Standing;
import dev.surety.testing.Answers;
import dev.surety.testing.EveryPolicy;
import dev.surety.testing.Play;
import dev.surety.testing.Pools;
import dev.surety.testing.Promises;
import dev.surety.testing.Requests;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One request's wish is nobody else's default. */
class WishesAndStandingsTest {

  private static final List<ModelSpec> POOL = Pools.three();

  @Test
  void withoutAnIntervalEachEventHasItsStanding() {
    assertThat(StandingReader.due(7, 7, 0)).isTrue();
    assertThat(StandingReader.due(7, 7, 1)).isFalse();
    assertThat(StandingReader.due(1_999, 2_000, 2_000)).isTrue();
  }

  private static Standing standing(Play play) {
    return StandingReader.of(play.state(), play.config());
  }

  @ParameterizedTest
  @EnumSource(EveryPolicy.class)
  void aPinAnAllowListOrALongPromptChangesNoStanding(EveryPolicy policy) {
    Play play = policy.play(0.8);
    for (int i = 0; i < 50; i++) {
      Decision decision = play.decide(Requests.id("r" + i).at(i).request());
      play.learn(Answers.to(decision).at(i).satisfied(i % 5 > 0).feedback());
    }
    play.decide(Requests.id("last").at(60).request());
    Standing before = standing(play);

    play.decide(Requests.id("pinned").at(61).pinned(DEAR).request());
    assertThat(standing(play).best()).isEqualTo(before.best());
    assertThat(standing(play).fallbacks()).isEqualTo(before.fallbacks());
    play.decide(Requests.id("allowing").at(62).allowing(DEAR, MIDDLE).request());
    assertThat(standing(play).best()).isEqualTo(before.best());
    assertThat(standing(play).fallbacks()).isEqualTo(before.fallbacks()).hasSize(2);
    assertThat(standing(play).infeasible()).isEqualTo(before.infeasible());
  }

  /** Some gateways pin or list models with every request. */
  @ParameterizedTest
  @EnumSource(EveryPolicy.class)
  void aKeyOfPinnedRequestsAloneStandsOverTheWholePool(EveryPolicy policy) {
    Play play = policy.play(0.8);
    for (int i = 0; i < 200; i++) {
      String model = POOL.get(i % 3).name();
      Decision decision = play.decide(Requests.id("r" + i).at(i).pinned(model).request());
      boolean satisfied = model.equals(CHEAP) ? i % 4 == 0 : i % 20 > 0;
      play.learn(Answers.to(decision).at(i).satisfied(satisfied).feedback());
    }
    Standing standing = standing(play);

    assertThat(play.account().ranking).isEmpty();
    assertThat(standing.fallbacks()).hasSize(2).doesNotContain(standing.best());
    if (policy == EveryPolicy.FIXED) {
      assertThat(standing.best()).isEqualTo(CHEAP);
    } else if (policy != EveryPolicy.PROTEUS && policy != EveryPolicy.SLAROUTER_BALANCED) {
      assertThat(standing.best()).isEqualTo(MIDDLE);
      assertThat(standing.fallbacks()).containsExactly(DEAR, CHEAP);
      assertThat(standing.infeasible()).isFalse();
    }
  }

  @Test
  void aModelThatIsDownOrGoneSinceStandsNowhere() {
    Play play = Play.of(Promises.fixed(CHEAP, 0.8).sla(), POOL);
    Decision decision = play.decide(Requests.id("r").at(1).request());
    assertThat(standing(play).best()).isEqualTo(CHEAP);

    play.configure(
        Promises.fixed(CHEAP, 0.8).sla(),
        List.of(Pools.status(POOL.get(0), Status.DOWN), POOL.get(1), POOL.get(2)));
    play.learn(Answers.to(decision).at(2).satisfied(true).feedback());
    assertThat(standing(play).best()).isEqualTo(MIDDLE);
    assertThat(standing(play).fallbacks()).containsExactly(DEAR);

    play.configure(Promises.fixed(CHEAP, 0.8).sla(), List.of(Pools.model("new", 2)));
    play.learn(Answers.to(decision).at(3).tokens(5, 5).feedback());
    assertThat(standing(play).best()).isEqualTo("new");

    play.configure(Promises.fixed(CHEAP, 0.8).sla(), List.of());
    play.learn(Answers.to(decision).at(4).paid(1).feedback());
    assertThat(standing(play).best()).isNull();
  }

  @Test
  void oneRequestForABadModelMakesNoPromiseInfeasible() {
    Play play = Play.of(Promises.surety(0.8).sla(), POOL);
    for (int i = 0; i < 300; i++) {
      String model = POOL.get(i % 10 == 0 ? 0 : 1).name();
      Decision decision = play.decide(Requests.id("r" + i).at(i).pinned(model).request());
      play.learn(Answers.to(decision).at(i).satisfied(!model.equals(CHEAP)).feedback());
    }
    play.decide(Requests.id("free").at(301).request());
    long infeasible = play.account().infeasibleDecisions;
    long catchingUp = play.account().catchingUpDecisions;

    play.decide(Requests.id("bad").at(302).allowing(CHEAP).request());

    assertThat(play.account().catchingUp).isFalse();
    assertThat(play.account().infeasible).isFalse();
    assertThat(play.account().catchingUpDecisions).isEqualTo(catchingUp);
    assertThat(play.account().infeasibleDecisions).isEqualTo(infeasible);
    assertThat(standing(play).infeasible()).isFalse();
  }

  @Test
  void aDecisionThatTakesAnothersPlaceIsExpectedToBePaidOnce() {
    Play play = Play.of(Promises.fixed(CHEAP, 0.8).sla(), POOL);
    play.decide(Requests.id("r").at(1).request());
    Decision last = play.decide(Requests.id("r").at(2).pinned(DEAR).request());

    assertThat(play.account().spentUsd).isEqualTo(last.expectedCostUsd());
    play.learn(Answers.to(last).at(3).tokens(500, 400).paid(0.02).feedback());
    assertThat(play.account().spentUsd).isEqualTo(0.02);
  }
}

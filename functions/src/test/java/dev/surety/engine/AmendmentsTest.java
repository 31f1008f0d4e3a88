package dev.surety.engine;

import static dev.surety.testing.Pools.CHEAP;
import static dev.surety.testing.Pools.DEAR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.surety.domain.Decision;
import dev.surety.domain.SlaPolicy;
import dev.surety.domain.TenantTier;
import dev.surety.estimator.UsualAnswer;
import dev.surety.policy.PolicyMemory;
import dev.surety.policy.RoutingPolicy;
import dev.surety.testing.Answers;
import dev.surety.testing.Play;
import dev.surety.testing.Pools;
import dev.surety.testing.Promises;
import dev.surety.testing.Requests;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator changes by hand is changed everywhere it counts, and nothing else is. */
class AmendmentsTest {

  private static final int ROUNDS = 40;
  private static final TenantTier OTHER = new TenantTier("globex", "gold");

  /** What a policy of 4-byte numbers may differ by, in answers. */
  private static final double ROUNDING = 1e-4;

  @ParameterizedTest
  @ValueSource(doubles = {0, 2.5})
  void settingTheQueueSetsThePolicysOwnDebt(double queue) {
    Play play = dissatisfied(Promises.surety(0.9).sla());
    RouterState state = play.state();
    RoutingPolicy policy = play.config().policy();
    assertThat(policy.upkeep().debt(state.memory(), state.account().queue)).isGreaterThan(5);
    double satisfaction = state.account().delivery.interval().mean();

    Amendments.owe(state, policy, queue);

    Account account = state.account();
    assertThat(account.queue).isEqualTo(queue);
    assertThat(policy.upkeep().debt(state.memory(), account.queue))
        .isCloseTo(queue, within(ROUNDING));
    assertThat(account.queue)
        .isGreaterThanOrEqualTo(account.bookedTarget - account.bookedSatisfaction - 1e-9);
    assertThat(account.delivery.interval().mean()).isEqualTo(satisfaction);
  }

  @ParameterizedTest
  @ValueSource(strings = {"surety", "mess-plus"})
  void forgetsOneModelOnly(String policyName) {
    SlaPolicy sla =
        policyName.equals("surety")
            ? Promises.surety(0.9).sla()
            : Promises.messPlus(0.9).with("learn_from", "all").sla();
    Play play = dissatisfied(sla);
    RouterState state = play.state();
    RoutingPolicy policy = play.config().policy();
    int judged = mostJudged(state, policy);
    double others = labels(state, policy) - policy.belief(state.memory(), judged).labels();
    double queue = state.account().queue;

    assertThat(Amendments.forget(state, policy, state.learner().models.name(judged))).isTrue();

    assertThat(policy.belief(state.memory(), judged).labels()).isZero();
    assertThat(labels(state, policy)).isCloseTo(others, within(1e-9));
    assertThat(state.account().queue).isEqualTo(queue);
    assertThat(state.learnerChanged()).isTrue();
    assertThat(Amendments.forget(state, policy, "unheard-of")).isFalse();
  }

  /** A gateway said for long that the dear model costs next to nothing. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void forgetsWhatAnswersCost(boolean all) {
    Play play = Play.of(Promises.surety(0.9).sla(), Pools.three());
    for (int i = 0; i < 200; i++) {
      Requests request = Requests.id("r" + i).at(i + 1).pinned(i % 2 == 0 ? DEAR : CHEAP);
      Answers answer = Answers.to(play.decide(request.request())).at(i + 1).tokens(500, 400);
      play.learn(answer.paid(i % 2 == 0 ? 0.00018 : 0.00021).feedback());
    }
    RouterState state = play.state();
    RoutingPolicy policy = play.config().policy();
    int dear = state.learner().models.slot(DEAR);
    int cheap = state.learner().models.slot(CHEAP);
    double booked = state.account().costUsd;
    double others = state.learner().costs.paidRatio.sum[cheap];
    assertThat(state.learner().costs.ratio(dear, UsualAnswer.UNKNOWN)).isLessThan(0.2);
    assertThat(policy.upkeep().costRatio(state.memory(), dear)).isLessThan(0.2);

    if (all) {
      Amendments.forgetAllCosts(state, policy);
    } else {
      assertThat(Amendments.forgetCosts(state, policy, DEAR)).isTrue();
    }

    double common = state.learner().costs.paidRatio.common();
    assertThat(state.learner().costs.ratio(dear, UsualAnswer.UNKNOWN)).isEqualTo(common);
    assertThat(policy.upkeep().costRatio(state.memory(), dear)).isGreaterThan(0.4);
    assertThat(state.learner().costs.paidRatio.sum[cheap]).isEqualTo(all ? 0 : others);
    assertThat(state.account().costUsd).isEqualTo(booked);
    assertThat(state.learnerChanged()).isTrue();
    assertThat(Amendments.forgetCosts(state, policy, "unheard-of")).isFalse();
  }

  @Test
  void aTaughtKeyKeepsItsOwnDebtAndCounts() {
    Play teacher = dissatisfied(Promises.surety(0.9).sla());
    Play pupil = Play.of(Promises.surety(0.9).sla(), Pools.three()).key(OTHER);
    pupil.decide(Requests.id("first").of(OTHER).at(1).request());
    RoutingPolicy policy = pupil.config().policy();
    RouterState before = pupil.state();
    before.account().queue = 1.5;

    RouterState taught = Amendments.taught(before, teacher.state(), policy);

    assertThat(taught.key()).isEqualTo(OTHER);
    assertThat(taught.account().queue).isEqualTo(1.5);
    assertThat(taught.account().requests).isOne();
    assertThat(taught.account().decisions).hasSize(3).containsSequence(pupil.account().decisions);
    assertThat(taught.account().openPresent).isZero();
    assertThat(taught.account().dropped).isOne();
    PolicyMemory memory = taught.memory();
    assertThat(policy.upkeep().debt(memory, 1.5)).isCloseTo(1.5, within(ROUNDING));
    assertThat(labels(taught, policy)).isEqualTo(labels(teacher.state(), policy));
  }

  @Test
  void refusesWhatThePolicyCannotUse() {
    Play teacher = dissatisfied(Promises.surety(0.9).sla());
    Play pupil = Play.of(Promises.messPlus(0.9).sla(), Pools.three()).key(OTHER);

    assertThatThrownBy(
            () -> Amendments.taught(pupil.state(), teacher.state(), pupil.config().policy()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("globex/gold learns for policy mess-plus")
        .hasMessageContaining("acme/gold has learned in another way");
  }

  /** Every answer is judged, none satisfies. */
  private static Play dissatisfied(SlaPolicy sla) {
    Play play = Play.of(sla, Pools.three());
    for (int i = 0; i < ROUNDS; i++) {
      Decision decision = play.decide(Requests.id("r" + i).at(i + 1).request());
      play.learn(Answers.to(decision).at(i + 1).satisfied(false).feedback());
    }
    return play;
  }

  private static int mostJudged(RouterState state, RoutingPolicy policy) {
    int most = 0;
    for (int slot = 1; slot < state.learner().models.size(); slot++) {
      most =
          policy.belief(state.memory(), slot).labels()
                  > policy.belief(state.memory(), most).labels()
              ? slot
              : most;
    }
    assertThat(policy.belief(state.memory(), most).labels()).isPositive();
    return most;
  }

  private static double labels(RouterState state, RoutingPolicy policy) {
    double labels = 0;
    for (int slot = 0; slot < state.learner().models.size(); slot++) {
      labels += policy.belief(state.memory(), slot).labels();
    }
    return labels;
  }
}

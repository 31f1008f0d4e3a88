package dev.surety.engine;

import static dev.surety.testing.Pools.CHEAP;
import static dev.surety.testing.Pools.DEAR;
import static dev.surety.testing.Pools.MIDDLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.surety.domain.Decision;
import dev.surety.domain.Features;
import dev.surety.domain.ModelSpec;
import dev.surety.domain.SlaPolicy;
import dev.surety.policy.MessPlus;
import dev.surety.policy.PolicyMemory;
import dev.surety.testing.Answers;
import dev.surety.testing.Play;
import dev.surety.testing.Pools;
import dev.surety.testing.Promises;
import dev.surety.testing.Requests;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a key makes of a new configuration. */
class PoolBindingTest {

  private static final SlaPolicy SLA =
      Promises.messPlus(0.8).with("c", 0).with("learn_from", "all").sla();
  private static final List<ModelSpec> POOL = Pools.three();

  private final Play play = Play.of(SLA, List.of(POOL.get(0), POOL.get(2)));

  private Decision decide(String id) {
    return play.decide(Requests.id(id).request());
  }

  private List<String> slots() {
    return play.learner().models.rows.stream().map(row -> row.name).toList();
  }

  private double believed(String model) {
    Learner learner = play.learner();
    return ((MessPlus.Predictor) learner.memory)
        .estimator()
        .predict(learner.models.slot(model), Features.NONE);
  }

  @Test
  void aNewModelGetsTheNextSlotAndIsRoutedTo() {
    Decision before = decide("r1");
    play.learn(Answers.to(before).satisfied(false).feedback());

    play.configure(SLA, POOL);
    Decision decision = play.decide(Requests.id("r2").allowing(MIDDLE).request());

    assertThat(slots()).containsExactly(CHEAP, DEAR, MIDDLE);
    assertThat(decision.model()).isEqualTo(MIDDLE);
    assertThat(believed(CHEAP)).describedAs("what was learned stays").isZero();
    assertThat(believed(MIDDLE)).isEqualTo(0.5);
  }

  @Test
  void aRemovedModelKeepsItsSlotAndIsKnownWhenItComesBack() {
    Decision first = decide("r1");
    play.learn(Answers.to(first).satisfied(false).tokens(10, 4000).feedback());

    play.configure(SLA, List.of(POOL.get(2)));
    Decision without = decide("r2");
    assertThat(without.model()).isEqualTo(DEAR);
    assertThat(without.fallbacks()).isEmpty();
    assertThat(slots()).containsExactly(CHEAP, DEAR);
    assertThat(play.learner().models.row(0).inPool).isFalse();

    play.configure(SLA, POOL);
    decide("r3");
    assertThat(slots()).containsExactly(CHEAP, DEAR, MIDDLE);
    assertThat(play.learner().models.row(0).inPool).isTrue();
    assertThat(believed(CHEAP)).isZero();
    assertThat(play.learner().costs.outputTokens.sum[0]).isEqualTo(4000);
  }

  @Test
  void feedbackOnARemovedModelIsStillLearntFrom() {
    Decision first = decide("r1");
    play.configure(SLA, List.of(POOL.get(2)));

    assertThat(play.outcome(Answers.to(first).satisfied(true).feedback()).learnt()).isTrue();
    assertThat(believed(CHEAP)).isEqualTo(1);
  }

  @Test
  void aNewPriceCountsFromTheNextDecision() {
    double before = decide("r1").expectedCostUsd();
    play.configure(SLA, Pools.priced(List.of(POOL.get(0), POOL.get(2)), 2));

    assertThat(decide("r2").expectedCostUsd()).isCloseTo(2 * before, within(1e-15));
    assertThat(play.learner().models.row(0).inputUsdPerMtok).isEqualTo(0.2);
  }

  @Test
  void anotherPolicyStartsAfreshAndKeepsDebtAndCosts() {
    Decision first = decide("r1");
    play.learn(Answers.to(first).satisfied(false).tokens(10, 4000).feedback());
    double queue = play.account().queue;

    play.configure(Promises.fixed(DEAR, 0.8).sla(), List.of(POOL.get(0), POOL.get(2)));
    decide("r2");
    assertThat(play.account().memory).isEqualTo(PolicyMemory.NoMemory.INSTANCE);
    assertThat(play.learner().memory).isEqualTo(PolicyMemory.NoMemory.INSTANCE);

    play.configure(SLA, List.of(POOL.get(0), POOL.get(2)));
    decide("r3");
    assertThat(believed(CHEAP)).isEqualTo(0.5);
    assertThat(((MessPlus.Clock) play.account().memory).t).isEqualTo(1);
    assertThat(play.account().queue).isEqualTo(queue).isPositive();
    assertThat(play.account().requests).isEqualTo(3);
    assertThat(play.learner().costs.outputTokens.sum[0]).isEqualTo(4000);
    assertThat(slots()).containsExactly(CHEAP, DEAR);
  }

  @Test
  void anotherParameterOfThePolicyKeepsWhatWasLearned() {
    Decision first = decide("r1");
    play.learn(Answers.to(first).satisfied(false).feedback());

    play.configure(Promises.messPlus(0.9).with("v", 3).sla(), List.of(POOL.get(0), POOL.get(2)));
    decide("r2");

    assertThat(believed(CHEAP)).isZero();
    assertThat(((MessPlus.Clock) play.account().memory).t).isEqualTo(2);
  }

  @Test
  void anotherEstimatorStartsAfresh() {
    Decision first = decide("r1");
    play.learn(Answers.to(first).satisfied(false).feedback());

    play.configure(
        Promises.messPlus(0.8).with("estimator", "logistic").sla(),
        List.of(POOL.get(0), POOL.get(2)));
    decide("r2");

    assertThat(believed(CHEAP)).isEqualTo(0.5);
    assertThat(play.learner().memoryKind).isEqualTo("mess-plus/logistic");
  }

  /** A configuration that was met before costs no write of the learner. */
  @Test
  void theSameConfigurationIsBoundOnce() {
    decide("r1");
    byte[] learner = play.learnerBytes();
    decide("r2");

    assertThat(play.learnerBytes()).isEqualTo(learner);
    assertThat(play.account().config).isEqualTo(play.config().hash());
  }
}

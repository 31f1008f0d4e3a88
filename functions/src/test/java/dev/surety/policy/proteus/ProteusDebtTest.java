package dev.surety.policy.proteus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.Chance;
import dev.surety.domain.Features;
import dev.surety.policy.Choice;
import dev.surety.policy.PolicyMemory;
import dev.surety.policy.PoolChange;
import dev.surety.policy.Question;
import dev.surety.testing.Promises;
import dev.surety.testing.TrainedModels;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

class ProteusDebtTest {

  private static final double SLACK = 1e-9;

  private final Choice choice = new Choice();

  /** The promise that the class makes: debt never chooses lower expected quality. */
  @Property(tries = 300)
  void moreDebtNeverChoosesAModelOfLowerQualityNorOfLowerCost(
      @ForAll long seed,
      @ForAll @DoubleRange(min = -40, max = 100) double debt,
      @ForAll @DoubleRange(min = 0, max = 60) double more,
      @ForAll @DoubleRange(min = 0.5, max = 0.8) double target) {
    TrainedProteus model = TrainedModels.three(seed);
    ProteusPolicy policy =
        new ProteusPolicy(
            Promises.proteus(target).sla(), new ProteusArtefact("0".repeat(64), model));
    int less = chosen(policy, model, target, debt);
    double quality = quality(policy, model, target, less);
    int then = chosen(policy, model, target, debt + more);
    assertThat(quality(policy, model, target, then)).isGreaterThanOrEqualTo(quality - SLACK);
    assertThat(model.costs()[then]).isGreaterThanOrEqualTo(model.costs()[less]);
  }

  private int chosen(ProteusPolicy policy, TrainedProteus model, double target, double debt) {
    PolicyMemory memory = policy.newMemory();
    for (int slot = 0; slot < 3; slot++) {
      policy.configure(
          memory, new PoolChange.Added(slot, model.models().get(slot), model.costs()[slot], false));
    }
    ProteusAccount account = (ProteusAccount) memory.decisions();
    account.decided = 1;
    account.debt = debt;
    choice.reset(3);
    policy.route(
        memory,
        new Question(
            "r",
            new int[] {0, 1, 2},
            model.models().toArray(String[]::new),
            model.costs(),
            model.costs(),
            1,
            target,
            0,
            "hard",
            300,
            Features.NONE,
            Chance.of(1, "r")),
        choice);
    return choice.chosen;
  }

  /** {@code p + mu b} of a model for the same request. */
  private double quality(ProteusPolicy policy, TrainedProteus model, double target, int m) {
    chosen(policy, model, target, 0);
    ProteusNetwork.Pass pass = new ProteusNetwork.Pass(model.network());
    model.network().encode(model.tag("hard"), ProteusNetwork.lengthClass(300), Features.NONE, pass);
    model.network().weigh(model.scaled(target), 1, pass);
    return choice.satisfaction[m] + pass.mu() * model.boosts()[m];
  }
}

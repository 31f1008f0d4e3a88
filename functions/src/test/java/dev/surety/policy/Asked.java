package dev.surety.policy;

import dev.surety.domain.Chance;
import dev.surety.domain.Features;
import dev.surety.domain.Feedback.Source;
import dev.surety.domain.RoutingRequest;
import dev.surety.policy.RoutingPolicy.Judgement;
import java.util.Arrays;
import java.util.Map;

/** Asks MESS+ about models with known costs, without an engine around it. */
final class Asked {

  final MessPlus policy;
  final PolicyMemory memory;
  final double[] costs;
  Features features = Features.NONE;

  Asked(Map<String, String> parameters, double... costs) {
    this.policy = new MessPlus(parameters);
    this.memory = policy.newMemory();
    this.costs = costs;
    for (int slot = 0; slot < costs.length; slot++) {
      policy.configure(memory, new PoolChange.Added(slot, "model-" + slot, costs[slot], false));
    }
  }

  /** Makes the policy believe in these rates, to a part in a thousand. */
  Asked believing(double... satisfactions) {
    for (int slot = 0; slot < satisfactions.length; slot++) {
      judge(slot, satisfactions[slot], true);
    }
    return this;
  }

  /** As if this many requests had been decided. */
  Asked after(long requests) {
    ((MessPlus.Clock) memory.decisions()).t = requests;
    return this;
  }

  void judge(int slot, double satisfaction, boolean explored) {
    policy.learn(
        memory,
        new Judgement(
            slot, slot, satisfaction, features, 0, true, explored, Source.USER, 1, false));
  }

  Choice choose(double queue, double target, Chance chance) {
    int n = costs.length;
    int[] slots = new int[n];
    String[] models = new String[n];
    Arrays.setAll(slots, i -> i);
    Arrays.setAll(models, i -> "model-" + i);
    Choice choice = new Choice();
    choice.reset(n);
    policy.route(
        memory,
        new Question(
            "r",
            slots,
            models,
            costs,
            costs,
            1,
            target,
            queue,
            null,
            RoutingRequest.UNKNOWN,
            features,
            chance),
        choice);
    return choice;
  }

  Choice choose(double queue, double target) {
    return choose(queue, target, Chance.of(1, "r"));
  }
}

package dev.surety.engine;

import dev.surety.domain.RoutingRequest;
import dev.surety.estimator.CostEstimator;

/**
 * The models a request may go to, with what each would cost. Arrays are parallel and {@link #size}
 * long; what they hold must not be changed, since most are shared with later requests.
 */
final class Candidates {

  /** More than any answer costs, whatever was learned of money: what is expected is a number. */
  private static final double MOST_COST_USD = 1e15;

  int[] slots = new int[0];
  String[] models = new String[0];

  /** In the pool of the configuration. */
  int[] places = new int[0];

  /** Made anew for every request: it stays with the journal row. */
  double[] costUsd = new double[0];

  double[] cost = new double[0];
  double[] usualCost = new double[0];

  /** Expected cost of the dearest active model's usual answer. */
  double referenceCostUsd;

  /** Collects the active models that the request allows and whose context is long enough. */
  void collect(RouterState state, RoutingRequest request, TenantConfig config) {
    ActiveModels active = config.active();
    UsualCosts usual = state.learner().usualCosts(config);
    slots = usual.slots;
    models = active.names;
    places = active.places;
    usualCost = usual.cost;
    referenceCostUsd = usual.referenceUsd;
    costUsd = costsUsd(request, active, usual);
    if (!active.allMayAnswer(request)) {
      restrict(request, active);
    }
    if (cost.length != costUsd.length) {
      cost = new double[costUsd.length];
    }
    double scale = usual.scale();
    for (int i = 0; i < cost.length; i++) {
      cost[i] = costUsd[i] * scale;
    }
  }

  private static double[] costsUsd(RoutingRequest request, ActiveModels active, UsualCosts usual) {
    double input = request.inputTokens() < 0 ? usual.inputTokens : request.inputTokens();
    double limit = request.maxOutputTokens() < 0 ? Double.MAX_VALUE : request.maxOutputTokens();
    double[] costs = new double[active.size()];
    for (int i = 0; i < costs.length; i++) {
      double costUsd =
          CostEstimator.costUsd(
              input,
              usual.outputTokens[i] < limit ? usual.outputTokens[i] : limit,
              active.inputUsdPerMtok[i],
              active.outputUsdPerMtok[i],
              usual.ratio[i]);
      costs[i] = costUsd < MOST_COST_USD ? costUsd : MOST_COST_USD;
    }
    return costs;
  }

  /** Leaves only those that may answer. */
  private void restrict(RoutingRequest request, ActiveModels active) {
    int[] kept = new int[active.size()];
    int n = 0;
    for (int i = 0; i < kept.length; i++) {
      if (active.mayAnswer(request, i)) {
        kept[n++] = i;
      }
    }
    int[] allSlots = slots;
    slots = new int[n];
    models = new String[n];
    places = new int[n];
    for (int i = 0; i < n; i++) {
      slots[i] = allSlots[kept[i]];
      places[i] = active.places[kept[i]];
      models[i] = active.names[kept[i]];
    }
    costUsd = pick(costUsd, kept, n);
    usualCost = pick(usualCost, kept, n);
  }

  private static double[] pick(double[] values, int[] positions, int count) {
    double[] picked = new double[count];
    for (int i = 0; i < count; i++) {
      picked[i] = values[positions[i]];
    }
    return picked;
  }

  int size() {
    return slots.length;
  }

  /** Position of a slot, or -1. */
  int position(int slot) {
    for (int i = 0; i < slots.length; i++) {
      if (slots[i] == slot) {
        return i;
      }
    }
    return -1;
  }
}

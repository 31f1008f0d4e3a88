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

  /** As {@link ActiveModels#oneIn}: {@code null} where all are closed. */
  int[] oneIn;

  /** Made anew for every request: it stays with the journal row. */
  double[] costUsd = new double[0];

  double[] cost = new double[0];
  double[] usualCost = new double[0];

  /** Position of the model that has the beginning of the prompt in its cache, or -1. */
  int held = -1;

  /** What its answer costs over what it would cost without the cache. */
  double discount = 1;

  /** Expected cost of the dearest active model's usual answer. */
  double referenceCostUsd;

  /** Collects the active models that the request allows and whose context is long enough. */
  void collect(RouterState state, RoutingRequest request, TenantConfig config) {
    collect(request, config, state.learner().usualCosts(config));
  }

  /**
   * The same for a key that may not have met the configuration, and is left as it is: a request
   * that is refused changes nothing.
   */
  void collectUnbound(RouterState state, RoutingRequest request, TenantConfig config) {
    if (config.hash().equals(state.account().config)) {
      collect(state, request, config);
    } else {
      collect(request, config, UsualCosts.beforeBinding(state.learner(), config));
    }
  }

  private void collect(RoutingRequest request, TenantConfig config, UsualCosts usual) {
    ActiveModels active = config.active();
    slots = usual.slots;
    models = active.names;
    places = active.places;
    oneIn = active.oneIn;
    usualCost = usual.cost;
    referenceCostUsd = usual.referenceUsd;
    costUsd = costsUsd(request, active, usual);
    held = -1;
    discount = 1;
    if (request.cached().isHeld()) {
      takeCache(request, active, usual);
    }
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
    double input = inputTokens(request, usual);
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

  /** A prompt is at least as long as what of it is cached. */
  private static double inputTokens(RoutingRequest request, UsualCosts usual) {
    return request.inputTokens() < 0
        ? Math.max(usual.inputTokens, request.cached().tokens())
        : request.inputTokens();
  }

  /**
   * The model that answered before costs what it asks for cached input, of so many tokens. To leave
   * it is to pay all of the prompt elsewhere, so both are one comparison of prices.
   */
  private void takeCache(RoutingRequest request, ActiveModels active, UsualCosts usual) {
    int i = active.position(request.cached().model());
    double price = i < 0 ? Double.NaN : active.cachedInputUsdPerMtok[i];
    if (Double.isNaN(price) || !(costUsd[i] > 0 && costUsd[i] < MOST_COST_USD)) {
      return;
    }
    double tokens = Math.min(request.cached().tokens(), inputTokens(request, usual));
    double savedUsd = tokens * (active.inputUsdPerMtok[i] - price) / 1e6 * usual.ratio[i];
    double with = costUsd[i] - savedUsd;
    if (!(with >= 0 && with < MOST_COST_USD)) {
      return;
    }
    held = i;
    discount = with / costUsd[i];
    costUsd[i] = with;
    usualCost = usualCost.clone();
    usualCost[i] *= discount;
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
    keep(kept, n);
  }

  private void keep(int[] kept, int n) {
    int[] allSlots = slots;
    String[] allModels = models;
    int[] allPlaces = places;
    int[] all = oneIn;
    slots = new int[n];
    models = new String[n];
    places = new int[n];
    oneIn = all == null ? null : new int[n];
    for (int i = 0; i < n; i++) {
      slots[i] = allSlots[kept[i]];
      places[i] = allPlaces[kept[i]];
      models[i] = allModels[kept[i]];
      if (all != null) {
        oneIn[i] = all[kept[i]];
      }
    }
    int wasHeld = held;
    held = -1;
    for (int i = 0; i < n; i++) {
      held = kept[i] == wasHeld ? i : held;
    }
    discount = held < 0 ? 1 : discount;
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

  /** Whether no tenant's errors keep a candidate from this one. */
  boolean isClosed(int candidate) {
    return oneIn == null || oneIn[candidate] < 0;
  }

  /** How many candidates that is said of. */
  int closed() {
    int closed = size();
    for (int i = 0; oneIn != null && i < oneIn.length; i++) {
      closed -= oneIn[i] < 0 ? 0 : 1;
    }
    return closed;
  }

  /** Leaves only these, if there are any. */
  void leaveClosed() {
    int closed = closed();
    if (closed == 0 || closed == size()) {
      return;
    }
    int[] kept = new int[closed];
    int n = 0;
    for (int i = 0; i < size(); i++) {
      if (isClosed(i)) {
        kept[n++] = i;
      }
    }
    keep(kept, n);
    cost = pick(cost, kept, n);
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

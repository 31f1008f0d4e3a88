package dev.surety.engine;

import dev.surety.domain.ModelSpec;
import dev.surety.domain.RoutingRequest;
import dev.surety.estimator.CostEstimator;
import dev.surety.estimator.UsualAnswer;
import java.util.Arrays;

/**
 * The models a request may go to, with what each would cost; reused from request to request. Arrays
 * are parallel and {@link #size} long.
 */
final class Candidates {

  int[] slots = new int[0];
  String[] models = new String[0];
  double[] costUsd = new double[0];
  double[] cost = new double[0];
  double[] usualCost = new double[0];

  /** Expected cost of the dearest active model's usual answer. */
  double referenceCostUsd;

  /** Collects the active models that the request allows and whose context is long enough. */
  void collect(RouterState state, RoutingRequest request, TenantConfig config) {
    int[] slotOf = state.learner().models.slots(config.models());
    CostEstimator costs = state.learner().costs;
    int n = 0;
    referenceCostUsd = 0;
    reserve(config.models().size());
    double usualInput = costs.usualInputTokens();
    double input = request.inputTokens() < 0 ? usualInput : request.inputTokens();
    double limit = request.maxOutputTokens() < 0 ? Double.MAX_VALUE : request.maxOutputTokens();
    for (int i = 0; i < config.models().size(); i++) {
      ModelSpec model = config.models().get(i);
      if (model.status() != ModelSpec.Status.ACTIVE) {
        continue;
      }
      int slot = slotOf[i];
      double in = model.inputUsdPerMtok();
      double out = model.outputUsdPerMtok();
      UsualAnswer first = config.policy().usualAnswer(model.name());
      double output = costs.usualOutputTokens(slot, first);
      double ratio = costs.ratio(slot, first);
      double usual = CostEstimator.costUsd(usualInput, output, in, out, ratio);
      referenceCostUsd = Math.max(referenceCostUsd, usual);
      if (allows(request, model)) {
        slots[n] = slot;
        models[n] = model.name();
        usualCost[n] = usual;
        costUsd[n++] = CostEstimator.costUsd(input, Math.min(output, limit), in, out, ratio);
      }
    }
    trim(n);
    double scale = referenceCostUsd > 0 ? 1 / referenceCostUsd : 0;
    for (int i = 0; i < n; i++) {
      cost[i] = costUsd[i] * scale;
      usualCost[i] *= scale;
    }
  }

  /** Whether any model of the pool may answer; looks at nothing but request and configuration. */
  static boolean any(RoutingRequest request, TenantConfig config) {
    for (ModelSpec model : config.models()) {
      if (model.status() == ModelSpec.Status.ACTIVE && allows(request, model)) {
        return true;
      }
    }
    return false;
  }

  private static boolean allows(RoutingRequest request, ModelSpec model) {
    if (request.pinnedModel() != null) {
      return request.pinnedModel().equals(model.name());
    }
    long needed = Math.max(0L, request.inputTokens()) + Math.max(0L, request.maxOutputTokens());
    return (request.candidates().isEmpty() || request.candidates().contains(model.name()))
        && (model.contextWindow() < 0 || needed <= model.contextWindow());
  }

  private void reserve(int size) {
    if (slots.length < size) {
      slots = new int[size];
      models = new String[size];
      costUsd = new double[size];
      cost = new double[size];
      usualCost = new double[size];
    }
  }

  /** Makes the arrays exactly as long as there are candidates; rare, since pools seldom change. */
  private void trim(int size) {
    if (slots.length != size) {
      slots = Arrays.copyOf(slots, size);
      models = Arrays.copyOf(models, size);
      costUsd = Arrays.copyOf(costUsd, size);
      cost = Arrays.copyOf(cost, size);
      usualCost = Arrays.copyOf(usualCost, size);
    }
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

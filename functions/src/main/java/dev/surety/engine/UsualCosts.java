package dev.surety.engine;

import dev.surety.estimator.CostEstimator;
import dev.surety.estimator.UsualAnswer;

/**
 * What usual answers of the active models cost a key, by position in {@link ActiveModels}. Asked
 * for with every request and derived anew only after usage or the configuration has changed.
 */
final class UsualCosts {

  /** Below this all models cost the same, nothing: one over it would be no number. */
  private static final double LEAST_REFERENCE_USD = 1e-100;

  /** Slots of the models in the key's table. */
  int[] slots;

  /** Tokens of an answer. */
  double[] outputTokens;

  /** Money paid over money by the list. */
  double[] ratio;

  /** Expected cost, divided by {@link #referenceUsd}. */
  double[] cost;

  double inputTokens;

  /** Expected cost of the dearest model's usual answer. */
  double referenceUsd;

  private TenantConfig config;
  private long changes;

  /** Of a key that has not met the configuration: its new models have taught it nothing. */
  static UsualCosts beforeBinding(Learner learner, TenantConfig config) {
    UsualCosts usual = new UsualCosts();
    usual.slots = learner.models.slots(config.active().names);
    usual.derive(learner.costs, config.active());
    return usual;
  }

  void update(ModelTable models, CostEstimator costs, TenantConfig inForce) {
    if (config != inForce) {
      config = inForce;
      slots = models.slots(inForce.active().names);
    } else if (changes == costs.changes()) {
      return;
    }
    changes = costs.changes();
    derive(costs, inForce.active());
  }

  private void derive(CostEstimator costs, ActiveModels active) {
    int n = active.size();
    if (cost == null || cost.length != n) {
      outputTokens = new double[n];
      ratio = new double[n];
      cost = new double[n];
    }
    inputTokens = costs.usualInputTokens();
    referenceUsd = 0;
    double common = costs.paidRatio.common();
    for (int i = 0; i < n; i++) {
      UsualAnswer first = active.first[i];
      if (slots[i] < 0) {
        outputTokens[i] = first.outputTokens();
        ratio[i] = first.isKnown() ? first.paidRatio() : common;
      } else {
        outputTokens[i] = costs.usualOutputTokens(slots[i], first);
        ratio[i] = costs.ratio(slots[i], first, common);
      }
      cost[i] =
          CostEstimator.costUsd(
              inputTokens,
              outputTokens[i],
              active.inputUsdPerMtok[i],
              active.outputUsdPerMtok[i],
              ratio[i]);
      referenceUsd = Math.max(referenceUsd, cost[i]);
    }
    double scale = scale();
    for (int i = 0; i < n; i++) {
      cost[i] *= scale;
    }
  }

  /** What money is multiplied with to be without a unit. */
  double scale() {
    return referenceUsd > LEAST_REFERENCE_USD ? 1 / referenceUsd : 0;
  }
}

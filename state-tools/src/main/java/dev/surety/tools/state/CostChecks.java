package dev.surety.tools.state;

import dev.surety.engine.Learner;
import dev.surety.estimator.FadingMeans;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether what a key has learned of tokens and money can be: sums that are numbers, of no more
 * answers than are remembered, and no model's money so far from the others' that its usage records
 * must be wrong.
 */
final class CostChecks {

  /** Records that are told rightly differ by discounts; a factor of ten is another unit, or a 0. */
  private static final double ABSURD = 10;

  /** Of fewer answers nothing can be said. */
  private static final double FEW_ANSWERS = 10;

  private final Learner learner;
  private final List<String> broken = new ArrayList<>();

  private CostChecks(Learner learner) {
    this.learner = learner;
  }

  /** One sentence for each thing that can't be. */
  static List<String> check(Learner learner) {
    CostChecks checks = new CostChecks(learner);
    checks.sums("input tokens", learner.costs.inputTokens);
    checks.sums("output tokens", learner.costs.outputTokens);
    checks.sums("money", learner.costs.paidRatio);
    if (checks.broken.isEmpty()) {
      checks.money(learner.costs.paidRatio);
    }
    return checks.broken;
  }

  private void sums(String what, FadingMeans means) {
    for (int slot = 0; slot < means.slots(); slot++) {
      double sum = means.sum[slot];
      double count = means.count[slot];
      boolean possible =
          sum >= 0
              && Double.isFinite(sum)
              && count >= 0
              && count <= FadingMeans.WINDOW + 1
              && (count > 0 || sum == 0);
      if (!possible) {
        broken.add(
            "the %s of %s are a sum of %s over %s answers; %s"
                .formatted(what, subject(what, slot), sum, count, MEND));
      }
    }
  }

  private void money(FadingMeans paid) {
    double common = paid.common();
    for (int slot = 0; slot < paid.slots(); slot++) {
      double mean = paid.sum[slot] / paid.count[slot] / common;
      if (paid.count[slot] >= FEW_ANSWERS && !(mean <= ABSURD && mean >= 1 / ABSURD)) {
        broken.add(
            "answers of '%s' are told to cost %.3g times what is common beside the list; %s"
                .formatted(name(slot), mean, MEND));
      }
    }
  }

  private static final String MEND = "state edit --forget-costs mends what was learned";

  private String subject(String what, int slot) {
    return what.startsWith("input") ? "requests" : "'" + name(slot) + "'";
  }

  private String name(int slot) {
    return slot < learner.models.size() ? learner.models.name(slot) : "slot " + slot;
  }
}

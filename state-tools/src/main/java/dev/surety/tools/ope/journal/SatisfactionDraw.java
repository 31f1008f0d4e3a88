package dev.surety.tools.ope.journal;

import dev.surety.tools.ope.SatisfactionCells;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.commons.statistics.distribution.BetaDistribution;

/**
 * Satisfaction of each model by tag, as one draw from what the journal leaves open: a cell's mean
 * has the beta posterior of its judgements, with the mean over all tenants for a prior. Another
 * seed draws other means, so that the spread over seeds contains the doubt about them.
 */
final class SatisfactionDraw {

  /** A mean of exactly 0 or 1 has no beta distribution. */
  private static final double EDGE = 0.001;

  private final SatisfactionCells everybody;
  private final SatisfactionCells own;
  private final SplittableRandom random;
  private final Map<String, Double> drawn = new HashMap<>();

  /**
   * @param everybody fitted on all tenants
   * @param own fitted on the tenant
   */
  SatisfactionDraw(SatisfactionCells everybody, SatisfactionCells own, SplittableRandom random) {
    this.everybody = everybody;
    this.own = own;
    this.random = random;
  }

  /** Whether the answer to one request satisfies: a coin. */
  boolean satisfies(String model, String tag) {
    double mean = drawn.computeIfAbsent(model + '\n' + tag, cell -> draw(model, tag));
    return random.nextDouble() < mean;
  }

  private double draw(String model, String tag) {
    double mean = own.shrunk(model, tag, everybody.expected(model, tag));
    double inside = Math.min(1 - EDGE, Math.max(EDGE, mean));
    double weight = own.weight(model, tag);
    return BetaDistribution.of(inside * weight, (1 - inside) * weight)
        .inverseCumulativeProbability(random.nextDouble());
  }
}

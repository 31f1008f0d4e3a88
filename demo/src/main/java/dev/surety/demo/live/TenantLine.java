package dev.surety.demo.live;

import dev.surety.domain.Standing;
import java.util.List;

/**
 * One tenant in the live table.
 *
 * @param tenant its name
 * @param tier its tier
 * @param target promised satisfaction in force, 0..1
 * @param satisfaction true satisfaction since that was promised, 0..1; NaN before the first answer
 * @param costUsd what its answers cost so far, USD
 * @param bestCostUsd what the best single model would have cost for them, USD
 * @param queue virtual queue (SLA debt), in answers
 * @param decisions decisions for each model, in the order of the snapshot's models
 */
public record TenantLine(
    String tenant,
    String tier,
    double target,
    double satisfaction,
    double costUsd,
    double bestCostUsd,
    double queue,
    List<Long> decisions) {

  public TenantLine {
    decisions = List.copyOf(decisions);
  }

  /** Share saved against always using the best model, below 1; NaN before the first answer. */
  double saved() {
    return Standing.saved(costUsd, bestCostUsd);
  }
}

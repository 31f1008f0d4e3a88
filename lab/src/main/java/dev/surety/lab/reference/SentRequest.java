package dev.surety.lab.reference;

import dev.surety.lab.data.ModelPool;
import dev.surety.lab.data.Price;
import dev.surety.lab.data.RoutingRow;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;

/**
 * One request as it was sent: what every model would have done with it and asked for it.
 *
 * <p>The arrays are in pool order and are read, never written to.
 *
 * @param quality quality of each model's answer, 0..1
 * @param costUsd cost of each model's answer at the price then in force, USD
 * @param available the models that were in the pool then; at least one
 */
public record SentRequest(double[] quality, double[] costUsd, BitSet available) {

  public SentRequest {
    Objects.requireNonNull(available, "available");
    if (quality.length != costUsd.length) {
      throw new IllegalArgumentException(
          "quality has " + quality.length + " models, costUsd " + costUsd.length);
    }
    if (available.isEmpty() || available.length() > quality.length) {
      throw new IllegalArgumentException(
          "available must name 1 to " + quality.length + " models of the pool: " + available);
    }
  }

  /**
   * A row of the data as it was sent.
   *
   * @param inForce the price of each model at that time, in pool order
   * @param available the models that were in the pool then
   */
  public static SentRequest of(
      RoutingRow row, ModelPool pool, List<Price> inForce, BitSet available) {
    double[] costUsd = new double[pool.size()];
    for (int m = 0; m < costUsd.length; m++) {
      costUsd[m] = row.costUsd(m, pool.get(m).price(), inForce.get(m));
    }
    return new SentRequest(row.quality(), costUsd, available);
  }
}

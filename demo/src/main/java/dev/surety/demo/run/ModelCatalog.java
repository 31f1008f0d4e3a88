package dev.surety.demo.run;

import dev.surety.lab.data.ModelPool;
import dev.surety.lab.data.Price;
import dev.surety.lab.data.RoutingData;
import dev.surety.lab.data.RoutingRow;
import java.util.BitSet;

/**
 * Which models can be had, and what they charge, at the moment. Answers are paid at the price in
 * force when they are given.
 */
final class ModelCatalog {

  private final ModelPool pool;
  private final Price[] prices;
  private final BitSet available;

  ModelCatalog(RoutingData data, BitSet available) {
    this.pool = data.pool();
    this.prices = new Price[pool.size()];
    for (int m = 0; m < prices.length; m++) {
      prices[m] = pool.get(m).price();
    }
    this.available = (BitSet) available.clone();
  }

  synchronized void reprice(int model, Price price) {
    prices[model] = price;
  }

  synchronized void open(int model) {
    available.set(model);
  }

  synchronized BitSet available() {
    return (BitSet) available.clone();
  }

  synchronized double costUsd(RoutingRow row, int model) {
    return row.costUsd(model, pool.get(model).price(), prices[model]);
  }

  /** What every model would charge for this request now, in pool order. */
  synchronized double[] costUsd(RoutingRow row) {
    double[] costs = new double[prices.length];
    for (int m = 0; m < costs.length; m++) {
      costs[m] = costUsd(row, m);
    }
    return costs;
  }
}

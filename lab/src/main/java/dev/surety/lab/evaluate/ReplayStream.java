package dev.surety.lab.evaluate;

import dev.surety.lab.data.RoutingData;
import dev.surety.lab.data.RoutingRow;
import dev.surety.lab.reference.HindsightReferences;
import dev.surety.lab.reference.SentRequest;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The requests that one seed brings, the same for every policy, and what fixed choices would have
 * cost on them.
 *
 * @param rows the row of the data at each position
 */
record ReplayStream(int[] rows, HindsightReferences references) implements TenantWorld {

  /**
   * @param demands which models may answer which requests of it
   */
  static ReplayStream of(
      RoutingData data,
      StreamOrder order,
      int horizon,
      long seed,
      Demands demands,
      ReplayPool pool) {
    int[] rows = order.rows(data, horizon, seed);
    Map<List<String>, BitSet> allowed = new HashMap<>();
    Iterable<SentRequest> sent =
        () ->
            IntStream.range(0, rows.length)
                .mapToObj(
                    t -> {
                      RoutingRow row = pool.row(rows[t]);
                      BitSet may = allowed.computeIfAbsent(demands.of(seed, t), pool::allowed);
                      return new SentRequest(row.quality(), row.costUsd(), may);
                    })
                .iterator();
    return new ReplayStream(rows, HindsightReferences.of(sent));
  }

  @Override
  public int size() {
    return rows.length;
  }

  @Override
  public int row(int t) {
    return rows[t];
  }
}

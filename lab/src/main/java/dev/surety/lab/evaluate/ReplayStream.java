package dev.surety.lab.evaluate;

import dev.surety.lab.data.RoutingData;
import dev.surety.lab.data.RoutingRow;
import dev.surety.lab.reference.HindsightReferences;
import dev.surety.lab.reference.SentRequest;
import java.util.Arrays;
import java.util.BitSet;

/**
 * The requests that one seed brings, the same for every policy, and what fixed choices would have
 * cost on them.
 *
 * @param rows the row of the data at each position
 */
record ReplayStream(int[] rows, HindsightReferences references) implements TenantWorld {

  static ReplayStream of(RoutingData data, StreamOrder order, int horizon, long seed) {
    int[] rows = order.rows(data, horizon, seed);
    BitSet everyModel = new BitSet();
    everyModel.set(0, data.pool().size());
    Iterable<SentRequest> sent =
        () ->
            Arrays.stream(rows)
                .mapToObj(data::row)
                .map((RoutingRow row) -> new SentRequest(row.quality(), row.costUsd(), everyModel))
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

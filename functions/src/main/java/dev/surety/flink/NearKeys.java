package dev.surety.flink;

import dev.surety.engine.Account;
import dev.surety.engine.Learner;
import dev.surety.engine.OpenDecisions;
import dev.surety.flink.metrics.RouteMetrics;
import java.io.IOException;
import org.apache.flink.api.common.state.ValueState;

/**
 * What is kept of keys nearer than Flink's states, which have all of it when a barrier is there.
 */
interface NearKeys extends OpenDecisions {

  ValueState<Account> accounts();

  ValueState<Learner> learners();

  /** Flink's states have all of it afterwards. The current key is any one then. */
  void writeBack() throws IOException;

  /** That it takes beside the backend, as is reckoned. */
  default long bytes() {
    return 0;
  }

  /** Looks that the backend had to answer, as what was looked for is not here. */
  default long missed() {
    return 0;
  }

  /** Keys that made room, wholly or in part. */
  default long dropped() {
    return 0;
  }

  /**
   * For those who look at the metrics.
   *
   * @param near or {@code null} for nothing
   */
  static void show(NearKeys near, RouteMetrics metrics) {
    metrics.watchCache(
        () -> near == null ? 0 : near.bytes(),
        () -> near == null ? 0 : near.missed(),
        () -> near == null ? 0 : near.dropped());
  }
}

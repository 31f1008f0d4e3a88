package dev.surety.lab.baseline;

import dev.surety.lab.data.RoutingRow;
import dev.surety.policy.RoutingPolicy;
import java.util.Optional;
import java.util.function.Function;

/** Where an evaluation gets policies that no SLA can name. */
interface PolicySource {

  /**
   * A policy for one run.
   *
   * @param target satisfaction to reach, 0..1
   * @param rows the row that a request id of the run stands for
   * @return empty if this source knows no policy of that name
   */
  Optional<RoutingPolicy> policy(String name, double target, Function<String, RoutingRow> rows);
}

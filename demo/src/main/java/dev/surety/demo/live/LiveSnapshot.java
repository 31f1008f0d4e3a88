package dev.surety.demo.live;

import dev.surety.domain.JudgeStanding;
import java.time.Duration;
import java.util.List;

/**
 * What the live table shows at one moment.
 *
 * @param elapsed since the traffic began
 * @param requests requests sent so far
 * @param planned requests to send in all
 * @param perSecond decisions a second, lately
 * @param p50Millis median time from request to decision, milliseconds
 * @param p99Millis 99th percentile of it, milliseconds
 * @param models names of the models, in the order of the arrays
 * @param tenants one line a tenant
 * @param judge what was asked of judges by all of them; {@code null} where there is none
 * @param events what happened (a price change, a new model), oldest first; the last ones are shown
 * @param links where to look further, such as the address of the Flink web UI
 */
public record LiveSnapshot(
    Duration elapsed,
    long requests,
    long planned,
    double perSecond,
    double p50Millis,
    double p99Millis,
    List<String> models,
    List<TenantLine> tenants,
    JudgeStanding judge,
    List<String> events,
    List<String> links) {

  public LiveSnapshot {
    models = List.copyOf(models);
    tenants = List.copyOf(tenants);
    events = List.copyOf(events);
    links = List.copyOf(links);
  }
}

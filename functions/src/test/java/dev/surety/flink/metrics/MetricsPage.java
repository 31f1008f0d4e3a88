package dev.surety.flink.metrics;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The page {@code docs/metrics.md}, made from the catalogue. */
final class MetricsPage {

  private static final String HEAD =
      """
      # Metrics

      <!-- Made from RouterMetric: change that, then run
           %s -->

      The job counts through Flink's own metrics, so every reporter that Flink has shows them. For Prometheus, in Flink's
      configuration:

      ```yaml
      metrics.reporter.prom.factory.class: org.apache.flink.metrics.prometheus.PrometheusReporterFactory
      metrics.reporter.prom.port: 9249-9260
      # Without it "gpt-4.1" is shown as "gpt_4_1".
      metrics.reporter.prom.filterLabelValueCharacters: "false"
      ```

      The reporter listens on all addresses of its machine and asks nobody for a password: let only Prometheus through to
      its ports. [configs/prometheus](../configs/prometheus) scrapes it and has the alerts, each with its entry in the
      [runbook](runbook.md); [configs/grafana/surety.json](../configs/grafana/surety.json) is a dashboard.
      What the front door tells is in [gateway.md](gateway.md#metrics).

      Names below are Prometheus' own, less what all begin with: `%s`.
      Those with `tenant_tier_` carry the labels `tenant` and `tier`; who has such series is said by the options
      `metrics.tenants` and `metrics.tenants-most` ([options](configuration.md)). Totals count everybody. Each parallel task has
      its own series (`subtask_index`): sum them, but take the maximum where a metric is equal on all tasks.

      Everything starts from nothing when its task starts. A *counter* and a *sum* only grow until then: take `rate` or
      `increase`. What a *gauge* of a tenant says comes from its account, which is checkpointed; it is there from the
      tenant's first event after a start on. Gauges of a task speak of the tenants it has met since its start.

      """;

  private MetricsPage() {}

  static String text(String command) {
    String prefix = RouterMetric.REQUESTS.prometheusName(false).replace("requests", "");
    StringBuilder page = new StringBuilder(HEAD.formatted(command, prefix));
    page.append("| metric | of a tenant and tier | kind | labels | what it is |\n");
    page.append("| --- | --- | --- | --- | --- |\n");
    for (RouterMetric metric : RouterMetric.values()) {
      page.append(
          Stream.of(
                  metric.of() == MetricScope.TENANT ? "" : code(metric, prefix, false),
                  metric.of() == MetricScope.TASK ? "" : code(metric, prefix, true),
                  metric.kind().name().toLowerCase(Locale.ROOT),
                  labels(metric),
                  metric.description())
              .collect(Collectors.joining(" | ", "| ", " |\n")));
    }
    return page.toString();
  }

  private static String code(RouterMetric metric, String prefix, boolean ofTenant) {
    return '`' + metric.prometheusName(ofTenant).substring(prefix.length()) + '`';
  }

  private static String labels(RouterMetric metric) {
    if (metric.kind() == MetricKind.HISTOGRAM) {
      return "`quantile`";
    }
    return metric.label() == null ? "" : '`' + metric.label().key() + '`';
  }
}

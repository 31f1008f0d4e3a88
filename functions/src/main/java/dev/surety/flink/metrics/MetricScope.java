package dev.surety.flink.metrics;

/** What a metric speaks of. */
enum MetricScope {
  /** All that one parallel task of an operator does. */
  TASK,
  /** One tenant and tier that is metered on its own. */
  TENANT,
  BOTH
}

package dev.surety.flink.metrics;

/** How a metric behaves. */
enum MetricKind {
  COUNTER,
  /** A gauge that only grows until the task starts again. */
  SUM,
  GAUGE,
  HISTOGRAM
}

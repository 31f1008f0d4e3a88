package dev.surety.flink.metrics;

/** What tells the series of one metric apart. */
enum MetricLabel {
  MODEL("model"),
  OUTCOME("outcome"),
  NOTICE("notice"),
  REASON("reason"),
  REQUIREMENT("requirement");

  private final String key;

  MetricLabel(String key) {
    this.key = key;
  }

  String key() {
    return key;
  }
}

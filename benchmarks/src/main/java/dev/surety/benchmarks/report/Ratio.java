package dev.surety.benchmarks.report;

import dev.surety.output.terminal.Figures;
import java.util.Locale;
import java.util.OptionalDouble;

/**
 * The figures that can be compared between machines and releases: each is of two measurements of
 * one run, or is a count of bytes. Some have a target.
 */
public enum Ratio {
  PIPELINE_VS_SAME_BYTES(
      "decisions a second of the whole job over those with a function in ROUTE's place that writes"
          + " records of the same size to the same sinks and keeps one value a key; 11 models,"
          + " 1,000 tenants, every fifth answer judged, heap, parallelism 2",
      Better.HIGHER,
      0.65),
  PIPELINE_VS_SAME_BYTES_ONE_TASK(
      "the same at parallelism 1, where sources and ROUTE have a core each", Better.HIGHER, 0.65),
  PROCESSOR_MICROS_PER_DECISION(
      "processor time a decision, microseconds of the whole JVM; 11 models, 1,000 tenants, heap,"
          + " parallelism 2",
      Better.LOWER,
      15,
      Double.POSITIVE_INFINITY),
  PIPELINE_VS_IDENTITY(
      "decisions a second of the whole job over those with an identity function in ROUTE's place;"
          + " 11 models, 1,000 tenants, heap, parallelism 2",
      Better.HIGHER),
  PIPELINE_VS_IDENTITY_ONE_TASK(
      "the same at parallelism 1, where sources and ROUTE have a core each", Better.HIGHER),
  PIPELINE_CPU_VS_IDENTITY(
      "processor time a decision, over that of the identity job; parallelism 2", Better.LOWER),
  ROCKSDB_VS_HEAP(
      "decisions a second on RocksDB over those on the heap; 1,000 tenants, parallelism 1",
      Better.HIGHER,
      0.6),
  HOT_TENANT_VS_EVEN(
      "decisions a second with 90 % of the traffic at one tenant over even traffic; parallelism 2",
      Better.HIGHER),
  ENGINE_VS_DOT_PRODUCTS(
      "decisions a second of the engine over those of the bare arithmetic of its policy; 11 models",
      Better.HIGHER,
      0.5),
  ENGINE_VS_VOWPAL_WABBIT(
      "decisions a second of the engine, each answer learnt from, over those of Vowpal Wabbit"
          + " (vw-jni, cb_explore_adf, called as its text interface is); 11 models, the same"
          + " features, in turns in one JVM",
      Better.HIGHER,
      1.0),
  REQUEST_JSON_VS_JACKSON(
      "requests read a second over bare passes of Jackson over the same bytes", Better.HIGHER),
  ALLOCATION_BYTES_PER_DECISION(
      "bytes the engine allocates a decision, every fifth answer learnt from; 11 models",
      Better.LOWER),
  ALLOCATION_BYTES_BEYOND_RESULT(
      "of these, beyond request, decision and journal row", Better.LOWER, 1024),
  JOURNAL_ROW_BYTES(
      "bytes of the journal row of a decision of policy surety, 11 models, before compression",
      Better.LOWER,
      450),
  BYTES_BETWEEN_TASKS(
      "bytes of a request between tasks; 574 bytes in its topic, a prompt of 400 characters",
      Better.LOWER,
      300),
  LEARNER_BYTES_11_MODELS("bytes of a learner in a checkpoint, 16 tags", Better.LOWER, 3 * 1024),
  LEARNER_BYTES_27_MODELS("bytes of a learner in a checkpoint, 16 tags", Better.LOWER, 6 * 1024),
  KAFKA_PEAK_VS_IDENTITY(
      "decisions a second from topic to topic over those of the identity job", Better.HIGHER),
  KAFKA_P50_OVER_IDENTITY_MS(
      "median latency from topic to topic, milliseconds above the identity job's; half load",
      Better.LOWER,
      1.0,
      0.3),
  KAFKA_P50_OVER_IDENTITY_MS_AT_20("the same at 20 % of the peak", Better.LOWER, Double.NaN, 0.3),
  KAFKA_P50_OVER_IDENTITY_MS_AT_80("the same at 80 % of the peak", Better.LOWER, Double.NaN, 0.5),
  KAFKA_P50_MS_AT_200(
      "median latency from topic to topic at 200 requests a second, milliseconds",
      Better.LOWER,
      2.5,
      2.0),
  KAFKA_P50_OVER_RAW_MS_AT_200(
      "of these, above those of a thread that hands requests on between such topics",
      Better.LOWER,
      0.7,
      0.5),
  KAFKA_P50_VS_RAW(
      "median latency from topic to topic over that of such a thread; half load",
      Better.LOWER,
      1.3,
      0.3),
  KAFKA_P99_VS_RAW("the same of the slowest in a hundred", Better.LOWER, 1.5, 0.5),
  STATE_BYTES_PER_TENANT(
      "bytes of a checkpoint a tenant, one request each, every fifth judged; heap, 11 models",
      Better.LOWER),
  MILLION_TENANTS_PER_SECOND(
      "decisions a second while a million tenants have state on this machine; RocksDB",
      Better.HIGHER,
      20_000,
      Double.POSITIVE_INFINITY),
  START_SECONDS_100K_TENANTS(
      "seconds from a job's start to its first decision, with the state of 100,000 tenants on the"
          + " heap",
      Better.LOWER,
      5,
      Double.POSITIVE_INFINITY),
  AUDIT_ROWS_PER_CORE_SECOND(
      "rows that audit evaluate reads, sorts and judges a second of processor time, all of its"
          + " process included; 11 models, 1,000 tenants",
      Better.HIGHER,
      100_000,
      Double.POSITIVE_INFINITY),
  AUDIT_VS_READING(
      "its processor time over that of a process that reads and decompresses the same files, and"
          + " does nothing else",
      Better.LOWER),
  INSPECT_SECONDS_100K_TENANTS(
      "seconds that state inspect --top takes of 100,000 tenants with 60 open decisions each, in"
          + " canonical format",
      Better.LOWER,
      30,
      Double.POSITIVE_INFINITY),
  DOOR_STANDING_MS_OVER_PORTKEY(
      "milliseconds that the front door adds with standings only, above those of Portkey's gateway;"
          + " the worst of 1, 10 and 100 at once",
      Better.LOWER,
      0,
      1.0),
  DOOR_ROUTED_MS_OVER_KAFKA(
      "milliseconds that the front door adds with the router answering, above the router's round"
          + " trip through Kafka; the worst of 1, 10 and 100 at once, which fill the machine",
      Better.LOWER,
      2.0,
      2.0),
  DOOR_ROUTED_MS_OVER_KAFKA_PACED(
      "the same where each answer takes 200 ms, as models do, and 100 at once leave room",
      Better.LOWER,
      2.0,
      2.0);

  /** Which way is better. */
  enum Better {
    HIGHER,
    LOWER
  }

  private final String meaning;
  private final Better better;
  private final double target;
  private final double grain;

  Ratio(String meaning, Better better) {
    this(meaning, better, Double.NaN);
  }

  Ratio(String meaning, Better better, double target) {
    this(meaning, better, target, 0);
  }

  /**
   * @param target what it should reach, NaN for none
   * @param grain by how much it may move beside the tolerance: noise of a difference that is near 0
   */
  Ratio(String meaning, Better better, double target, double grain) {
    this.meaning = meaning;
    this.better = better;
    this.target = target;
    this.grain = grain;
  }

  /** As it stands in JSON. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  String meaning() {
    return meaning;
  }

  OptionalDouble target() {
    return Double.isNaN(target) ? OptionalDouble.empty() : OptionalDouble.of(target);
  }

  boolean meets(double value) {
    return better == Better.HIGHER ? value >= target : value <= target;
  }

  String bound() {
    return (better == Better.HIGHER ? "at least " : "at most ") + Figures.measured(target);
  }

  /** Whether a value is worse than a baseline by more than a share of it. */
  boolean worse(double value, double baseline, double tolerance) {
    double slack = Math.abs(baseline) * tolerance + grain;
    return better == Better.HIGHER ? value < baseline - slack : value > baseline + slack;
  }
}

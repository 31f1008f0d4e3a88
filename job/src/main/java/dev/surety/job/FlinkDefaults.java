package dev.surety.job;

import java.time.Duration;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * What the job needs of Flink. The first part must be so and overrides Flink's configuration; the
 * second only fills what it leaves open. All else is Flink's, and set there.
 */
final class FlinkDefaults {

  private FlinkDefaults() {}

  static void apply(StreamExecutionEnvironment env) {
    Configuration job = new Configuration();
    // Every type has a hand-written serializer; one that slips in without must fail the start.
    job.set(PipelineOptions.GENERIC_TYPES, false);
    // So must an operator without a uid: its state could not be found again.
    job.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    // No function keeps or changes a record it was given, so chained ones need no copies.
    job.set(PipelineOptions.OBJECT_REUSE, true);

    ReadableConfig configured = env.getConfiguration();
    // A gateway waits for the decision: no record waits for another. Flink's own 100 ms are made
    // for throughput.
    unlessSet(configured, job, ExecutionOptions.BUFFER_TIMEOUT, Duration.ZERO);
    // Without checkpoints nothing is kept and the journal is never committed.
    unlessSet(configured, job, CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofSeconds(10));
    unlessSet(
        configured,
        job,
        CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
        ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
    // What is compressed is read in blocks, all else value by value from an unbuffered file.
    unlessSet(configured, job, ExecutionOptions.SNAPSHOT_COMPRESSION, true);
    // Where RocksDB is chosen: keys that come in no order have every level rewritten for each that
    // is filled. One value of a key is all that most events ask for, so more files cost no more
    // looks: a filter knows without reading which of them has it.
    unlessSet(configured, job, rocksDb("use-bloom-filter"), "true");
    unlessSet(configured, job, rocksDb("compaction.style"), "UNIVERSAL");
    unlessSet(configured, job, rocksDb("compression.per.level"), "LZ4_COMPRESSION");
    env.configure(job, FlinkDefaults.class.getClassLoader());
  }

  /** By name: where the heap is chosen, RocksDB's classes need not be there. */
  private static ConfigOption<String> rocksDb(String name) {
    return ConfigOptions.key("state.backend.rocksdb." + name).stringType().noDefaultValue();
  }

  private static <T> void unlessSet(
      ReadableConfig configured, Configuration job, ConfigOption<T> option, T value) {
    if (configured.getOptional(option).isEmpty()) {
      job.set(option, value);
    }
  }
}

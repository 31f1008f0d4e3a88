package dev.surety.job;

import java.time.Duration;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;

/**
 * How far a topic has been read, by Kafka's append time, told to ROUTE as a watermark: the least of
 * all partitions. Only requests have one, for feedback that waits for its request after a restore.
 * Tenants' clocks have nothing to do with it: each key has its own, which its records move.
 */
final class ReadingProgress {

  /** A partition that nobody writes to must not be waited for. */
  private static final Duration SILENT = Duration.ofMinutes(5);

  private ReadingProgress() {}

  static WatermarkStrategy<RawRecord> told() {
    return WatermarkStrategy.<RawRecord>forMonotonousTimestamps().withIdleness(SILENT);
  }

  /** Of a topic that must not hold back what the others tell. */
  static WatermarkStrategy<RawRecord> untold() {
    return WatermarkStrategy.forGenerator(context -> new Untold());
  }

  private static final class Untold implements WatermarkGenerator<RawRecord> {

    @Override
    public void onEvent(RawRecord record, long timestamp, WatermarkOutput output) {
      // Says nothing.
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
      output.markIdle();
    }
  }
}

package dev.surety.job.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.JournalRow;
import dev.surety.domain.TenantTier;
import dev.surety.flink.EncodedRow;
import dev.surety.flink.RouteTypes;
import dev.surety.wire.journal.JournalAvro;
import dev.surety.wire.journal.JournalReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The journal as files, on a real cluster in this process. The source gives a fixed number of rows
 * a checkpoint and an operator fails in the middle, long after the first checkpoints: what the
 * first attempt had committed stays, the rest is written by the second.
 *
 * <p>Switched off, that is with files rolled by size and renamed at once instead of with
 * checkpoints, the rows between the last checkpoint and the failure would be there twice.
 */
class JournalSinkITCase {

  private static final int ROWS = 600;
  private static final int ROWS_A_CHECKPOINT = 40;
  private static final int FAILS_AT = 300;

  /** 2025-03-14. */
  private static final int DAY = 20_161;

  @TempDir Path journal;

  @Test
  void everyRowIsThereOnceThoughTheJobFailed() throws Exception {
    run();

    List<JournalRow> rows = rows();
    assertThat(seqs(rows)).containsExactlyElementsOf(everySeq());
    assertThat(rows.stream().map(row -> row.stamp().run()).distinct())
        .containsExactlyInAnyOrder("attempt 0", "attempt 1");
    // One a checkpoint, but around the failure and at the end two portions may share one.
    assertThat(files()).hasSizeGreaterThan(ROWS / ROWS_A_CHECKPOINT / 2);
    assertThat(files())
        .allMatch(file -> file.getParent().getFileName().toString().equals("day=2025-03-14"))
        .allMatch(file -> file.getFileName().toString().matches("journal-.*\\.avro"));
  }

  private void run() throws Exception {
    Configuration options = new Configuration();
    options.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(50));
    options.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
    options.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 1);
    options.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ZERO);
    options.set(PipelineOptions.GENERIC_TYPES, false);
    StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1, options);
    env.fromSource(
            new DataGeneratorSource<>(
                index -> index + 1,
                ROWS,
                RateLimiterStrategy.perCheckpoint(ROWS_A_CHECKPOINT),
                Types.LONG),
            WatermarkStrategy.noWatermarks(),
            "rows")
        .map(new FailingOnce())
        .returns(RouteTypes.ENCODED_ROW)
        .sinkTo(JournalSink.to(new org.apache.flink.core.fs.Path(journal.toUri()), 64 << 20))
        .uid("journal");
    env.execute();
  }

  /** Makes rows that say which attempt wrote them. */
  private static final class FailingOnce extends RichMapFunction<Long, EncodedRow> {

    private transient JournalAvro avro;

    @Override
    public void open(OpenContext context) {
      avro = new JournalAvro();
    }

    @Override
    public EncodedRow map(Long seq) {
      int attempt = getRuntimeContext().getTaskInfo().getAttemptNumber();
      if (attempt == 0 && seq == FAILS_AT) {
        throw new IllegalStateException("failing as planned");
      }
      JournalRow.Stamp stamp =
          new JournalRow.Stamp("attempt " + attempt, 0, new TenantTier("acme", "gold"), seq, seq);
      return new EncodedRow(
          DAY,
          avro.encode(
              new JournalRow.Closed(stamp, JournalRow.Closed.Cause.EXPIRED, seq.intValue())));
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.walk(journal)) {
      return files
          .filter(Files::isRegularFile)
          .filter(file -> !file.getFileName().toString().startsWith("."))
          .toList();
    }
  }

  private List<JournalRow> rows() throws IOException {
    List<JournalRow> rows = new ArrayList<>();
    for (Path file : files()) {
      try (DataFileReader<GenericRecord> records =
          new DataFileReader<>(
              file.toFile(), new GenericDatumReader<>(null, JournalAvro.schema()))) {
        assertThat(records.getMetaString("avro.codec")).isEqualTo("zstandard");
        JournalReader reader = new JournalReader();
        records.forEach(record -> rows.add(reader.read(record)));
      }
    }
    return rows;
  }

  private static List<Long> seqs(List<JournalRow> rows) {
    return rows.stream().map(row -> row.stamp().seq()).sorted().toList();
  }

  private static List<Long> everySeq() {
    return LongStream.rangeClosed(1, ROWS).boxed().toList();
  }
}

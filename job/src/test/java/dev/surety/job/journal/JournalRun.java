package dev.surety.job.journal;

import dev.surety.domain.JournalRow;
import dev.surety.domain.TenantTier;
import dev.surety.flink.EncodedRow;
import dev.surety.flink.RouteTypes;
import dev.surety.wire.journal.JournalAvro;
import dev.surety.wire.journal.JournalReader;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.util.ratelimit.RateLimiterStrategy;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;

/**
 * A job of a source, which gives numbers and keeps its place in the state, and the journal's sink.
 * What an operator does to jobs is done to it.
 */
final class JournalRun implements AutoCloseable {

  /** 2025-03-14. */
  static final int DAY = 20_161;

  private static final long ROWS = 1_000_000;
  private static final int ROWS_A_CHECKPOINT = 7;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final JobClient job;

  private JournalRun(JobClient job) {
    this.job = job;
  }

  /**
   * Starts it.
   *
   * @param from a savepoint or retained checkpoint, or {@code null}
   */
  static JournalRun start(Sink<EncodedRow> sink, String from) throws Exception {
    Configuration options = new Configuration();
    options.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, Duration.ofMillis(40));
    options.set(RestartStrategyOptions.RESTART_STRATEGY, "disable");
    if (from != null) {
      options.set(StateRecoveryOptions.SAVEPOINT_PATH, from);
    }
    StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(options);
    env.setParallelism(1);
    env.fromSource(
            new DataGeneratorSource<>(
                index -> index + 1,
                ROWS,
                RateLimiterStrategy.perCheckpoint(ROWS_A_CHECKPOINT),
                Types.LONG),
            WatermarkStrategy.noWatermarks(),
            "rows")
        .uid("rows")
        .map(new Rows())
        .returns(RouteTypes.ENCODED_ROW)
        .uid("route")
        .sinkTo(sink)
        .uid("journal");
    return new JournalRun(env.executeAsync("journal"));
  }

  private interface Condition {
    boolean holds() throws Exception;
  }

  private void waitFor(Condition condition) throws Exception {
    long until = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.holds()) {
      if (job.getJobStatus().get() == JobStatus.FAILED) {
        job.getJobExecutionResult().get();
      }
      if (System.nanoTime() > until) {
        throw new AssertionError("not in " + PATIENCE + ", job " + job.getJobStatus().get());
      }
      Thread.sleep(20);
    }
  }

  /** Until rows that it wrote in some more checkpoints are visible. */
  JournalRun goOn(Path journal, int checkpoints) throws Exception {
    long enough = seqs(journal, id()).size() + (long) checkpoints * ROWS_A_CHECKPOINT;
    waitFor(() -> seqs(journal, id()).size() >= enough);
    return this;
  }

  /** Lets checkpoints pass that show nothing. */
  JournalRun wait(Duration time) throws Exception {
    Thread.sleep(time.toMillis());
    return this;
  }

  String savepoint(Path folder) throws Exception {
    return job.triggerSavepoint(folder.toUri().toString(), SavepointFormatType.CANONICAL).get();
  }

  String stop(Path folder) throws Exception {
    return job.stopWithSavepoint(false, folder.toUri().toString(), SavepointFormatType.CANONICAL)
        .get();
  }

  void cancel() throws Exception {
    job.cancel().get();
    while (!job.getJobStatus().get().isGloballyTerminalState()) {
      Thread.sleep(10);
    }
  }

  JobID id() {
    return job.getJobID();
  }

  @Override
  public void close() throws IOException {
    try {
      end();
    } catch (Exception e) {
      throw new IOException(e);
    }
  }

  private void end() throws Exception {
    if (!job.getJobStatus().get().isGloballyTerminalState()) {
      cancel();
    }
  }

  static List<Path> finished(Path journal) throws IOException {
    return files(journal).stream()
        .filter(file -> file.getFileName().toString().matches("[^.].*\\.avro"))
        .toList();
  }

  /** Hidden ones too; by their names alone, as they come and go while this looks. */
  static List<Path> files(Path journal) throws IOException {
    if (!Files.exists(journal)) {
      return List.of();
    }
    List<Path> files = new ArrayList<>();
    try (DirectoryStream<Path> days = Files.newDirectoryStream(journal, "day=*")) {
      for (Path day : days) {
        try (DirectoryStream<Path> inside = Files.newDirectoryStream(day)) {
          inside.forEach(files::add);
        }
      }
    }
    files.sort(null);
    return files;
  }

  /** The seq of all rows that one run wrote, in order. */
  static List<Long> seqs(Path journal, JobID run) throws IOException {
    List<Long> seqs = new ArrayList<>();
    for (Path file : finished(journal)) {
      try (DataFileReader<GenericRecord> records =
          new DataFileReader<>(
              file.toFile(), new GenericDatumReader<>(null, JournalAvro.schema()))) {
        JournalReader reader = new JournalReader();
        for (GenericRecord each : records) {
          JournalRow row = reader.read(each);
          if (row.stamp().run().equals(run.toHexString())) {
            seqs.add(row.stamp().seq());
          }
        }
      }
    }
    seqs.sort(null);
    return seqs;
  }

  private static final class Rows extends RichMapFunction<Long, EncodedRow> {

    private static final long serialVersionUID = 1L;

    private transient JournalAvro avro;

    @Override
    public void open(OpenContext context) {
      avro = new JournalAvro();
    }

    @Override
    public EncodedRow map(Long seq) {
      String run = getRuntimeContext().getJobInfo().getJobId().toHexString();
      JournalRow.Stamp stamp =
          new JournalRow.Stamp(run, 0, new TenantTier("acme", "gold"), seq, seq);
      return new EncodedRow(
          DAY, avro.encode(new JournalRow.Closed(stamp, JournalRow.Closed.Cause.EXPIRED, 1)));
    }
  }

  /** Two tasks are enough for one job at a time. */
  static MiniClusterExtension cluster() {
    return new MiniClusterExtension(
        new MiniClusterResourceConfiguration.Builder()
            .setNumberTaskManagers(1)
            .setNumberSlotsPerTaskManager(2)
            .build());
  }
}

package dev.surety.tools.savepoint;

import java.io.Serializable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.functions.FlatMapFunction;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.connector.source.lib.NumberSequenceSource;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.JobManagerOptions;
import org.apache.flink.configuration.RestOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.configuration.TaskManagerOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.util.CloseableIterator;

/**
 * A real Flink job that begins with nothing or from a savepoint, is fed from memory, and is stopped
 * with a savepoint as soon as it has said enough.
 */
final class SavepointRun {

  private static final String LOOPBACK = "127.0.0.1";

  /** More than the parts of jobs that one JVM has ever made before it writes a savepoint. */
  private static final int MOST_NUMBERS = 100_000;

  /** What an endless source gives for its numbers. */
  interface Numbered<T> extends Serializable {
    T of(int number);
  }

  /** What a job had said when it was stopped, and its savepoint. */
  record Ended<T>(List<T> said, String savepoint) {

    T last() {
      return said.get(said.size() - 1);
    }
  }

  final StreamExecutionEnvironment env;
  private final boolean restored;

  /**
   * @param from the savepoint to go on from, or {@code null}; sources begin anew in any case
   */
  SavepointRun(String backend, String from) {
    Configuration flink = new Configuration();
    flink.set(StateBackendOptions.STATE_BACKEND, backend);
    flink.set(RestOptions.BIND_ADDRESS, LOOPBACK);
    flink.set(JobManagerOptions.BIND_HOST, LOOPBACK);
    flink.set(TaskManagerOptions.BIND_HOST, LOOPBACK);
    restored = from != null;
    if (restored) {
      flink.set(StateRecoveryOptions.SAVEPOINT_PATH, from);
      flink.set(StateRecoveryOptions.SAVEPOINT_IGNORE_UNCLAIMED_STATE, true);
    }
    env = StreamExecutionEnvironment.getExecutionEnvironment(flink);
    env.setParallelism(1);
  }

  /** One event for each number, and nothing more after the last; the source goes on. */
  <T> SingleOutputStreamOperator<T> numbered(
      int first, int end, Numbered<T> events, TypeInformation<T> type) {
    return numbered("numbers", first, end, events, type);
  }

  /**
   * The same beside another one.
   *
   * @param name what it is told apart by
   */
  <T> SingleOutputStreamOperator<T> numbered(
      String name, int first, int end, Numbered<T> events, TypeInformation<T> type) {
    return env.fromSource(
            new NumberSequenceSource(first, Long.MAX_VALUE - 1),
            WatermarkStrategy.noWatermarks(),
            name)
        .uid(name + "-from-" + first)
        .setParallelism(1)
        .flatMap(feed(end, events))
        .returns(type)
        .setParallelism(1);
  }

  private static <T> FlatMapFunction<Long, T> feed(int end, Numbered<T> events) {
    return (number, out) -> {
      if (number < end) {
        out.collect(events.of(number.intValue()));
      } else {
        Thread.sleep(1); // the job has to live until it is stopped
      }
    };
  }

  /**
   * Runs the job until so much was said.
   *
   * @param pause from then to the savepoint
   */
  <T> Ended<T> stop(DataStream<T> said, int count, Duration pause, Path folder) throws Exception {
    CloseableIterator<T> all = collect(said);
    JobClient job = env.executeAsync();
    try (all) {
      List<T> first = new ArrayList<>();
      while (first.size() < count) {
        first.add(all.next());
      }
      Thread.sleep(pause.toMillis());
      String savepoint =
          job.stopWithSavepoint(false, folder.toUri().toString(), SavepointFormatType.CANONICAL)
              .get(60, TimeUnit.SECONDS);
      return new Ended<>(first, savepoint);
    }
  }

  /**
   * The collecting sink's uid is a number that Flink counts up in each JVM from 1: where a
   * savepoint's sink has the same one, it goes on where that was, and its reader waits for ever. So
   * a job that begins from one counts on far above.
   */
  private <T> CloseableIterator<T> collect(DataStream<T> said) {
    for (int number = 0; restored && number < MOST_NUMBERS; ) {
      number = Transformation.getNewNodeId();
    }
    return said.collectAsync();
  }
}

package dev.surety.trials.cluster;

import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.functions.RichMapFunction;
import org.apache.flink.api.common.serialization.SimpleStringEncoder;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.filesystem.rollingpolicies.OnCheckpointRollingPolicy;

/**
 * The smallest job whose output shows whether its state came through: counts the numbers 0, 1, 2 …
 * by their last digit and writes {@code digit count number}, exactly once, to the folder that is
 * its only argument. In whole output, the count of a number is {@code number / 10 + 1}.
 */
public final class CountingJob {

  static final int KEYS = 10;

  private CountingJob() {}

  public static void main(String[] args) throws Exception {
    if (args.length != 1) {
      throw new IllegalArgumentException("Expected 1 argument, the folder, got " + args.length);
    }
    FileSink<String> sink =
        FileSink.forRowFormat(new Path(args[0]), new SimpleStringEncoder<String>())
            .withRollingPolicy(OnCheckpointRollingPolicy.build())
            .build();
    var env = StreamExecutionEnvironment.getExecutionEnvironment();
    env.fromSequence(0, Long.MAX_VALUE - 1)
        .setParallelism(1) // in order
        .uid("numbers")
        .map(new Slowly())
        .setParallelism(1)
        .uid("slowly")
        .keyBy(number -> (int) (number % KEYS))
        .map(new Count())
        .uid("count")
        .sinkTo(sink)
        .uid("file");
    env.execute("counting");
  }

  private static final class Slowly extends RichMapFunction<Long, Long> {
    private static final long serialVersionUID = 1L;

    @Override
    public Long map(Long number) throws InterruptedException {
      Thread.sleep(1); // some hundreds a second
      return number;
    }
  }

  private static final class Count extends RichMapFunction<Long, String> {
    private static final long serialVersionUID = 1L;

    private transient ValueState<Long> seen;

    @Override
    public void open(OpenContext context) {
      seen = getRuntimeContext().getState(new ValueStateDescriptor<>("seen", Types.LONG));
    }

    @Override
    public String map(Long number) throws Exception {
      long count = seen.value() == null ? 1 : seen.value() + 1;
      seen.update(count);
      return number % KEYS + " " + count + " " + number;
    }
  }
}

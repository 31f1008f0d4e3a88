package dev.surety.benchmarks.pipeline;

import dev.surety.wire.json.TopicRecord;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** Counts decisions in the run's {@link Tally}. */
record CountingSink(String run) implements Sink<TopicRecord> {

  @Override
  public SinkWriter<TopicRecord> createWriter(WriterInitContext context) {
    Tally tally = Tally.of(run);
    return new SinkWriter<>() {
      @Override
      public void write(TopicRecord decision, Context at) {
        tally.decided();
      }

      @Override
      public void flush(boolean endOfInput) {}

      @Override
      public void close() {}
    };
  }
}

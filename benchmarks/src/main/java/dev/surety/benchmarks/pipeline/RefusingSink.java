package dev.surety.benchmarks.pipeline;

import dev.surety.wire.json.TopicRecord;
import java.io.IOException;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** Fails at the first dead letter: a benchmark of refused records would measure nothing. */
record RefusingSink() implements Sink<TopicRecord> {

  @Override
  public SinkWriter<TopicRecord> createWriter(WriterInitContext context) {
    return new SinkWriter<>() {
      @Override
      public void write(TopicRecord letter, Context at) throws IOException {
        throw new IOException("the job refused a generated record: " + letter.headers());
      }

      @Override
      public void flush(boolean endOfInput) {}

      @Override
      public void close() {}
    };
  }
}

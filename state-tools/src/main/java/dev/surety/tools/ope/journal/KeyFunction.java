package dev.surety.tools.ope.journal;

import dev.surety.wire.journal.JournalAvro;
import java.io.IOException;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.flink.api.java.tuple.Tuple3;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.InstantiationUtil;

/**
 * {@link KeyWork} in a batch job. There, one key's rows come after another's, in the order of their
 * timestamps, which are their seq; a timer at the end of time tells that a key is through. So one
 * key's work is in memory at a time, and it needs no state.
 */
final class KeyFunction extends KeyedProcessFunction<String, Tuple3<String, Long, byte[]>, byte[]> {

  private static final long serialVersionUID = 1;

  private final KeyWork.Start start;
  private transient KeyWork work;
  private transient GenericDatumReader<GenericRecord> reader;
  private transient BinaryDecoder decoder;

  KeyFunction(KeyWork.Start start) {
    this.start = start;
  }

  @Override
  public void processElement(
      Tuple3<String, Long, byte[]> row, Context context, Collector<byte[]> out) throws IOException {
    if (work == null) {
      work = start.start(context.getCurrentKey());
      context.timerService().registerEventTimeTimer(Long.MAX_VALUE);
    }
    if (reader == null) {
      reader = new GenericDatumReader<>(JournalAvro.schema());
    }
    decoder = DecoderFactory.get().binaryDecoder(row.f2, decoder);
    work.add(JournalAvro.decode(reader.read(null, decoder)));
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<byte[]> out) throws IOException {
    out.collect(InstantiationUtil.serializeObject(work.finish()));
    work = null;
  }
}

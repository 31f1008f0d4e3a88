package dev.surety.benchmarks.pipeline;

import dev.surety.flink.EncodedRow;
import dev.surety.job.GivenPromises;
import dev.surety.job.JobEnds;
import dev.surety.job.PromiseFollower;
import dev.surety.job.RawRecord;
import dev.surety.wire.json.ControlJson;
import dev.surety.wire.json.TopicRecord;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.connector.datagen.source.DataGeneratorSource;
import org.apache.flink.connector.datagen.source.GeneratorFunction;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;

/** Generated records come in; decisions are counted, all else is dropped. */
record MemoryEnds(String run, Workload workload) implements JobEnds {

  @Override
  public Source<RawRecord, ?, ?> requests() {
    return new DataGeneratorSource<>(
        new MakeRequests(run, workload), Long.MAX_VALUE, RawRecord.TYPE);
  }

  @Override
  public Source<RawRecord, ?, ?> feedback() {
    return new DataGeneratorSource<>(
        new MakeFeedback(workload),
        Long.MAX_VALUE,
        new AfterRequests<>(run, workload.first()),
        RawRecord.TYPE);
  }

  /** One record, which the job knows already: its content comes with the function. */
  @Override
  public Source<RawRecord, ?, ?> control() {
    TopicRecord model = ControlJson.write(BenchmarkModels.control(workload.models()).get(0));
    byte[] key = model.key();
    byte[] value = model.value();
    long time = workload.start();
    GeneratorFunction<Long, RawRecord> one =
        ignored -> new RawRecord("control", 0, 0, time, key, value);
    return new DataGeneratorSource<>(one, 1, RawRecord.TYPE);
  }

  @Override
  public Sink<TopicRecord> decisions() {
    return new CountingSink(run);
  }

  @Override
  public Sink<EncodedRow> journal() {
    return new DiscardingSink<>();
  }

  @Override
  public Sink<TopicRecord> standings() {
    return new DiscardingSink<>();
  }

  @Override
  public Sink<TopicRecord> deadLetters() {
    return new RefusingSink();
  }

  @Override
  public Sink<TopicRecord> fleetVersions() {
    return new DiscardingSink<>();
  }

  @Override
  public PromiseFollower promises() {
    return new GivenPromises(BenchmarkModels.control(workload.models()));
  }
}

package dev.surety.benchmarks.micro;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import dev.surety.benchmarks.pipeline.RecordBytes;
import dev.surety.domain.Decision;
import dev.surety.domain.Features;
import dev.surety.domain.Feedback;
import dev.surety.domain.JournalRow;
import dev.surety.domain.RoutingRequest;
import dev.surety.engine.Effects;
import dev.surety.features.HashingFeaturizer;
import dev.surety.features.Sketcher;
import dev.surety.flink.InboundEvent;
import dev.surety.flink.RouteTypes;
import dev.surety.wire.journal.JournalAvro;
import dev.surety.wire.json.DecisionJson;
import dev.surety.wire.json.FeedbackJson;
import dev.surety.wire.json.MalformedRecord;
import dev.surety.wire.json.RequestJson;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What happens to records around the engine: a request of 600 bytes is read, its 400 characters of
 * prompt become features, it goes to ROUTE, and a decision among 11 models and its row are written.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class RecordBenchmark {

  private static final int MODELS = 11;
  private static final long TIME = 1_769_900_399_123L;

  private final JsonFactory jackson = new JsonFactory();
  private final JournalAvro avro = new JournalAvro();
  private final DecisionJson.Writer decisions = new DecisionJson.Writer();
  private final HashingFeaturizer featurizer = new HashingFeaturizer(256, 64);
  private final Sketcher sketcher = new Sketcher();
  private final TypeSerializer<InboundEvent> events =
      RouteTypes.INBOUND.createSerializer(new SerializerConfigImpl());
  private final DataOutputSerializer out = new DataOutputSerializer(4096);

  private byte[] requestJson;
  private byte[] feedbackJson;
  private RoutingRequest request;
  private InboundEvent event;
  private byte[] eventBytes;
  private Decision decision;
  private JournalRow row;

  @Setup
  public void fill() throws MalformedRecord, IOException {
    RecordBytes records = new RecordBytes(MODELS);
    requestJson = records.request(12_345, 17, TIME);
    feedbackJson = records.feedback(12_345, 17, TIME);
    request = RequestJson.read(requestJson);
    event =
        new InboundEvent(
            request.featurized(featurizer.features(request), sketcher.of(request), false),
            0,
            1,
            TIME);
    eventBytes = writeEvent();
    Effects effects = new WarmKey("surety", MODELS).routeAndLearn();
    decision = effects.decision();
    row = effects.rows().get(0);
  }

  @Benchmark
  public RoutingRequest readRequest() throws MalformedRecord {
    return RequestJson.read(requestJson);
  }

  /** The floor: every token is met, no text is made but those that the record must hand out. */
  @Benchmark
  public int readRequestJackson() throws IOException {
    int seen = 0;
    try (JsonParser parser = jackson.createParser(requestJson)) {
      while (parser.nextToken() != null) {
        seen += parser.currentToken().isScalarValue() ? parser.getText().length() : 1;
      }
    }
    return seen;
  }

  @Benchmark
  public Feedback readFeedback() throws MalformedRecord {
    return FeedbackJson.read(feedbackJson);
  }

  @Benchmark
  public Features featurize() {
    return featurizer.features(request);
  }

  @Benchmark
  public byte[] writeEvent() throws IOException {
    out.clear();
    events.serialize(event, out);
    return out.getCopyOfBuffer();
  }

  @Benchmark
  public InboundEvent readEvent() throws IOException {
    return events.deserialize(new DataInputDeserializer(eventBytes));
  }

  /** The floor of both. */
  @Benchmark
  public byte[] copyEventBytes() {
    return eventBytes.clone();
  }

  @Benchmark
  public byte[] writeDecision() {
    return decisions.write(decision);
  }

  @Benchmark
  public byte[] writeJournalRow() {
    return avro.encode(row);
  }
}

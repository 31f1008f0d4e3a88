package dev.surety.benchmarks.pipeline;

import dev.surety.domain.Features;
import dev.surety.domain.Feedback;
import dev.surety.domain.RoutingRequest;
import dev.surety.domain.Sketch;
import dev.surety.domain.TenantTier;
import dev.surety.engine.Account;
import dev.surety.engine.Effects;
import dev.surety.engine.Event;
import dev.surety.engine.Learner;
import dev.surety.engine.OpenDecisionMaps;
import dev.surety.engine.RouterState;
import dev.surety.engine.StandingReader;
import dev.surety.engine.TenantConfig;
import dev.surety.engine.TenantRouter;
import dev.surety.flink.InboundEvent;
import dev.surety.flink.RouteTypes;
import dev.surety.wire.journal.JournalAvro;
import dev.surety.wire.json.DecisionJson;
import dev.surety.wire.json.FeedbackJson;
import dev.surety.wire.json.MalformedRecord;
import dev.surety.wire.json.RequestJson;
import dev.surety.wire.json.StandingJson;
import java.io.IOException;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * What ROUTE writes of one request and of what is said about it, once a tenant has some traffic.
 *
 * @param decision as it goes to its topic
 * @param decided its journal row
 * @param outcome the row of feedback
 * @param standing the tenant's
 */
record SampleRecords(byte[] decision, byte[] decided, byte[] outcome, byte[] standing) {

  /** The run's id, as long as Flink's are. */
  private static final String RUN = "0123456789abcdef0123456789abcdef";

  private static final long TIME = 1_769_900_399_123L;
  private static final int WARM_UP = 500;

  /**
   * @param like a request as ROUTE has it, or feedback: then of requests without features
   * @param models in the pool
   */
  static SampleRecords of(InboundEvent like, int models) throws MalformedRecord {
    TenantTier key = like.event().key();
    TenantConfig config =
        TenantConfig.of(BenchmarkModels.promise(), BenchmarkModels.models(models));
    RouterState state = new RouterState(key, new Account(), new Learner(), new OpenDecisionMaps());
    TenantRouter router = new TenantRouter();
    RecordBytes records = new RecordBytes(models);
    RoutingRequest first =
        like.event() instanceof RoutingRequest request
            ? request
            : RoutingRequest.of(like.event().requestId(), key, like.event().time());
    Effects decided = null;
    Effects judged = null;
    for (int i = 0; i < WARM_UP; i++) {
      long time = first.time() + i;
      RoutingRequest request =
          first.toBuilder().requestId("b7e1c0de-" + (1_000_000 + i)).time(time).build();
      Event.Context context = new Event.Context(RUN, 1, time, 7);
      decided = router.apply(state, new Event.Route(context, request, config));
      Feedback feedback = FeedbackJson.read(records.feedback(1_000_000 + i, 0, time));
      judged =
          router.apply(
              state, new Event.Learn(context, of(feedback, key, request.requestId()), config));
    }
    JournalAvro journal = new JournalAvro();
    return new SampleRecords(
        new DecisionJson.Writer().write(decided.decision()),
        journal.encode(decided.rows().get(decided.rows().size() - 1)),
        journal.encode(judged.rows().get(judged.rows().size() - 1)),
        new StandingJson.Writer().write(StandingReader.of(state, config)));
  }

  /** A request of the benchmarks' traffic, as FEATURIZE leaves it where nobody looks at more. */
  static InboundEvent request(int models) throws MalformedRecord {
    RoutingRequest request = RequestJson.read(new RecordBytes(models).request(12_345, 17, TIME));
    return new InboundEvent(request.featurized(Features.NONE, Sketch.NONE, false), 0, 12_345, TIME);
  }

  /** Bytes of it on the way to ROUTE. */
  static int betweenTasks(InboundEvent request) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(1024);
    RouteTypes.INBOUND.createSerializer(new SerializerConfigImpl()).serialize(request, out);
    return out.length();
  }

  private static Feedback of(Feedback feedback, TenantTier key, String requestId) {
    return Feedback.builder(requestId, key, feedback.model(), feedback.time())
        .decisionId(feedback.decisionId())
        .satisfaction(feedback.satisfaction())
        .inputTokens(feedback.inputTokens())
        .outputTokens(feedback.outputTokens())
        .costUsd(feedback.costUsd())
        .source(feedback.source())
        .build();
  }
}

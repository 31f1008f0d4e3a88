package dev.surety.benchmarks.tools;

import dev.surety.benchmarks.pipeline.BenchmarkModels;
import dev.surety.domain.Decision;
import dev.surety.domain.Feedback;
import dev.surety.domain.FeedbackTerms;
import dev.surety.domain.RoutingRequest;
import dev.surety.domain.SlaPolicy;
import dev.surety.domain.TenantTier;
import dev.surety.engine.Account;
import dev.surety.engine.Event;
import dev.surety.engine.Learner;
import dev.surety.engine.OpenDecisionMaps;
import dev.surety.engine.RouterState;
import dev.surety.engine.TenantConfig;
import dev.surety.engine.TenantRouter;
import dev.surety.tools.savepoint.KeyState;
import dev.surety.tools.savepoint.LocalFlink;
import dev.surety.tools.savepoint.NewSavepoint;
import dev.surety.tools.savepoint.SavedControl;
import dev.surety.tools.savepoint.SavedKey;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A savepoint of many tenants, each with 11 models, 60 requests, all of them open, and 30 judged.
 * Some were played through the engine, the others are like them, each with a queue of its own.
 */
final class MadeFleet implements MapFunction<Long, SavedKey> {

  private static final long serialVersionUID = 1L;

  private static final int PLAYED = 8;
  private static final int REQUESTS = 60;
  private static final int MODELS = 11;
  private static final long START = 1_769_900_000_000L;

  private final ArrayList<SavedKey> played = new ArrayList<>();

  private MadeFleet() throws IOException {
    TenantConfig config =
        TenantConfig.of(
            new SlaPolicy(
                1, 0.8, "surety", 0, Map.of(), FeedbackTerms.DEFAULT, SlaPolicy.Mode.APPLY),
            BenchmarkModels.models(MODELS));
    for (int i = 0; i < PLAYED; i++) {
      played.add(played(tenant(i), config));
    }
  }

  /** Writes it, where there is none yet. */
  static void write(String path, int tenants) throws IOException {
    StreamExecutionEnvironment env = LocalFlink.environment();
    new NewSavepoint(env, path)
        .write(
            env.fromSequence(0, tenants - 1L).map(new MadeFleet()).returns(SavedKey.TYPE),
            SavedControl.of(List.copyOf(BenchmarkModels.control(MODELS))));
  }

  private static TenantTier tenant(long number) {
    return new TenantTier("tenant-" + number, "gold");
  }

  @Override
  public SavedKey map(Long number) throws IOException {
    KeyState state = KeyState.of(played.get((int) (number % PLAYED)));
    state.account().queue += number * 1e-3;
    SavedKey saved = state.saved();
    return new SavedKey(
        tenant(number),
        saved.account(),
        saved.learner(),
        saved.open(),
        saved.timers(),
        saved.held());
  }

  private static SavedKey played(TenantTier key, TenantConfig config) throws IOException {
    TenantRouter router = new TenantRouter();
    OpenDecisionMaps open = new OpenDecisionMaps();
    RouterState state = new RouterState(key, new Account(), new Learner(), open);
    for (int i = 0; i < REQUESTS; i++) {
      Event.Context context = new Event.Context("run", 1, START + i, 7);
      RoutingRequest request =
          RoutingRequest.builder("b7e1c0de-" + i, key, START + i)
              .promptChars(400)
              .inputTokens(100 + i)
              .tag("tag-" + i % 16)
              .build();
      Decision decision = router.apply(state, new Event.Route(context, request, config)).decision();
      if (i % 2 == 0) {
        Feedback feedback =
            Feedback.builder(request.requestId(), key, decision.model(), START + i)
                .decisionId(decision.decisionId())
                .satisfaction(i % 5 == 0 ? 0 : 1)
                .inputTokens(100)
                .outputTokens(80)
                .source(Feedback.Source.USER)
                .build();
        router.apply(state, new Event.Learn(context, feedback, config));
      }
    }
    return new KeyState(key, state.account(), state.learner(), open, new long[] {START}, Map.of())
        .saved();
  }
}

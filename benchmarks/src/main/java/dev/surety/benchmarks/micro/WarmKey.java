package dev.surety.benchmarks.micro;

import dev.surety.benchmarks.pipeline.BenchmarkModels;
import dev.surety.domain.Decision;
import dev.surety.domain.Feedback;
import dev.surety.domain.FeedbackTerms;
import dev.surety.domain.RoutingRequest;
import dev.surety.domain.SlaPolicy;
import dev.surety.domain.TenantTier;
import dev.surety.engine.Account;
import dev.surety.engine.Effects;
import dev.surety.engine.Event;
import dev.surety.engine.Learner;
import dev.surety.engine.OpenDecisionMaps;
import dev.surety.engine.RouterState;
import dev.surety.engine.TenantConfig;
import dev.surety.engine.TenantRouter;
import java.util.Map;
import java.util.stream.IntStream;

/** One tenant in steady traffic: 16 tags, answers judged now and then, a decision open a while. */
final class WarmKey {

  private static final TenantTier KEY = new TenantTier("acme", "gold");
  private static final int WARM_UP = 20_000;
  private static final int TAGS = 16;
  private static final String[] TAG =
      IntStream.range(0, TAGS).mapToObj(tag -> "tag-" + tag).toArray(String[]::new);
  private static final int JUDGED_EVERY = 5;

  private final int judgedEvery;
  private final TenantRouter router = new TenantRouter();
  private final RouterState state =
      new RouterState(KEY, new Account(), new Learner(), new OpenDecisionMaps());
  private final TenantConfig config;
  private long t;

  /** Every fifth answer is judged. */
  WarmKey(String policy, int models) {
    this(policy, models, JUDGED_EVERY);
  }

  /**
   * @param judgedEvery so many answers is one judged: 1 for all
   */
  WarmKey(String policy, int models, int judgedEvery) {
    this.judgedEvery = judgedEvery;
    config =
        TenantConfig.of(
            new SlaPolicy(
                1,
                0.8,
                policy,
                0,
                Map.of(),
                new FeedbackTerms(1_000, 0.2, 0.2, 0, 10_000),
                SlaPolicy.Mode.APPLY),
            BenchmarkModels.models(models));
    for (int i = 0; i < WARM_UP; i++) {
      routeAndLearn();
    }
  }

  /** A new request of the next millisecond. */
  RoutingRequest nextRequest() {
    return request(Long.toString(++t));
  }

  /** One decision on a new request. */
  Effects routeAndLearn() {
    return routeAndLearn(nextRequest());
  }

  /** One decision, and where its answer is judged that judgement and usage. */
  Effects routeAndLearn(RoutingRequest request) {
    Event.Context context = new Event.Context("run", 1, request.time(), 7);
    Effects effects = router.apply(state, new Event.Route(context, request, config));
    if (request.time() % judgedEvery == 0) {
      Feedback feedback = feedback(request, effects.decision());
      router.apply(state, new Event.Learn(context, feedback, config));
    }
    return effects;
  }

  private RoutingRequest request(String id) {
    return RoutingRequest.builder(id, KEY, t)
        .promptChars(400)
        .inputTokens(100)
        .tag(TAG[(int) (t % TAGS)])
        .build();
  }

  private Feedback feedback(RoutingRequest request, Decision decision) {
    int model = Integer.parseInt(decision.model().substring("model-".length()));
    return Feedback.builder(request.requestId(), KEY, decision.model(), request.time())
        .decisionId(decision.decisionId())
        .satisfaction(satisfies(request, model) ? 1 : 0)
        .inputTokens(100)
        .outputTokens(250)
        .costUsd(decision.expectedCostUsd())
        .source(Feedback.Source.USER)
        .build();
  }

  /** Whether a model's answer would satisfy: dearer models do more often. */
  static boolean satisfies(RoutingRequest request, int model) {
    return (request.time() * 7919 % 100) < 60 + 3 * model;
  }

  Account account() {
    return state.account();
  }

  Learner learner() {
    return state.learner();
  }
}

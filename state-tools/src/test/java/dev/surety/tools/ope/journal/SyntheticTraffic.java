package dev.surety.tools.ope.journal;

import dev.surety.domain.Chance;
import dev.surety.domain.Decision;
import dev.surety.domain.Feedback;
import dev.surety.domain.FeedbackTerms;
import dev.surety.domain.JournalRow;
import dev.surety.domain.ModelSpec;
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
import dev.surety.policy.RoutingPolicy;
import dev.surety.testing.Pools;
import dev.surety.tools.audit.WrittenJournal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Tenants whose users are known through and through, routed by the real engine: the journal it
 * leaves, and the truth about it. The same seed gives the same traffic.
 */
final class SyntheticTraffic {

  static final String RUN = "run-1";
  static final List<String> TAGS = List.of("chat", "code");
  static final List<ModelSpec> POOL = Pools.three();
  static final List<String> MODELS = POOL.stream().map(ModelSpec::name).toList();

  /** By tag and model. */
  private static final double[][] SATISFACTION = {{0.85, 0.9, 0.95}, {0.4, 0.7, 0.92}};

  private static final int[] OUTPUT_TOKENS = {120, 200, 300};
  private static final long EVERY_MILLIS = 1000;

  private final TenantRouter router = new TenantRouter();
  private final List<RouterState> tenants = new ArrayList<>();
  private final TenantConfig config;
  private final Consumer<JournalRow> journal;
  private final long seed;
  private long now = 1_700_000_000_000L;
  private int requests;
  private double judgeAccuracy = Double.NaN;
  private double judgeAnswers;

  /**
   * @param logging what decides, or {@code null} for the SLA's own policy
   * @param journal takes every row
   */
  SyntheticTraffic(
      int tenants, SlaPolicy sla, RoutingPolicy logging, long seed, Consumer<JournalRow> journal) {
    TenantConfig own = TenantConfig.of(sla, POOL);
    this.config = logging == null ? own : new TenantConfig(own.hash(), sla, logging, POOL);
    this.journal = journal;
    this.seed = seed;
    for (int i = 0; i < tenants; i++) {
      TenantTier key = new TenantTier("tenant-" + i, "gold");
      this.tenants.add(new RouterState(key, new Account(), new Learner(), new OpenDecisionMaps()));
    }
    journal.accept(
        new JournalRow.Lineage(new JournalRow.Stamp(RUN, 0, null, 0, now), null, -1, 0, "test"));
    journal.accept(WrittenJournal.config(RUN, config));
  }

  static SlaPolicy sla(String policy, double target, FeedbackTerms terms) {
    return new SlaPolicy(1, target, policy, 0, Map.of(), terms, SlaPolicy.Mode.APPLY);
  }

  /** True satisfaction of a model over both tags, which are equally frequent. */
  static double truth(String model) {
    int m = MODELS.indexOf(model);
    return (SATISFACTION[0][m] + SATISFACTION[1][m]) / 2;
  }

  TenantConfig config() {
    return config;
  }

  /** A judge is right so often, and answers so often where a decision asks him. */
  SyntheticTraffic judged(double accuracy, double answers) {
    judgeAccuracy = accuracy;
    judgeAnswers = answers;
    return this;
  }

  /** The next requests, tenant after tenant, each with what came of it. */
  SyntheticTraffic go(int next) {
    for (int i = 0; i < next; i++) {
      RouterState tenant = tenants.get(requests % tenants.size());
      Decision decision = route(tenant, request(tenant.key()));
      answer(tenant, decision, now);
      now += EVERY_MILLIS / tenants.size() + 1;
    }
    return this;
  }

  private RoutingRequest request(TenantTier key) {
    int number = requests++;
    return RoutingRequest.builder("r" + number, key, now)
        .promptChars(400)
        .inputTokens(100)
        .conversationId("c" + number / (3 * tenants.size()) + '-' + number % tenants.size())
        .tag(TAGS.get(coin(number, 1) < 0.5 ? 0 : 1))
        .build();
  }

  private Decision route(RouterState tenant, RoutingRequest request) {
    Effects effects = router.apply(tenant, new Event.Route(context(), request, config));
    effects.rows().forEach(journal);
    return effects.decision();
  }

  private void answer(RouterState tenant, Decision decision, long time) {
    int number = Integer.parseInt(decision.requestId().substring(1));
    int m = MODELS.indexOf(decision.model());
    int tag = coin(number, 1) < 0.5 ? 0 : 1;
    double satisfied = coin(number, 2) < SATISFACTION[tag][m] ? 1 : 0;
    FeedbackTerms terms = config.sla().feedback();
    double rate = satisfied == 1 ? terms.satisfiedRate() : terms.dissatisfiedRate();
    boolean speaks = decision.isSurvey() || coin(number, 3) < rate;
    Feedback feedback =
        Feedback.builder(decision.requestId(), tenant.key(), decision.model(), time)
            .decisionId(decision.decisionId())
            .satisfaction(speaks ? satisfied : Double.NaN)
            .inputTokens(100)
            .outputTokens(OUTPUT_TOKENS[m])
            .source(decision.isSurvey() ? Feedback.Source.SOLICITED : Feedback.Source.USER)
            .build();
    router.apply(tenant, new Event.Learn(context(), feedback, config)).rows().forEach(journal);
    if (decision.judge() != null && coin(number, 4) < judgeAnswers) {
      double word = coin(number, 5) < judgeAccuracy ? satisfied : 1 - satisfied;
      Feedback judged =
          Feedback.builder(decision.requestId(), tenant.key(), decision.model(), time)
              .decisionId(decision.decisionId())
              .satisfaction(word)
              .source(Feedback.Source.JUDGE)
              .build();
      router.apply(tenant, new Event.Learn(context(), judged, config)).rows().forEach(journal);
    }
  }

  private Event.Context context() {
    return new Event.Context(RUN, 0, now, seed);
  }

  private double coin(int number, int purpose) {
    return (Chance.mix(Chance.hash(seed * 31 + purpose, "r" + number)) >>> 11) * 0x1.0p-53;
  }
}

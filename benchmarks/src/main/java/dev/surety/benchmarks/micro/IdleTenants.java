package dev.surety.benchmarks.micro;

import dev.surety.domain.Decision;
import dev.surety.domain.Feedback;
import dev.surety.domain.FeedbackTerms;
import dev.surety.domain.ModelSpec;
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
import dev.surety.wire.state.AccountCodec;
import dev.surety.wire.state.CompactCodec;
import dev.surety.wire.state.LearnerCodec;
import dev.surety.wire.state.OpenDecisionCodec;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What a tenant keeps that asked once, said once whether it was satisfied, and was never seen
 * again: bytes in the forms that checkpoints hold, before and after it was retired.
 */
final class IdleTenants {

  private static final int MODELS = 11;

  private final TenantRouter router = new TenantRouter();
  private final TenantConfig config;
  private long open;
  private long accounts;
  private long learners;
  private long retired;

  private IdleTenants(String policy) {
    List<ModelSpec> pool =
        IntStream.range(0, MODELS).mapToObj(m -> model(m, 0.1 * Math.pow(1.5, m))).toList();
    config =
        TenantConfig.of(
            new SlaPolicy(1, 0.8, policy, 0, Map.of(), FeedbackTerms.DEFAULT, SlaPolicy.Mode.APPLY),
            pool);
  }

  private static ModelSpec model(int number, double price) {
    return ModelSpec.builder("model-%02d".formatted(number), 1)
        .price(price, 4 * price)
        .confirmed(true)
        .build();
  }

  /** Plays that many tenants for each policy, and prints what one of them keeps. */
  static void print(int tenants, PrintWriter out) throws IOException {
    out.printf("%,d tenants seen once, %d models; bytes a tenant, without key%n", tenants, MODELS);
    for (String policy : List.of("surety", "slarouter", "mess-plus")) {
      IdleTenants idle = new IdleTenants(policy);
      for (int i = 0; i < tenants; i++) {
        idle.seeOnce(new TenantTier("tenant-" + i, "free"));
      }
      double n = tenants;
      out.printf(
          "%-10s account %.0f + learner %.0f + open decision %.0f = %.0f; retired: %.0f"
              + " (%.2f GB in all)%n",
          policy,
          idle.accounts / n,
          idle.learners / n,
          idle.open / n,
          (idle.accounts + idle.learners + idle.open) / n,
          idle.retired / n,
          idle.retired / 1e9);
      out.flush();
    }
  }

  private void seeOnce(TenantTier key) throws IOException {
    OpenDecisionMaps decisions = new OpenDecisionMaps();
    RouterState state = new RouterState(key, new Account(), new Learner(), decisions);
    Event.Context context = new Event.Context("run", 1, 1, 7);
    RoutingRequest request =
        RoutingRequest.builder("r", key, 1).promptChars(400).inputTokens(100).tag("tag").build();
    Decision decision = router.apply(state, new Event.Route(context, request, config)).decision();
    Feedback feedback =
        Feedback.builder("r", key, decision.model(), 2)
            .decisionId(decision.decisionId())
            .satisfaction(1)
            .inputTokens(100)
            .outputTokens(250)
            .costUsd(decision.expectedCostUsd())
            .source(Feedback.Source.USER)
            .build();
    router.apply(state, new Event.Learn(context, feedback, config));
    open +=
        bytes(out -> OpenDecisionCodec.write(decisions.get(state.account().presentMap, "r"), out));
    accounts += bytes(out -> AccountCodec.write(state.account(), out));
    learners += bytes(out -> LearnerCodec.write(state.learner(), out));
    router.apply(state, new Event.Idle(context));
    retired += CompactCodec.retired(state.account(), state.learner()).length;
  }

  /** Writes one state. */
  @FunctionalInterface
  private interface Writing {
    void to(DataOutputStream out) throws IOException;
  }

  private static int bytes(Writing writing) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    writing.to(new DataOutputStream(bytes));
    return bytes.size();
  }
}

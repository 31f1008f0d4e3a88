package dev.surety.lab.baseline;

import dev.surety.domain.Decision;
import dev.surety.domain.Feedback;
import dev.surety.domain.Feedback.Source;
import dev.surety.domain.FeedbackTerms;
import dev.surety.domain.ModelSpec;
import dev.surety.domain.RoutingRequest;
import dev.surety.domain.SlaPolicy;
import dev.surety.domain.SlaPolicy.Mode;
import dev.surety.domain.TenantTier;
import dev.surety.engine.Account;
import dev.surety.engine.Event;
import dev.surety.engine.Learner;
import dev.surety.engine.OpenDecisionMaps;
import dev.surety.engine.RouterState;
import dev.surety.engine.TenantConfig;
import dev.surety.engine.TenantRouter;
import dev.surety.lab.data.RoutingData;
import dev.surety.lab.data.RoutingRow;
import dev.surety.policy.RoutingPolicy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Plays rows of a data set to one key of the real engine. Prices are set so that a usual answer
 * costs what the model's answers cost in the mean: the mean costs are known.
 */
final class RowReplay {

  /** What came of it. */
  record Result(double satisfaction, double costUsd, double queue, long alarms) {}

  private static final TenantTier KEY = new TenantTier("acme", "gold");

  private final RoutingData data;
  private final double up;
  private final double down;
  private final List<ModelSpec> models = new ArrayList<>();

  /**
   * @param up chance that a satisfied user says so; {@code down}: a dissatisfied one
   */
  RowReplay(RoutingData data, double up, double down) {
    this.data = data;
    this.up = up;
    this.down = down;
    double[] mean = data.meanCostUsd();
    for (int m = 0; m < mean.length; m++) {
      double price = mean[m] * 1e6 / 750;
      models.add(
          ModelSpec.builder(data.pool().get(m).name(), 1)
              .price(price, price)
              .confirmed(true)
              .build());
    }
  }

  SlaPolicy sla(String policy, double target, Map<String, String> parameters) {
    FeedbackTerms terms = new FeedbackTerms(1, up, down, 0, 1000);
    return new SlaPolicy(1, target, policy, 0, parameters, terms, Mode.APPLY);
  }

  Result run(SlaPolicy sla, int requests, long seed) {
    return run(TenantConfig.of(sla, models), requests, seed);
  }

  /** A policy that no SLA can name. */
  Result run(RoutingPolicy policy, double target, int requests, long seed) {
    SlaPolicy sla = sla("fixed:none", target, Map.of());
    return run(new TenantConfig(policy.name(), sla, policy, models), requests, seed);
  }

  /** The row a request of this replay stands for. */
  RoutingRow row(String requestId) {
    return data.row(Integer.parseInt(requestId.substring(requestId.indexOf('-') + 1)));
  }

  private Result run(TenantConfig config, int requests, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    TenantRouter router = new TenantRouter();
    RouterState state = new RouterState(KEY, new Account(), new Learner(), new OpenDecisionMaps());
    Event.Context context = new Event.Context("run", 0, 0, seed);
    double satisfied = 0;
    double cost = 0;
    for (int t = 0; t < requests; t++) {
      // Every row once where there are enough, else drawn with replacement.
      int index = requests == data.size() ? t : random.nextInt(data.size());
      RoutingRow row = data.row(index);
      RoutingRequest request = RoutingRequest.of(t + "-" + index, KEY, t);
      Decision decision = router.apply(state, new Event.Route(context, request, config)).decision();
      state.throwFailure();
      int model = data.pool().indexOf(decision.model());
      satisfied += row.quality(model);
      cost += row.costUsd(model);
      boolean yes = random.nextDouble() < row.quality(model);
      if (random.nextDouble() < (yes ? up : down)) {
        router.apply(state, new Event.Learn(context, feedback(decision, yes, t), config));
      }
    }
    Account account = state.account();
    return new Result(satisfied / requests, cost, account.queue, account.catchingUpDecisions);
  }

  private static Feedback feedback(Decision decision, boolean satisfied, long time) {
    return Feedback.builder(decision.requestId(), KEY, decision.model(), time)
        .decisionId(decision.decisionId())
        .satisfaction(satisfied ? 1 : 0)
        .source(Source.USER)
        .build();
  }
}

package dev.surety.tools.ope.journal;

import dev.surety.domain.Decision;
import dev.surety.domain.Feedback;
import dev.surety.domain.FeedbackTerms;
import dev.surety.domain.ModelSpec;
import dev.surety.domain.RoutingRequest;
import dev.surety.domain.TenantTier;
import dev.surety.engine.Account;
import dev.surety.engine.Effects;
import dev.surety.engine.Event;
import dev.surety.engine.Learner;
import dev.surety.engine.OpenDecisionMaps;
import dev.surety.engine.RouterState;
import dev.surety.engine.TenantConfig;
import dev.surety.engine.TenantRouter;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * One tenant's logged requests through the engine itself, answered by a fitted outcome regression
 * (dossier 6.3 c): as good as that model. The requests come twice, and the second time counts, so
 * that the policy is judged as one that has been running.
 */
final class Simulation {

  /** What was delivered, mean over the requests that were decided. */
  record Delivered(double satisfaction, double costUsd, long requests) {}

  private static final String RUN = "simulation";

  private final List<RoutingRequest> requests;
  private final TenantConfig config;
  private final UsageMeans usage;
  private final long labelDelay;
  private final Map<String, ModelSpec> models = new HashMap<>();
  private final TenantRouter router = new TenantRouter();

  /**
   * @param requests of one key, in the order of their decisions
   * @param labelDelay milliseconds from decision to judgement
   */
  Simulation(
      List<RoutingRequest> requests, TenantConfig config, UsageMeans usage, long labelDelay) {
    this.requests = requests;
    this.config = config;
    this.usage = usage;
    this.labelDelay = labelDelay;
    config.models().forEach(model -> models.put(model.name(), model));
  }

  /**
   * Runs once.
   *
   * @param random also seeds the router's own chance
   */
  Delivered run(SatisfactionDraw answers, SplittableRandom random) {
    Run run = new Run(answers, random);
    long span = requests.get(requests.size() - 1).time() - requests.get(0).time() + 1;
    run.walk("w", 0);
    run.requests = 0;
    run.satisfied = 0;
    run.costUsd = 0;
    run.walk("", span);
    return new Delivered(run.satisfied / run.requests, run.costUsd / run.requests, run.requests);
  }

  /** The tenant's state and the judgements under way. */
  private final class Run {
    private final SatisfactionDraw answers;
    private final SplittableRandom random;
    private final long seed;
    private final RouterState state;
    private final Deque<Feedback> underWay = new ArrayDeque<>();
    private long requests;
    private double satisfied;
    private double costUsd;

    Run(SatisfactionDraw answers, SplittableRandom random) {
      this.answers = answers;
      this.random = random;
      this.seed = random.nextLong();
      TenantTier key = Simulation.this.requests.get(0).key();
      this.state = new RouterState(key, new Account(), new Learner(), new OpenDecisionMaps());
    }

    void walk(String prefix, long later) {
      for (RoutingRequest logged : Simulation.this.requests) {
        RoutingRequest request = again(logged, prefix, later);
        while (!underWay.isEmpty() && underWay.peek().time() <= request.time()) {
          learn(underWay.poll());
        }
        Effects effects =
            router.apply(state, new Event.Route(context(request.time()), request, config));
        if (effects.decision() != null) {
          requests++;
          answer(request, effects.decision());
        }
      }
    }

    private void answer(RoutingRequest request, Decision decision) {
      FeedbackTerms terms = config.sla().feedback();
      boolean satisfies = answers.satisfies(decision.model(), request.tag());
      satisfied += satisfies ? 1 : 0;
      double rate = satisfies ? terms.satisfiedRate() : terms.dissatisfiedRate();
      boolean speaks = decision.isSurvey() || random.nextDouble() < rate;
      paid(request, decision, decision.model());
      judged(request, decision, decision.model(), satisfies, speaks);
      for (String other : decision.alsoQuery()) {
        paid(request, decision, other);
        judged(request, decision, other, answers.satisfies(other, request.tag()), speaks);
      }
    }

    private void paid(RoutingRequest request, Decision decision, String model) {
      double usd = usage.costUsd(models.get(model), request.inputTokens());
      costUsd += usd;
      int input = usage.inputTokens(request.inputTokens());
      int output = usage.outputTokens(model);
      learn(feedback(request, decision, model, 0, Double.NaN, input, output, usd));
    }

    private void judged(
        RoutingRequest request, Decision decision, String model, boolean up, boolean speaks) {
      if (speaks) {
        int none = RoutingRequest.UNKNOWN;
        double label = up ? 1 : 0;
        underWay.add(feedback(request, decision, model, labelDelay, label, none, none, Double.NaN));
      }
    }

    private void learn(Feedback feedback) {
      router.apply(state, new Event.Learn(context(feedback.time()), feedback, config));
      state.throwFailure();
    }

    private Event.Context context(long now) {
      return new Event.Context(RUN, 0, now, seed);
    }
  }

  private static Feedback feedback(
      RoutingRequest request,
      Decision decision,
      String model,
      long delay,
      double label,
      int inputTokens,
      int outputTokens,
      double usd) {
    return Feedback.builder(request.requestId(), request.key(), model, request.time() + delay)
        .decisionId(decision.decisionId())
        .satisfaction(label)
        .inputTokens(inputTokens)
        .outputTokens(outputTokens)
        .costUsd(usd)
        .source(decision.isSurvey() ? Feedback.Source.SOLICITED : Feedback.Source.USER)
        .build();
  }

  private static RoutingRequest again(RoutingRequest request, String prefix, long later) {
    return request.toBuilder()
        .requestId(prefix + request.requestId())
        .time(request.time() + later)
        .prompt(null)
        .build();
  }
}

package dev.surety.demo.run;

import dev.surety.client.Execution;
import dev.surety.client.Gateway;
import dev.surety.demo.traffic.AnswerJudge;
import dev.surety.demo.traffic.PlannedRequest;
import dev.surety.demo.traffic.UserFeedback;
import dev.surety.demo.traffic.Users;
import dev.surety.domain.Feedback;
import dev.surety.domain.TenantTier;
import dev.surety.lab.data.RoutingData;
import dev.surety.lab.data.RoutingRow;
import dev.surety.lab.reference.SentRequest;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The models and the users behind the gateway: a decision is executed by looking up what the data
 * says the model answered; the usage is reported at once, and the judgement when the user speaks.
 * Answers of models that were only queried to learn are judged too when the user speaks at all.
 */
final class SimulatedEnvironment {

  private final RoutingData data;
  private final Users users;
  private final AnswerJudge judge;
  private final ModelCatalog catalog;
  private final Gateway gateway;
  private final ScheduledExecutorService later;
  private final AtomicLong feedbackSent = new AtomicLong();
  private final AtomicLong feedbackWaiting = new AtomicLong();

  /**
   * @param judge whom decisions can ask, or {@code null}
   */
  SimulatedEnvironment(
      RoutingData data,
      Users users,
      AnswerJudge judge,
      ModelCatalog catalog,
      Gateway gateway,
      ScheduledExecutorService later) {
    this.data = data;
    this.users = users;
    this.judge = judge;
    this.catalog = catalog;
    this.gateway = gateway;
    this.later = later;
  }

  Served serve(PlannedRequest request, Execution execution) {
    RoutingRow row = data.row(request.row());
    int shown = data.pool().indexOf(execution.model());
    double cost = answer(request, execution, row, shown, Feedback.Source.USER);
    for (String other : execution.alsoQuery()) {
      cost += answer(request, execution, row, data.pool().indexOf(other), Feedback.Source.JUDGE);
    }
    if (judge != null && execution.wantsJudge()) {
      later(judge.delay(request.requestId()), () -> judged(request, execution, row, shown));
    }
    return served(request, row, shown, cost, execution.decisionId(), execution.latencyNanos());
  }

  /** What a user got whom somebody else has answered, by one model. */
  Served served(
      PlannedRequest request, RoutingRow row, int model, String decisionId, long latencyNanos) {
    return served(request, row, model, catalog.costUsd(row, model), decisionId, latencyNanos);
  }

  private Served served(
      PlannedRequest request,
      RoutingRow row,
      int model,
      double costUsd,
      String decisionId,
      long latencyNanos) {
    return new Served(
        request,
        model,
        users.satisfaction(row, model),
        costUsd,
        decisionId,
        alternatives(row),
        latencyNanos,
        System.currentTimeMillis());
  }

  /** What the user says of a model's answer; empty if nothing. */
  Optional<UserFeedback> said(PlannedRequest request, RoutingRow row, int model) {
    return users.feedback(request.requestId(), row, model);
  }

  /** Does it when the user speaks; until then it is waited for. */
  void later(Duration delay, Runnable then) {
    feedbackWaiting.incrementAndGet();
    later.schedule(
        () -> {
          try {
            then.run();
          } finally {
            feedbackWaiting.decrementAndGet();
          }
        },
        delay.toNanos(),
        TimeUnit.NANOSECONDS);
  }

  /** Somebody has reported a record of feedback. */
  void reported() {
    feedbackSent.incrementAndGet();
  }

  private SentRequest alternatives(RoutingRow row) {
    double[] satisfaction = new double[data.pool().size()];
    for (int m = 0; m < satisfaction.length; m++) {
      satisfaction[m] = users.satisfaction(row, m);
    }
    return new SentRequest(satisfaction, catalog.costUsd(row), catalog.available());
  }

  /** Reports one model's answer; usage and judgement in one record when the user speaks at once. */
  private double answer(
      PlannedRequest request,
      Execution execution,
      RoutingRow row,
      int model,
      Feedback.Source source) {
    double cost = catalog.costUsd(row, model);
    Optional<UserFeedback> said = said(request, row, model);
    boolean atOnce = said.isPresent() && said.get().delay().isZero();
    report(request, execution, row, model, cost, atOnce ? said.get() : null, source);
    if (said.isPresent() && !atOnce) {
      later(
          said.get().delay(),
          () -> report(request, execution, row, model, Double.NaN, said.get(), source));
    }
    return cost;
  }

  private void report(
      PlannedRequest request,
      Execution execution,
      RoutingRow row,
      int model,
      double costUsd,
      UserFeedback said,
      Feedback.Source source) {
    boolean usage = !Double.isNaN(costUsd);
    gateway.report(
        Feedback.builder(
                request.requestId(),
                new TenantTier(request.tenant().name(), request.tenant().tier()),
                data.pool().get(model).name(),
                System.currentTimeMillis())
            .decisionId(execution.decisionId())
            .satisfaction(said == null ? Double.NaN : satisfaction(said))
            .inputTokens(usage ? row.inputTokens() : -1)
            .outputTokens(usage ? row.outputTokens(model) : -1)
            .latencyMillis(
                usage && row.hasLatency() ? (long) (row.latencySeconds()[model] * 1000) : -1)
            .costUsd(costUsd)
            .source(said == null ? Feedback.Source.UNKNOWN : source)
            .build());
    reported();
  }

  /** The judge has spoken of the answer that was shown. */
  private void judged(PlannedRequest request, Execution execution, RoutingRow row, int model) {
    gateway.report(
        execution
            .report(data.pool().get(model).name())
            .satisfaction(judge.says(request.requestId(), users.satisfaction(row, model)))
            .costUsd(judge.priceUsd())
            .source(Feedback.Source.JUDGE)
            .build());
    reported();
  }

  private static double satisfaction(UserFeedback said) {
    OptionalDouble score = said.score();
    return score.isPresent() ? score.getAsDouble() : said.satisfied() ? 1 : 0;
  }

  long feedbackSent() {
    return feedbackSent.get();
  }

  long feedbackWaiting() {
    return feedbackWaiting.get();
  }
}

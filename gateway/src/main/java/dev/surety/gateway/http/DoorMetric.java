package dev.surety.gateway.http;

/** Every metric of the door; the table in {@code docs/gateway.md} is made from it. */
enum DoorMetric {
  REQUESTS(
      Kind.COUNT,
      "surety.gateway.requests",
      "api, status",
      "Requests of models and decisions that were answered, by the status that the client got; 499 if it had gone."),
  CHOICES(
      Kind.COUNT,
      "surety.gateway.choices",
      "reason",
      "How requests came to their model: the decision's reason, or standing, observed, repeated."),
  DECIDING(
      Kind.TIME,
      "surety.gateway.deciding",
      "",
      "Time from the question to what is to be executed."),
  OVERHEAD(
      Kind.TIME,
      "surety.gateway.overhead",
      "",
      "Time from the last byte of the request to the first attempt, deciding included."),
  FIRST_TOKEN(
      Kind.TIME,
      "surety.gateway.first.token",
      "model",
      "Time from the attempt to the first meaningful event of a stream."),
  ATTEMPTS(
      Kind.COUNT,
      "surety.gateway.attempts",
      "model, result",
      "Attempts at models: ok, or the class of the failure."),
  ALSO_QUERIED(
      Kind.COUNT,
      "surety.gateway.also.queried",
      "model, result",
      "Questions to further models that a decision asked for, unseen by the user: ok, or the class of the failure."),
  FAILOVERS(
      Kind.COUNT,
      "surety.gateway.failovers",
      "",
      "Attempts that followed a failure of the same request."),
  CANCELLED(
      Kind.COUNT,
      "surety.gateway.cancelled",
      "",
      "Requests whose client went before it had its answer."),
  ESTIMATED(
      Kind.COUNT,
      "surety.gateway.usage.estimated",
      "",
      "Answers without usage: their tokens were reckoned from characters."),
  KEYS_REFUSED(
      Kind.COUNT, "surety.gateway.keys.refused", "", "Requests without a key that counts."),
  FEEDBACK(
      Kind.COUNT,
      "surety.gateway.feedback",
      "result",
      "Judgements over HTTP: taken, repeated, refused."),
  JUDGED(
      Kind.COUNT,
      "surety.gateway.judged",
      "outcome",
      "Answers that the door's judge has judged: satisfied (0.5 and above), unsatisfied."),
  JUDGE_SKIPPED(
      Kind.COUNT,
      "surety.gateway.judge.skipped",
      "reason",
      "Answers of which a label was wanted and the judge was not asked: full, budget, too_long, no_text, cancelled, stopping."),
  JUDGE_FAILED(
      Kind.COUNT,
      "surety.gateway.judge.failed",
      "reason",
      "Questions to the judge without a verdict: timeout, error, unreadable."),
  JUDGE_COST(
      Kind.COUNT,
      "surety.gateway.judge.cost.usd",
      "",
      "Dollars that the judge has taken, where its prices are set."),
  IN_FLIGHT(
      Kind.LEVEL,
      "surety.gateway.in.flight",
      "",
      "Requests of models that are being answered now."),
  BODIES(
      Kind.LEVEL,
      "surety.gateway.bodies.bytes",
      "",
      "Bytes of the bodies of requests that are being read or answered."),
  BODIES_REFUSED(
      Kind.COUNT,
      "surety.gateway.bodies.refused",
      "",
      "Requests that were turned away as there was no room for their bodies."),
  HELD_BACK(
      Kind.COUNT,
      "surety.gateway.held.back",
      "tenant, tier",
      "Requests that were turned away as their tenant and tier had too many on their way."),
  READY(
      Kind.LEVEL,
      "surety.gateway.ready",
      "",
      "1 once the standings are known and until a stop begins."),
  KEYS(Kind.LEVEL, "surety.gateway.keys", "", "Keys that count.");

  /** What a metric is to Prometheus. */
  enum Kind {
    /** It only grows. */
    COUNT("_total"),
    /** A histogram of times. */
    TIME("_seconds"),
    /** It goes up and down. */
    LEVEL("");

    private final String suffix;

    Kind(String suffix) {
      this.suffix = suffix;
    }
  }

  private final Kind kind;
  private final String meter;
  private final String labels;
  private final String description;

  DoorMetric(Kind kind, String meter, String labels, String description) {
    this.kind = kind;
    this.meter = meter;
    this.labels = labels;
    this.description = description;
  }

  /** As Prometheus sees it. */
  String shown() {
    return meter.replace('.', '_') + kind.suffix;
  }

  /** As the library that counts knows it. */
  String meter() {
    return meter;
  }

  String labels() {
    return labels;
  }

  String description() {
    return description;
  }
}

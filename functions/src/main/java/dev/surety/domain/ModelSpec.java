package dev.surety.domain;

/**
 * One version of a model of the pool, as a {@code model} control record states it.
 *
 * @param provider who serves it, or {@code null}
 * @param inputUsdPerMtok USD for a million input tokens, finite and not negative
 * @param outputUsdPerMtok USD for a million output tokens, finite and not negative
 * @param contextWindow tokens, or {@link RoutingRequest#UNKNOWN}
 * @param effectiveAt epoch milliseconds from which it counts; {@link Long#MIN_VALUE} means always
 * @param confirmed an implausible price counts only when this is set
 * @param schedule until when it counts, and what recurs; {@link ModelSchedule#NONE} in a pool,
 *     where all of that is settled
 */
public record ModelSpec(
    String name,
    long version,
    String provider,
    double inputUsdPerMtok,
    double outputUsdPerMtok,
    int contextWindow,
    Status status,
    long effectiveAt,
    boolean confirmed,
    ModelSchedule schedule) {

  /** A version that counts for good, at one price. */
  public ModelSpec(
      String name,
      long version,
      String provider,
      double inputUsdPerMtok,
      double outputUsdPerMtok,
      int contextWindow,
      Status status,
      long effectiveAt,
      boolean confirmed) {
    this(
        name,
        version,
        provider,
        inputUsdPerMtok,
        outputUsdPerMtok,
        contextWindow,
        status,
        effectiveAt,
        confirmed,
        ModelSchedule.NONE);
  }

  /** Only an active model gets new requests; a draining one still gets its feedback. */
  public enum Status {
    ACTIVE,
    DRAINING,
    DOWN
  }

  /** Cost in USD of an answer that takes this many tokens. */
  public double costUsd(double inputTokens, double outputTokens) {
    return (inputTokens * inputUsdPerMtok + outputTokens * outputUsdPerMtok) / 1e6;
  }

  /** As a pool has it, where what counts when is settled. */
  public ModelSpec resolved() {
    return schedule.equals(ModelSchedule.NONE)
        ? this
        : with(inputUsdPerMtok, outputUsdPerMtok, effectiveAt, ModelSchedule.NONE);
  }

  /** At another price. */
  public ModelSpec priced(double input, double output) {
    return with(input, output, effectiveAt, schedule);
  }

  /** From another time on. */
  public ModelSpec from(long time) {
    return with(inputUsdPerMtok, outputUsdPerMtok, time, schedule);
  }

  /** As it was published at a time. */
  public ModelSpec published(long time) {
    return time == schedule.publishedAt()
        ? this
        : with(inputUsdPerMtok, outputUsdPerMtok, effectiveAt, schedule.published(time));
  }

  private ModelSpec with(double input, double output, long from, ModelSchedule newSchedule) {
    return new ModelSpec(
        name,
        version,
        provider,
        input,
        output,
        contextWindow,
        status,
        from,
        confirmed,
        newSchedule);
  }

  /** Hashes of configurations are made of it: a text that has lasted, and what a version adds. */
  @Override
  public String toString() {
    String text =
        "ModelSpec[name=%s, version=%d, provider=%s, inputUsdPerMtok=%s, outputUsdPerMtok=%s, contextWindow=%d, status=%s, effectiveAt=%d, confirmed=%s"
            .formatted(
                name,
                version,
                provider,
                inputUsdPerMtok,
                outputUsdPerMtok,
                contextWindow,
                status,
                effectiveAt,
                confirmed);
    return schedule.equals(ModelSchedule.NONE) ? text + ']' : text + ", " + schedule + ']';
  }
}

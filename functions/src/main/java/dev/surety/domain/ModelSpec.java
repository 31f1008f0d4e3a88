package dev.surety.domain;

import java.util.List;
import java.util.Locale;

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
 * @param aliases what else it is called: in feedback, and by requests that name models
 * @param cachedInputUsdPerMtok USD for a million input tokens that were read from a cache, or
 *     {@link Double#NaN} where they cost what others do
 * @param offer what it can do and where
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
    ModelSchedule schedule,
    List<String> aliases,
    double cachedInputUsdPerMtok,
    ModelOffer offer) {

  public ModelSpec {
    aliases = List.copyOf(aliases);
  }

  /**
   * Only an active model gets new requests; a draining one still answers those that are sent again,
   * and gets its feedback. From the most available to the least.
   */
  public enum Status {
    ACTIVE,
    DRAINING,
    DOWN;

    /** The less available of the two. */
    public Status and(Status other) {
      return compareTo(other) >= 0 ? this : other;
    }

    /** How people and topics call it. */
    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }
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

  /** At another price, that of cached input in proportion. */
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

  /** The same in another status. */
  public ModelSpec with(Status other) {
    return other == status ? this : toBuilder().status(other).build();
  }

  private ModelSpec with(double input, double output, long from, ModelSchedule newSchedule) {
    return toBuilder()
        .inputUsdPerMtok(input)
        .outputUsdPerMtok(output)
        .effectiveAt(from)
        .schedule(newSchedule)
        .cachedInputUsdPerMtok(
            input == inputUsdPerMtok || inputUsdPerMtok == 0
                ? cachedInputUsdPerMtok
                : cachedInputUsdPerMtok * (input / inputUsdPerMtok))
        .build();
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
    return text
        + (schedule.equals(ModelSchedule.NONE) ? "" : ", " + schedule)
        + (aliases.isEmpty() ? "" : ", aliases=" + aliases)
        + (Double.isNaN(cachedInputUsdPerMtok)
            ? ""
            : ", cachedInputUsdPerMtok=" + cachedInputUsdPerMtok)
        + offer
        + ']';
  }

  /** A builder of an active model that costs nothing and has always been in force. */
  public static Builder builder(String name, long version) {
    return new Builder(name, version);
  }

  /** A builder of what says the same, for what says nearly the same. */
  public Builder toBuilder() {
    return new Builder(name, version)
        .provider(provider)
        .inputUsdPerMtok(inputUsdPerMtok)
        .outputUsdPerMtok(outputUsdPerMtok)
        .contextWindow(contextWindow)
        .status(status)
        .effectiveAt(effectiveAt)
        .confirmed(confirmed)
        .schedule(schedule)
        .aliases(aliases)
        .cachedInputUsdPerMtok(cachedInputUsdPerMtok)
        .offer(offer);
  }

  /** Builds a version of a model. */
  public static final class Builder {

    private String name;
    private long version;
    private String provider;
    private double inputUsdPerMtok;
    private double outputUsdPerMtok;
    private int contextWindow = RoutingRequest.UNKNOWN;
    private Status status = Status.ACTIVE;
    private long effectiveAt = Long.MIN_VALUE;
    private boolean confirmed;
    private ModelSchedule schedule = ModelSchedule.NONE;
    private List<String> aliases = List.of();
    private double cachedInputUsdPerMtok = Double.NaN;
    private ModelOffer offer = ModelOffer.NONE;

    private Builder(String name, long version) {
      this.name = name;
      this.version = version;
    }

    public Builder version(long value) {
      version = value;
      return this;
    }

    public Builder provider(String value) {
      provider = value;
      return this;
    }

    public Builder inputUsdPerMtok(double value) {
      inputUsdPerMtok = value;
      return this;
    }

    public Builder outputUsdPerMtok(double value) {
      outputUsdPerMtok = value;
      return this;
    }

    public Builder contextWindow(int value) {
      contextWindow = value;
      return this;
    }

    public Builder status(Status value) {
      status = value;
      return this;
    }

    public Builder effectiveAt(long value) {
      effectiveAt = value;
      return this;
    }

    public Builder confirmed(boolean value) {
      confirmed = value;
      return this;
    }

    public Builder schedule(ModelSchedule value) {
      schedule = value;
      return this;
    }

    public Builder aliases(List<String> value) {
      aliases = value;
      return this;
    }

    public Builder cachedInputUsdPerMtok(double value) {
      cachedInputUsdPerMtok = value;
      return this;
    }

    public Builder offer(ModelOffer value) {
      offer = value;
      return this;
    }

    /** Sets both prices, in US dollars for a million tokens. */
    public Builder price(double input, double output) {
      return inputUsdPerMtok(input).outputUsdPerMtok(output);
    }

    /** Returns the record. */
    public ModelSpec build() {
      return new ModelSpec(
          name,
          version,
          provider,
          inputUsdPerMtok,
          outputUsdPerMtok,
          contextWindow,
          status,
          effectiveAt,
          confirmed,
          schedule,
          aliases,
          cachedInputUsdPerMtok,
          offer);
    }
  }
}

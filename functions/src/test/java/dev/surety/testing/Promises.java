package dev.surety.testing;

import dev.surety.domain.FeedbackTerms;
import dev.surety.domain.SlaLimits;
import dev.surety.domain.SlaPolicy;
import dev.surety.domain.SlaPolicy.Mode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Builds the promise to a tenant: {@code Promises.messPlus(0.8).with("v", 1).sla()}. */
public final class Promises {

  private final double target;
  private final String policy;
  private final Map<String, String> parameters = new TreeMap<>();
  private FeedbackTerms terms = FeedbackTerms.DEFAULT;
  private Mode mode = Mode.APPLY;
  private SlaLimits limits = SlaLimits.NONE;
  private long version = 1;

  private Promises(double target, String policy) {
    this.target = target;
    this.policy = policy;
  }

  public static Promises messPlus(double target) {
    return new Promises(target, "mess-plus");
  }

  public static Promises surety(double target) {
    return new Promises(target, "surety");
  }

  /** By the artefact {@link TrainedModels#NAME}. */
  public static Promises proteus(double target) {
    return new Promises(target, "proteus").with("artefact", TrainedModels.NAME);
  }

  /** Kept by any policy. */
  public static Promises of(String policy, double target) {
    return new Promises(target, policy);
  }

  public static Promises fixed(String model, double target) {
    return new Promises(target, "fixed:" + model);
  }

  public Promises with(String parameter, Object value) {
    parameters.put(parameter, String.valueOf(value));
    return this;
  }

  public Promises version(long newVersion) {
    version = newVersion;
    return this;
  }

  public Promises window(long millis) {
    terms =
        new FeedbackTerms(
            millis,
            terms.satisfiedRate(),
            terms.dissatisfiedRate(),
            terms.solicitRate(),
            terms.maxOpen());
    return this;
  }

  /** How long money is booked. */
  public Promises moneyWindow(long millis) {
    terms =
        new FeedbackTerms(
            terms.windowMillis(),
            terms.satisfiedRate(),
            terms.dissatisfiedRate(),
            terms.solicitRate(),
            terms.maxOpen(),
            millis);
    return this;
  }

  public Promises maxOpen(int decisions) {
    terms =
        new FeedbackTerms(
            terms.windowMillis(),
            terms.satisfiedRate(),
            terms.dissatisfiedRate(),
            terms.solicitRate(),
            decisions);
    return this;
  }

  /** How likely users say that they are satisfied, and that they are not. */
  public Promises speaking(double satisfied, double dissatisfied) {
    terms =
        new FeedbackTerms(
            terms.windowMillis(), satisfied, dissatisfied, terms.solicitRate(), terms.maxOpen());
    return this;
  }

  public Promises solicited(double rate) {
    terms =
        new FeedbackTerms(
            terms.windowMillis(),
            terms.satisfiedRate(),
            terms.dissatisfiedRate(),
            rate,
            terms.maxOpen());
    return this;
  }

  public Promises observed() {
    mode = Mode.OBSERVE;
    return this;
  }

  /** Only models of these regions. */
  public Promises inside(String... regions) {
    limits = new SlaLimits(List.of(regions), limits.providers(), limits.deny());
    return this;
  }

  /** Only models of these providers. */
  public Promises by(String... providers) {
    limits = new SlaLimits(limits.regions(), List.of(providers), limits.deny());
    return this;
  }

  /** None of these models and providers. */
  public Promises denying(String... names) {
    limits = new SlaLimits(limits.regions(), limits.providers(), List.of(names));
    return this;
  }

  public SlaPolicy sla() {
    return new SlaPolicy(version, target, policy, 0, parameters, terms, mode).limited(limits);
  }
}

package dev.surety.testing;

import dev.surety.domain.ControlUpdate.ModelUpdate;
import dev.surety.domain.ControlUpdate.SlaUpdate;
import dev.surety.engine.Configuration;

/** All policies, for what must hold under each: {@code @EnumSource EveryPolicy policy}. */
public enum EveryPolicy {
  SURETY("surety"),
  SLAROUTER("slarouter"),
  SLAROUTER_BALANCED("slarouter"),
  MESS_PLUS("mess-plus"),
  PROTEUS("proteus"),
  FIXED("fixed:" + Pools.CHEAP);

  private final String policy;

  EveryPolicy(String policy) {
    this.policy = policy;
  }

  /** A promise by it. */
  public Promises promise(double target) {
    return switch (this) {
      case SLAROUTER_BALANCED -> Promises.of(policy, target).with("estimator", "logistic");
      case MESS_PLUS -> Promises.of(policy, target).with("learn_from", "all");
      case PROTEUS -> Promises.proteus(target);
      default -> Promises.of(policy, target);
    };
  }

  /** A fresh key with that promise and the pool {@link Pools#three}. */
  public Play play(double target) {
    return play(promise(target));
  }

  /** A fresh key with this promise, which is one of this policy's, and the same pool. */
  public Play play(Promises promise) {
    return configure(Play.unconfigured(), promise);
  }

  /** From now on this promise is in force for the key. */
  public Play configure(Play play, Promises promise) {
    Configuration configuration = new Configuration();
    configuration.put(new SlaUpdate(Requests.KEY.tenant(), Requests.KEY.tier(), promise.sla()));
    Pools.three().forEach(model -> configuration.put(new ModelUpdate(model)));
    if (this == PROTEUS) {
      configuration.put(TrainedModels.artefact(1));
    }
    return play.configure(configuration.inForce(Requests.KEY, 0));
  }
}

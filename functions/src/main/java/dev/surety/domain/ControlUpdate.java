package dev.surety.domain;

/** One record of the control topic. Its effect depends on its version, never on when it arrives. */
public sealed interface ControlUpdate {

  /**
   * What the record is about: {@code model/NAME}, {@code status/NAME}, {@code sla/TENANT/TIER},
   * {@code artefact/KIND/NAME}, {@code budget/TENANT}.
   */
  String subject();

  /** Orders the records of one subject. */
  long version();

  /**
   * When the record was published, epoch milliseconds; {@link Long#MIN_VALUE} where that is not
   * known or means nothing.
   */
  default long publishedAt() {
    return Long.MIN_VALUE;
  }

  /** The same record as published at a time, where that means something. */
  default ControlUpdate published(long time) {
    return this;
  }

  /** Whether two records say the same, whenever they were published. */
  default boolean saysAs(ControlUpdate other) {
    return published(Long.MIN_VALUE).equals(other.published(Long.MIN_VALUE));
  }

  /** Adds a model to the pool or changes it. */
  record ModelUpdate(ModelSpec model) implements ControlUpdate {
    @Override
    public String subject() {
      return modelSubject(model.name());
    }

    @Override
    public long version() {
      return model.version();
    }

    @Override
    public long publishedAt() {
      return model.schedule().publishedAt();
    }

    @Override
    public ModelUpdate published(long time) {
      return new ModelUpdate(model.published(time));
    }
  }

  /** Takes a model out of the pool. */
  record ModelRemoved(String model, long version, long publishedAt) implements ControlUpdate {

    public ModelRemoved(String model, long version) {
      this(model, version, Long.MIN_VALUE);
    }

    @Override
    public String subject() {
      return modelSubject(model);
    }

    @Override
    public ModelRemoved published(long time) {
      return new ModelRemoved(model, version, time);
    }
  }

  /**
   * What an operator says of a model's status: a word beside the model's own record, so that no
   * price that is published takes it back. A model is as available as the less available of the
   * two.
   *
   * @param until epoch milliseconds from which {@code then} counts; {@link Long#MAX_VALUE} for
   *     never
   * @param then what is said from then on
   * @param publishedAt from when the word counts, epoch milliseconds; {@link Long#MIN_VALUE} where
   *     that is not known: then it always did
   */
  record ModelStatus(
      String model,
      long version,
      ModelSpec.Status status,
      long until,
      ModelSpec.Status then,
      long publishedAt)
      implements ControlUpdate {

    @Override
    public String subject() {
      return statusSubject(model);
    }

    @Override
    public ModelStatus published(long time) {
      return new ModelStatus(model, version, status, until, then, time);
    }
  }

  /** Makes or changes a promise; tenant and tier may be {@code *}. */
  record SlaUpdate(String tenant, String tier, SlaPolicy sla) implements ControlUpdate {
    @Override
    public String subject() {
      return slaSubject(tenant, tier);
    }

    @Override
    public long version() {
      return sla.version();
    }
  }

  /** Ends a promise. */
  record SlaRemoved(String tenant, String tier, long version) implements ControlUpdate {
    @Override
    public String subject() {
      return slaSubject(tenant, tier);
    }
  }

  /** Bounds what answers of all tiers of a tenant may cost together. */
  record BudgetUpdate(String tenant, long version, BudgetTerms budget) implements ControlUpdate {
    @Override
    public String subject() {
      return budgetSubject(tenant);
    }
  }

  /** Ends such a bound. */
  record BudgetRemoved(String tenant, long version) implements ControlUpdate {
    @Override
    public String subject() {
      return budgetSubject(tenant);
    }
  }

  /** A trained policy or a prior, as its payload's text. */
  record ArtefactUpdate(String kind, String name, long version, String payload)
      implements ControlUpdate {
    @Override
    public String subject() {
      return artefactSubject(kind, name);
    }
  }

  /** A Kafka tombstone: removes every version of the subject that was known when it came. */
  record Tombstone(String subject) implements ControlUpdate {
    @Override
    public long version() {
      return Long.MAX_VALUE;
    }
  }

  static String modelSubject(String model) {
    return "model/" + model;
  }

  static String statusSubject(String model) {
    return "status/" + model;
  }

  static String slaSubject(String tenant, String tier) {
    return "sla/" + tenant + '/' + tier;
  }

  static String budgetSubject(String tenant) {
    return "budget/" + tenant;
  }

  static String artefactSubject(String kind, String name) {
    return "artefact/" + kind + '/' + name;
  }
}

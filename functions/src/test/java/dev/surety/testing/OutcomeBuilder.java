package dev.surety.testing;

import dev.surety.domain.Feedback;
import dev.surety.domain.JournalRow.Outcome;
import dev.surety.domain.JournalRow.Stamp;
import dev.surety.domain.OutcomeClass;

/**
 * Builds the row of a feedback, from another one or from nothing: {@code
 * of(row).learnt(false).build()}.
 */
public final class OutcomeBuilder {

  private Stamp stamp;
  private Feedback feedback;
  private String config = "c0ffee";
  private OutcomeClass outcome;
  private String decidedModel;
  private String decidedId;
  private boolean learnt;
  private boolean booked;
  private double bookedCostUsd;
  private double queue;
  private int notices;
  private String priced;
  private String takenFor;
  private double spentChangeUsd;
  private double bestChangeUsd;
  private double replaced = Double.NaN;
  private double promised = Double.NaN;
  private double judgeChangeUsd;

  private OutcomeBuilder(Stamp stamp, Feedback feedback, OutcomeClass outcome) {
    this.stamp = stamp;
    this.feedback = feedback;
    this.outcome = outcome;
  }

  public static OutcomeBuilder of(Stamp stamp, Feedback feedback, OutcomeClass outcome) {
    return new OutcomeBuilder(stamp, feedback, outcome);
  }

  public static OutcomeBuilder of(Outcome row) {
    return of(row.stamp(), row.feedback(), row.outcome())
        .config(row.config())
        .decidedModel(row.decidedModel())
        .decidedId(row.decidedId())
        .learnt(row.learnt())
        .booked(row.booked())
        .bookedCostUsd(row.bookedCostUsd())
        .queue(row.queue())
        .notices(row.notices())
        .priced(row.priced())
        .takenFor(row.takenFor())
        .spentChangeUsd(row.spentChangeUsd())
        .bestChangeUsd(row.bestChangeUsd())
        .replaced(row.replaced())
        .promised(row.promised())
        .judgeChangeUsd(row.judgeChangeUsd());
  }

  public OutcomeBuilder stamp(Stamp value) {
    stamp = value;
    return this;
  }

  public OutcomeBuilder feedback(Feedback value) {
    feedback = value;
    return this;
  }

  public OutcomeBuilder config(String value) {
    config = value;
    return this;
  }

  public OutcomeBuilder outcome(OutcomeClass value) {
    outcome = value;
    return this;
  }

  public OutcomeBuilder decidedModel(String value) {
    decidedModel = value;
    return this;
  }

  public OutcomeBuilder decidedId(String value) {
    decidedId = value;
    return this;
  }

  public OutcomeBuilder learnt(boolean value) {
    learnt = value;
    return this;
  }

  public OutcomeBuilder booked(boolean value) {
    booked = value;
    return this;
  }

  public OutcomeBuilder bookedCostUsd(double value) {
    bookedCostUsd = value;
    return this;
  }

  public OutcomeBuilder queue(double value) {
    queue = value;
    return this;
  }

  public OutcomeBuilder notices(int value) {
    notices = value;
    return this;
  }

  public OutcomeBuilder priced(String value) {
    priced = value;
    return this;
  }

  public OutcomeBuilder takenFor(String value) {
    takenFor = value;
    return this;
  }

  public OutcomeBuilder spentChangeUsd(double value) {
    spentChangeUsd = value;
    return this;
  }

  public OutcomeBuilder bestChangeUsd(double value) {
    bestChangeUsd = value;
    return this;
  }

  public OutcomeBuilder replaced(double value) {
    replaced = value;
    return this;
  }

  public OutcomeBuilder promised(double value) {
    promised = value;
    return this;
  }

  public OutcomeBuilder judgeChangeUsd(double value) {
    judgeChangeUsd = value;
    return this;
  }

  public Outcome build() {
    return new Outcome(
        stamp,
        feedback,
        config,
        outcome,
        decidedModel,
        decidedId,
        learnt,
        booked,
        bookedCostUsd,
        queue,
        notices,
        priced,
        takenFor,
        spentChangeUsd,
        bestChangeUsd,
        replaced,
        promised,
        judgeChangeUsd);
  }
}

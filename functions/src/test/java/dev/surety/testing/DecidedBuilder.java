package dev.surety.testing;

import dev.surety.domain.CandidateColumns;
import dev.surety.domain.Decision;
import dev.surety.domain.JournalRow.Decided;
import dev.surety.domain.JournalRow.Stamp;
import dev.surety.domain.RoutingRequest;
import java.util.List;

/**
 * Builds the row of a decision, from another one or from nothing: {@code of(row).queue(2).build()}.
 */
public final class DecidedBuilder {

  private Stamp stamp;
  private RoutingRequest request;
  private String config = "c0ffee";
  private long seed = 42;
  private Decision decision;
  private double target = 0.9;
  private double queue;
  private double v = Double.NaN;
  private double exploreProbability;
  private boolean catchingUp;
  private boolean infeasible;
  private CandidateColumns candidates = CandidateColumns.of(List.of());
  private int notices;
  private boolean keyedChance = true;
  private double labelProbability = Double.NaN;

  private DecidedBuilder(Stamp stamp, RoutingRequest request, Decision decision) {
    this.stamp = stamp;
    this.request = request;
    this.decision = decision;
  }

  public static DecidedBuilder of(Stamp stamp, RoutingRequest request, Decision decision) {
    return new DecidedBuilder(stamp, request, decision);
  }

  public static DecidedBuilder of(Decided row) {
    return of(row.stamp(), row.request(), row.decision())
        .config(row.config())
        .seed(row.seed())
        .target(row.target())
        .queue(row.queue())
        .v(row.v())
        .exploreProbability(row.exploreProbability())
        .catchingUp(row.catchingUp())
        .infeasible(row.infeasible())
        .candidates(row.candidates())
        .notices(row.notices())
        .keyedChance(row.keyedChance())
        .labelProbability(row.labelProbability());
  }

  public DecidedBuilder stamp(Stamp value) {
    stamp = value;
    return this;
  }

  public DecidedBuilder request(RoutingRequest value) {
    request = value;
    return this;
  }

  public DecidedBuilder config(String value) {
    config = value;
    return this;
  }

  public DecidedBuilder seed(long value) {
    seed = value;
    return this;
  }

  public DecidedBuilder decision(Decision value) {
    decision = value;
    return this;
  }

  public DecidedBuilder target(double value) {
    target = value;
    return this;
  }

  public DecidedBuilder queue(double value) {
    queue = value;
    return this;
  }

  public DecidedBuilder v(double value) {
    v = value;
    return this;
  }

  public DecidedBuilder exploreProbability(double value) {
    exploreProbability = value;
    return this;
  }

  public DecidedBuilder catchingUp(boolean value) {
    catchingUp = value;
    return this;
  }

  public DecidedBuilder infeasible(boolean value) {
    infeasible = value;
    return this;
  }

  public DecidedBuilder candidates(CandidateColumns value) {
    candidates = value;
    return this;
  }

  public DecidedBuilder notices(int value) {
    notices = value;
    return this;
  }

  public DecidedBuilder keyedChance(boolean value) {
    keyedChance = value;
    return this;
  }

  public DecidedBuilder labelProbability(double value) {
    labelProbability = value;
    return this;
  }

  public Decided build() {
    return new Decided(
        stamp,
        request,
        config,
        seed,
        decision,
        target,
        queue,
        v,
        exploreProbability,
        catchingUp,
        infeasible,
        candidates,
        notices,
        keyedChance,
        labelProbability);
  }
}

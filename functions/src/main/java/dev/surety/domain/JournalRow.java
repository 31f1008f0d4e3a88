package dev.surety.domain;

import java.util.Comparator;

/**
 * One row of the journal. The rows of a key, in the order of {@code seq}, carry every input that
 * {@code TenantRouter} had for it: folding them gives the key's state.
 */
public sealed interface JournalRow {

  Stamp stamp();

  /**
   * Where a row stands.
   *
   * @param run id of the Flink job that wrote it
   * @param epoch the last checkpoint whose barrier ROUTE had passed; rows of an abandoned branch
   *     are void from the restored checkpoint on
   * @param key {@code null} for rows that belong to no key
   * @param seq position among the key's events from 1, or 0 without a key
   * @param time epoch milliseconds: as of when the event counts, which is its own time unless that
   *     was {@code held}
   * @param held what the event told and moved the key's clock to, where its own time was not
   *     believed; or {@code null}
   * @param born wall clock when the key's state began, epoch milliseconds. A key that was removed
   *     and comes back begins anew: its {@code seq} starts at 1 again, its {@code born} is later. 0
   *     without a key, and of a key whose state began before this was on record
   */
  record Stamp(
      String run, long epoch, TenantTier key, long seq, long time, HeldTime held, long born) {

    /** The order of a key's rows: one life after the other, each by its seq. */
    public static final Comparator<Stamp> IN_ORDER =
        Comparator.comparingLong(Stamp::born).thenComparingLong(Stamp::seq);

    /** Of a key that began before {@link #born} was on record, or of none. */
    public Stamp(String run, long epoch, TenantTier key, long seq, long time, HeldTime held) {
      this(run, epoch, key, seq, time, held, 0);
    }

    /** The same, of an event whose time is believed. */
    public Stamp(String run, long epoch, TenantTier key, long seq, long time) {
      this(run, epoch, key, seq, time, null);
    }
  }

  /**
   * A request was decided.
   *
   * @param request all the router knew of it (the prompt only if prompts are journaled)
   * @param config content hash of the configuration in force, see {@link Config}
   * @param seed of the chance that was drawn on
   * @param queue the virtual queue before the decision
   * @param v weight on cost used by drift-plus-penalty policies, or {@link Double#NaN}
   * @param exploreProbability chance of exploring, all models together
   * @param catchingUp whether no candidate was believed to reach the target of the moment: what was
   *     promised, with what repays debt and doubt besides
   * @param infeasible whether the promise itself was above what any was believed to reach, by more
   *     than the error of that; rows of older versions do not tell and say no
   * @param candidates every model that could have been chosen
   * @param notices set of {@link Notice} bits
   * @param keyedChance whether tenant and tier are part of the chance; rows of older versions say
   *     no
   * @param labelProbability chance that somebody judges the answer, as known when it was decided: 1
   *     where a survey or the judge was asked; {@link Double#NaN} where the promise names no judge,
   *     and in rows of older versions
   */
  record Decided(
      Stamp stamp,
      RoutingRequest request,
      String config,
      long seed,
      Decision decision,
      double target,
      double queue,
      double v,
      double exploreProbability,
      boolean catchingUp,
      boolean infeasible,
      CandidateColumns candidates,
      int notices,
      boolean keyedChance,
      double labelProbability)
      implements JournalRow {

    /** As a row of the journal keeps it, see {@link CandidateColumns#rounded}. */
    public Decided asKept() {
      return with(candidates.rounded(!decision.alsoQuery().isEmpty()));
    }

    /** The same with these candidates. */
    public Decided with(CandidateColumns others) {
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
          others,
          notices,
          keyedChance,
          labelProbability);
    }
  }

  /**
   * One candidate of a decision.
   *
   * @param score what the policy compared; lower is better
   * @param propensity probability of being chosen; all candidates' sum to 1
   * @param expectedSatisfaction 0..1
   */
  record Candidate(
      String model,
      double score,
      double propensity,
      double expectedSatisfaction,
      double expectedCostUsd) {}

  /**
   * A feedback record was classed and, where its class says so, applied.
   *
   * @param config as in {@link Decided}
   * @param decidedModel the model on record, or {@code null} without a decision on record
   * @param decidedId the decision on record, or {@code null}
   * @param learnt whether the policy learned from it
   * @param booked whether the virtual queue moved by it, or will when its window closes
   * @param bookedCostUsd money added to the account by it; taken off where it corrects an estimate
   * @param queue the virtual queue afterwards
   * @param notices set of {@link Notice} bits
   * @param priced as {@code config}, of the time of the request: its tokens were priced by it;
   *     {@code null} if that is the same one, or they were not priced
   * @param takenFor the model that the answer was taken for where feedback calls it otherwise, by
   *     an alias or by a name of no pool, or {@code null}
   * @param spentChangeUsd by how much it changed what the router's decisions cost (see {@link
   *     Standing#spentUsd})
   * @param bestChangeUsd by how much it changed what they would have cost by the best model
   * @param replaced the judgement of the answer that counted until this one took its place, 0..1,
   *     or {@link Double#NaN}
   * @param promised the target that the answer was owed, of the time when it was decided; {@link
   *     Double#NaN} where what is said of it does not count for the promise, and in rows of older
   *     versions
   * @param judgeChangeUsd by how much it changed what the judge has cost; money of its own, in none
   *     of the others
   */
  record Outcome(
      Stamp stamp,
      Feedback feedback,
      String config,
      OutcomeClass outcome,
      String decidedModel,
      String decidedId,
      boolean learnt,
      boolean booked,
      double bookedCostUsd,
      double queue,
      int notices,
      String priced,
      String takenFor,
      double spentChangeUsd,
      double bestChangeUsd,
      double replaced,
      double promised,
      double judgeChangeUsd)
      implements JournalRow {

    /** The pool's name of the model that answered, as far as it is known. */
    public String model() {
      return takenFor == null ? feedback.model() : takenFor;
    }
  }

  /**
   * A generation of open decisions was closed.
   *
   * @param cause why; all but {@link Cause#IDLE} and {@link Cause#REMOVED} follow from the key's
   *     other rows
   * @param decisions how many were still open in it
   */
  record Closed(Stamp stamp, Cause cause, int decisions) implements JournalRow {

    public enum Cause {
      /** The key's clock passed the window. */
      EXPIRED,
      /** Too many were open: the oldest were dropped. */
      OVERFLOW,
      /** The key had no traffic for long; an input of the fold. */
      IDLE,
      /**
       * The key had no traffic for so long that it was forgotten: nothing is left of it. An input
       * of the fold, and the last row of a key's life.
       */
      REMOVED
    }
  }

  /** A configuration's content, once per subtask, run and day. */
  record Config(Stamp stamp, String hash, String content) implements JournalRow {}

  /**
   * A run began; the first row of each file, so that every file tells.
   *
   * @param restoredRun the run it continues, or {@code null} for a fresh start
   * @param restoredEpoch the checkpoint or savepoint it was restored from, or -1; rows of {@code
   *     restoredRun} with this epoch or a later one are void
   * @param version of the job
   */
  record Lineage(Stamp stamp, String restoredRun, long restoredEpoch, int subtask, String version)
      implements JournalRow {}
}

package dev.surety.tools.ope.journal;

import dev.surety.domain.CandidateColumns;
import dev.surety.domain.Decision;
import dev.surety.domain.Feedback;
import dev.surety.domain.JournalRow.Decided;
import dev.surety.domain.JournalRow.Outcome;
import dev.surety.domain.RoutingRequest;

/** A decision and what the journal says became of it, as far as it has been read. */
final class Answered {

  /** Why a decision says nothing about what another policy would have been worth. */
  enum Exclusion {
    /** The request insisted on its model: chance had no part in it. */
    PINNED,
    /** It was only watched: what answered was the incumbent. */
    OBSERVED,
    /** Another decision, or another model, answered. */
    SUPERSEDED,
    /** The gateway answered without the decision. */
    UNROUTED,
    /** No positive probability is on record for the model that answered. */
    NO_PROPENSITY
  }

  final Decided row;
  Exclusion exclusion;

  /** 0..1, or NaN. */
  double label = Double.NaN;

  /** What a judge said whom the decision had asked, 0..1, or NaN. */
  double word = Double.NaN;

  /** Milliseconds from decision to judgement; 0 without one. */
  long labelDelay;

  /** USD, or NaN. */
  double costUsd = Double.NaN;

  int outputTokens = RoutingRequest.UNKNOWN;

  /** Whether its feedback window was over when the journal ended. */
  boolean windowClosed;

  Answered(Decided row) {
    this.row = row;
    if (row.decision().reason() == Decision.Reason.PINNED) {
      exclusion = Exclusion.PINNED;
    } else if (!row.decision().apply()) {
      exclusion = Exclusion.OBSERVED;
    } else if (!couldAnswer(row)) {
      exclusion = Exclusion.NO_PROPENSITY;
    }
  }

  private static boolean couldAnswer(Decided row) {
    CandidateColumns candidates = row.candidates();
    for (int i = 0; i < candidates.size(); i++) {
      if (candidates.propensity(i) > 0 && candidates.model(i).equals(row.decision().model())) {
        return true;
      }
    }
    return false;
  }

  void exclude(Exclusion why) {
    exclusion = exclusion == null ? why : exclusion;
  }

  /** A record about the answer that was decided; answers queried besides are not what users saw. */
  void take(Outcome outcome) {
    if (isOpinion(outcome)) {
      takeWord(outcome);
      return;
    }
    Feedback feedback = outcome.feedback();
    if (isOfDecided(outcome) && feedback.hasLabel() && Double.isNaN(label)) {
      label = feedback.label();
      labelDelay = Math.max(0, feedback.time() - row.stamp().time());
    }
    takeMoney(outcome);
  }

  /** Money comes in parts and at any time: what rows booked of the answer adds up to its cost. */
  void takeMoney(Outcome outcome) {
    Feedback feedback = outcome.feedback();
    if (isOpinion(outcome) || !isOfDecided(outcome) || !feedback.hasUsage()) {
      return;
    }
    costUsd = (Double.isNaN(costUsd) ? 0 : costUsd) + outcome.bookedCostUsd();
    outputTokens = feedback.outputTokens() >= 0 ? feedback.outputTokens() : outputTokens;
  }

  /** Of a word that nobody has asked for nobody knows how likely it was: it says nothing. */
  private void takeWord(Outcome outcome) {
    if (asked() == Asked.JUDGE && isOfDecided(outcome) && outcome.feedback().hasLabel()) {
      word = outcome.feedback().label();
    }
  }

  /** Who was asked for a judgement. */
  Asked asked() {
    return row.decision().isSurvey()
        ? Asked.USER
        : row.decision().judge() != null ? Asked.JUDGE : Asked.NOBODY;
  }

  /**
   * A word of a judge whom the promise names. It was bought because of what was known of the model,
   * and errs; users speak whether or not a judge was asked, so theirs are missing at random and his
   * are not. What it cost is no model's money.
   */
  private boolean isOpinion(Outcome outcome) {
    return !Double.isNaN(row.labelProbability())
        && outcome.feedback().isJudges(row.decision().judge() != null);
  }

  private boolean isOfDecided(Outcome outcome) {
    return outcome.model().equals(row.decision().model());
  }

  /** A later word on the answer that was decided takes the place of the one that was taken. */
  void revise(Outcome outcome) {
    if (isOpinion(outcome)) {
      takeWord(outcome);
    } else if (isOfDecided(outcome) && !Double.isNaN(label)) {
      label = outcome.feedback().label();
    }
    takeMoney(outcome);
  }
}

package dev.surety.trials.drill;

import dev.surety.trials.soak.Losses;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What came of an exercise.
 *
 * @param decisionsLost users that never got a decision, or whose decision is not on record
 * @param rowsLost rows of requests and feedback that are missing though no reader of the journal
 *     says so
 * @param rowsSaid rows that its readers say are missing
 * @param complaints what else was not as promised
 * @param sentence what was seen
 */
record Finding(
    Ending ending,
    long decisionsLost,
    long rowsLost,
    long rowsSaid,
    List<String> complaints,
    String sentence) {

  Finding {
    complaints = List.copyOf(complaints);
  }

  /**
   * Where the mistake took nothing from the journal: all of it must be there, once, and be the
   * state.
   *
   * @param rowsSaid rows that readers say are missing
   * @param foldMismatches values, rows and keys in which the folded journal and the last savepoint
   *     differ
   */
  static Finding whole(
      Ending ending, Losses losses, long rowsSaid, long foldMismatches, String sentence) {
    List<String> complaints = new ArrayList<>();
    complain(complaints, losses.journalRowsDoubled(), "%,.0f rows are in the journal twice");
    complain(complaints, losses.moneyErrorUsd(), "%s USD are off on the accounts");
    complain(complaints, losses.unmarked(), "%,.0f outcomes are in a class that is not theirs");
    complain(complaints, foldMismatches, "%,.0f mismatches between the folded journal and state");
    return new Finding(
        ending,
        losses.decisionsLost(),
        Math.max(losses.journalRowsLost(), rowsSaid),
        rowsSaid,
        complaints,
        sentence);
  }

  /**
   * Where the mistake took rows away: readers must say how many.
   *
   * @param unserved users that never got a decision
   */
  static Finding withRowsGone(
      Ending ending, long unserved, Losses losses, long rowsSaid, String sentence) {
    long gone = losses.journalRowsLost();
    return new Finding(
        ending,
        unserved,
        Math.max(0, gone - rowsSaid),
        rowsSaid,
        gone == 0 ? List.of("nothing was taken away, so nothing was tried") : List.of(),
        sentence);
  }

  Finding complaining(List<String> more) {
    List<String> all = new ArrayList<>(complaints);
    all.addAll(more);
    return new Finding(ending, decisionsLost, rowsLost, rowsSaid, all, sentence);
  }

  /** Whether it is what was promised, and nobody lost anything. */
  boolean keeps(Ending promised) {
    return ending == promised && decisionsLost == 0 && rowsLost == 0 && complaints.isEmpty();
  }

  private static void complain(List<String> complaints, double amount, String sentence) {
    if (amount != 0) {
      complaints.add(String.format(Locale.ROOT, sentence, amount));
    }
  }
}

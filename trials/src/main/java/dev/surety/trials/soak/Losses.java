package dev.surety.trials.soak;

import dev.surety.domain.OutcomeClass;
import java.util.Map;

/**
 * What the user side misses, and what it found in order.
 *
 * @param requests sent
 * @param decisionsLost requests without a decision on the topic, without one in the journal, or
 *     whose user never got one
 * @param journalRowsLost requests and feedback records that no row tells of
 * @param journalRowsDoubled rows that tell of a request or feedback record that another row tells
 *     of, or that was never sent
 * @param paidUsd what the answers cost, as the feedback topic has it
 * @param judgeUsd what a judge's labels cost, likewise
 * @param judgeLabels records of a judge on the feedback topic
 * @param moneyErrorUsd sum over the keys of how far the saved account is from the costs on the
 *     feedback topic that its rows say are booked, of answers and of a judge apart
 * @param unbookedUsd cost in feedback that rows say is not booked: orphans, duplicates, late ones
 * @param superseded executed decisions that are not the ones on record
 * @param unmarked outcomes whose class hides such a difference, or claims one that is none
 * @param outcomes feedback by class
 */
public record Losses(
    long requests,
    long decisionsLost,
    long feedback,
    long journalRowsLost,
    long journalRowsDoubled,
    double paidUsd,
    double judgeUsd,
    long judgeLabels,
    double moneyErrorUsd,
    double unbookedUsd,
    long superseded,
    long unmarked,
    Map<OutcomeClass, Long> outcomes) {

  /** Whether nothing is lost, nothing doubled and nothing hidden. */
  public boolean none() {
    return decisionsLost == 0
        && journalRowsLost == 0
        && journalRowsDoubled == 0
        && moneyErrorUsd == 0
        && unmarked == 0;
  }
}

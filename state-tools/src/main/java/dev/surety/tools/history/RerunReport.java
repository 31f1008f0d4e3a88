package dev.surety.tools.history;

import java.io.Serializable;

/**
 * What running a history again came to.
 *
 * @param gaps rows that are missing in the journal
 * @param rejected events that the router would not have applied now
 * @param unseen requests without features on record, under a policy that looks at them
 * @param decisions made both then and now
 * @param changed those of them that are for another model now
 * @param labels judgements that were booked then
 * @param satisfied sum of them
 * @param costUsd money booked then
 * @param then by the estimates of then
 * @param now by the estimates of now
 */
record RerunReport(
    long keys,
    long events,
    long gaps,
    long rejected,
    long unseen,
    long decisions,
    long changed,
    long labels,
    double satisfied,
    double costUsd,
    PairedComparison then,
    PairedComparison now)
    implements Serializable {

  static final RerunReport EMPTY =
      new RerunReport(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, PairedComparison.NONE, PairedComparison.NONE);

  RerunReport plus(RerunReport other) {
    return new RerunReport(
        keys + other.keys,
        events + other.events,
        gaps + other.gaps,
        rejected + other.rejected,
        unseen + other.unseen,
        decisions + other.decisions,
        changed + other.changed,
        labels + other.labels,
        satisfied + other.satisfied,
        costUsd + other.costUsd,
        then.plus(other.then),
        now.plus(other.now));
  }
}

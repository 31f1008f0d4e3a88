package dev.surety.trials.fuzz.adversary;

import java.io.PrintStream;

/**
 * What valid but adversarial traffic came to.
 *
 * @param events records that were applied to a key
 * @param rows journal rows that were folded
 * @param refused records that could not be applied, with a reason: no model, no promise
 * @param alone keys whose state was the same without all others' records
 * @param violation what did not hold, with the seed and the shortest prefix; {@code null} if all
 *     did
 */
public record AdversarySummary(
    long seed,
    long episodes,
    long records,
    long events,
    long rows,
    long refused,
    long alone,
    double seconds,
    String violation) {

  AdversarySummary plus(Episode episode, long more, double sinceStart, String found) {
    return new AdversarySummary(
        seed,
        episodes + 1,
        records + more,
        events + episode.events,
        rows + episode.rows,
        refused + episode.refused,
        alone + episode.checkedAlone,
        sinceStart,
        found);
  }

  /** Whether everything held. */
  public boolean holds() {
    return violation == null;
  }

  /** For people. */
  public void print(PrintStream out) {
    out.printf(
        "Ill-meant: %,d well-formed records in %,d episodes, %.0f s, seed %d; %,d applied, %,d"
            + " refused; %,d rows folded; %,d keys the same without the others%n",
        records, episodes, seconds, seed, events, refused, rows, alone);
    out.println(holds() ? "Every number is one, and every book agrees." : "BROKEN: " + violation);
  }
}

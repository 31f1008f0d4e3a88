package dev.surety.trials.fuzz;

import dev.surety.demo.run.SummaryFile;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What became of the records, counted from topics and journal read from their beginnings. In JSON
 * the names are in snake case.
 *
 * @param badRecords records that had to be refused, by how they were made
 * @param missing bad records without a dead letter
 * @param unexpected dead letters about good records, or about a bad one a second time
 * @param wrongReasons dead letters that give another reason
 * @param changed dead letters with other bytes than came
 * @param goodRequests requests between them that had to be decided
 * @param decided of these, how many have a decision, and exactly one journal row
 * @param outcomes feedback records in the journal
 * @param journalSays what its readers say beside any figure: what is left out of it, and missing
 * @param complaints what was wrong, in words, with how often
 * @param bad bad records by kind
 */
record FuzzSummary(
    long seed,
    long records,
    long badRecords,
    long deadLetters,
    long missing,
    long unexpected,
    long wrongReasons,
    long changed,
    long goodRequests,
    long decided,
    long goodFeedback,
    long outcomes,
    long restarts,
    double seconds,
    List<String> journalSays,
    Map<String, Long> complaints,
    Map<String, Long> bad) {

  boolean harmless() {
    return complaints.isEmpty()
        && journalSays.isEmpty()
        && deadLetters == badRecords
        && decided == goodRequests
        && outcomes == goodFeedback
        && restarts == 0;
  }

  void write(Path file) throws IOException {
    SummaryFile.write(file, this);
  }

  void print(PrintStream out) {
    out.printf("%,d records in %.0f s, seed %d%n", records, seconds, seed);
    out.printf(
        "Bad:     %,d in %d kinds; dead letters %,d; missing %,d, unexpected %,d, wrong reason %,d,"
            + " changed %,d%n",
        badRecords, bad.size(), deadLetters, missing, unexpected, wrongReasons, changed);
    out.printf(
        "Good:    requests %,d, decided %,d; feedback %,d, booked or classed %,d%n",
        goodRequests, decided, goodFeedback, outcomes);
    out.printf("Job:     %d restarts%n", restarts);
    journalSays.forEach(line -> out.println("Journal: " + line));
    complaints.forEach((what, times) -> out.printf("Wrong:   %,d x %s%n", times, what));
    out.println(harmless() ? "No harm was done." : "HARM WAS DONE.");
  }
}

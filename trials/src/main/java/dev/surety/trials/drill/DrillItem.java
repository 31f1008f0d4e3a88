package dev.surety.trials.drill;

import java.util.List;
import java.util.Locale;

/**
 * One exercise in the summary.
 *
 * @param outcome what came of it, in lower case
 * @param green whether that was promised, and nobody lost anything
 * @param decisionsLost see {@link Finding}; {@code null} where it broke off before they could be
 *     counted, as are the other two
 * @param seconds all of it, jobs' starts and the last savepoint included
 * @param sentence what was seen, and what was not as promised
 */
record DrillItem(
    String name,
    String mistake,
    String promised,
    String outcome,
    boolean green,
    Long decisionsLost,
    Long rowsLost,
    Long rowsSaidMissing,
    double seconds,
    String sentence) {

  static DrillItem of(Exercise exercise, Finding finding, double seconds) {
    return new DrillItem(
        exercise.name(),
        exercise.mistake(),
        word(exercise.promised()),
        word(finding.ending()),
        finding.keeps(exercise.promised()),
        finding.decisionsLost(),
        finding.rowsLost(),
        finding.rowsSaid(),
        seconds,
        withComplaints(finding.sentence(), finding.complaints()));
  }

  /** Of one that could not be played to its end. */
  static DrillItem brokenOff(Exercise exercise, String why, double seconds) {
    return new DrillItem(
        exercise.name(),
        exercise.mistake(),
        word(exercise.promised()),
        word(Ending.FAILED),
        false,
        null,
        null,
        null,
        seconds,
        "broke off: " + why);
  }

  private static String withComplaints(String sentence, List<String> complaints) {
    return complaints.isEmpty()
        ? sentence
        : sentence + "; not as promised: " + String.join("; ", complaints);
  }

  private static String word(Ending ending) {
    return ending.name().toLowerCase(Locale.ROOT);
  }
}

package dev.surety.trials.drill;

import dev.surety.trials.cluster.StateBackend;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Exercises one after the other, on one ground. */
final class Drill {

  /** Where the processes come from; a test has others. */
  interface Grounds {
    Ground open() throws Exception;
  }

  private static final int MOST_SAID = 600;

  private final List<Exercise> exercises;
  private final StateBackend backend;

  Drill(List<Exercise> exercises, StateBackend backend) {
    this.exercises = List.copyOf(exercises);
    this.backend = backend;
  }

  /** All exercises that there are. */
  static List<Exercise> all(DrillScale scale) {
    List<Exercise> all = new ArrayList<>();
    all.addAll(Restores.exercises(scale));
    all.addAll(Starts.exercises());
    all.addAll(ControlMistakes.exercises());
    all.addAll(JournalMistakes.exercises());
    all.addAll(TopicMistakes.exercises());
    all.add(DeployPage.exercise(scale));
    all.addAll(Outages.exercises());
    return List.copyOf(all);
  }

  /**
   * Plays them; one that breaks off keeps none of the others back.
   *
   * @param progress gets a line for each
   * @throws Exception if the processes don't start
   */
  DrillSummary on(Grounds grounds, Consumer<String> progress) throws Exception {
    long start = System.nanoTime();
    List<DrillItem> items = new ArrayList<>();
    try (Ground ground = grounds.open()) {
      for (Exercise exercise : exercises) {
        DrillItem item = play(exercise, ground);
        items.add(item);
        progress.accept(
            String.format(
                Locale.ROOT,
                "%s %-26s %-8s %5.1f s  %s",
                item.green() ? "ok " : "NOT",
                item.name(),
                item.outcome(),
                item.seconds(),
                item.sentence()));
      }
    }
    return new DrillSummary(
        backend.name().toLowerCase(Locale.ROOT), seconds(start), List.copyOf(items));
  }

  private static DrillItem play(Exercise exercise, Ground ground) throws InterruptedException {
    long start = System.nanoTime();
    try {
      Finding finding = exercise.play().on(ground);
      return DrillItem.of(exercise, finding, seconds(start));
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      return DrillItem.brokenOff(exercise, said(e), seconds(start));
    }
  }

  private static String said(Exception e) {
    String message = e.getMessage() == null ? e.toString() : e.getMessage();
    String line = message.lines().limit(8).reduce((a, b) -> a + " / " + b).orElse(message);
    return line.length() <= MOST_SAID ? line : line.substring(0, MOST_SAID) + "...";
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }
}

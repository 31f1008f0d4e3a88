package dev.surety.trials.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.trials.cluster.StateBackend;
import dev.surety.trials.soak.Premises;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * The drill in short: one mistake that is refused. {@code ./surety drill} makes all of them. The
 * refused start goes on from its newest retained checkpoint: state that comes through without a
 * JobManager that knows it. What makes a drill red is in {@link FindingTest} and {@link DrillTest}.
 */
public final class ShortDrill {

  private ShortDrill() {}

  /**
   * @param premises run no job, and go on in the end
   */
  public static void isGreenWhereAMistakeIsRefused(
      Premises premises, StateBackend backend, Path folder) throws Exception {
    Exercise stateless =
        Starts.exercises().stream()
            .filter(e -> e.name().equals("start-without-state"))
            .findFirst()
            .get();

    DrillSummary summary =
        new Drill(List.of(stateless), backend)
            .on(
                () -> Ground.on(premises, Path.of(".."), folder, TypedCommands.here()),
                System.out::println);

    assertThat(summary.items().get(0).green()).as("%s", summary.items().get(0)).isTrue();
  }

  /** A loss that nobody is told of: some files of a journal are gone, amid the others. */
  public static void takeRowsAway(Path journal) throws IOException {
    JournalMistakes.deleteMiddle(journal);
  }
}

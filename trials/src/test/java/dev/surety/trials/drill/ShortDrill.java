package dev.surety.trials.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.trials.cluster.StateBackend;
import dev.surety.trials.soak.Site;
import java.nio.file.Path;
import java.util.List;

/**
 * The drill in short: one mistake that is refused, and one loss that nobody told it of, which must
 * make it red. {@code ./surety drill} makes all of them. The refused start goes on from its newest
 * retained checkpoint: state that comes through without a JobManager that knows it.
 */
public final class ShortDrill {

  private ShortDrill() {}

  /**
   * @param site runs no job, and is closed in the end
   */
  public static void isGreenWhereAMistakeIsRefusedAndRedWhereRowsAreMissing(
      Site site, StateBackend backend, Path folder) throws Exception {
    Exercise stateless =
        Starts.exercises().stream()
            .filter(e -> e.name().equals("start-without-state"))
            .findFirst()
            .get();
    Exercise silent = Exercise.survived("silent", "a file is gone", ShortDrill::loseRows);

    DrillSummary summary =
        new Drill(List.of(stateless, silent), backend)
            .on(
                () -> Ground.on(site, Path.of(".."), folder, TypedCommands.here()),
                System.out::println);

    assertThat(summary.items().get(0).green()).as("%s", summary.items().get(0)).isTrue();
    DrillItem red = summary.items().get(1);
    assertThat(red.green()).isFalse();
    assertThat(red.outcome()).isEqualTo("survived");
    assertThat(red.decisionsLost()).as("%s", red).isPositive();
    assertThat(red.rowsLost()).as("%s", red).isPositive();
  }

  /** Settles as if nothing had been taken. */
  private static Finding loseRows(Ground ground) throws Exception {
    try (Shop shop = Shop.open(ground, "silent")) {
      shop.start(shop.run());
      shop.serve(2 * Shop.SOME);
      shop.awaitJournaled();
      JournalMistakes.deleteMiddle(shop.journal());
      shop.serve(Shop.SOME);
      return shop.settle(Ending.SURVIVED, "it goes on");
    }
  }
}

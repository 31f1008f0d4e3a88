package dev.surety.trials.drill;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.testing.SharedFlink;
import dev.surety.trials.cluster.StateBackend;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * The drill on real processes, in short: one mistake that is refused, and one loss that nobody told
 * it of, which must make it red. {@code ./surety drill} makes all of them. The refused start goes
 * on from its newest retained checkpoint: state that comes through without a JobManager that knows
 * it.
 */
@ExtendWith(SharedFlink.class)
class DrillITCase {

  @Test
  void isGreenWhereAMistakeIsRefusedAndRedWhereRowsAreMissing(@TempDir Path folder)
      throws Exception {
    Exercise stateless =
        Starts.exercises().stream()
            .filter(e -> e.name().equals("start-without-state"))
            .findFirst()
            .get();
    Exercise silent = Exercise.survived("silent", "a file is gone", DrillITCase::loseRows);

    DrillSummary summary =
        new Drill(List.of(stateless, silent), StateBackend.HASHMAP)
            .on(
                () ->
                    Ground.open(Path.of(".."), folder, StateBackend.HASHMAP, TypedCommands.here()),
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

package dev.surety.trials.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class KillPlanTest {

  @Test
  void everyThreeKillsInARowHitEachKindOnce() {
    List<KillPlan.Kill> plan = KillPlan.of(8, 3);

    assertThat(plan).hasSize(8);
    for (int round = 0; round < 2; round++) {
      assertThat(plan.subList(3 * round, 3 * round + 3))
          .extracting(KillPlan.Kill::victim)
          .containsExactlyInAnyOrder(Victim.values());
    }
  }

  @Test
  void theSeedDecidesAll() {
    assertThat(KillPlan.of(30, 5)).isEqualTo(KillPlan.of(30, 5)).isNotEqualTo(KillPlan.of(30, 6));
  }
}

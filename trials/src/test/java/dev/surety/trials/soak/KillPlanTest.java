package dev.surety.trials.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KillPlanTest {

  @Test
  void everyThreeKillsInARowHitEachKindOnce() {
    List<KillPlan.Kill> plan = KillPlan.of(8, 3, EnumSet.allOf(Victim.class));

    assertThat(plan).hasSize(8);
    for (int round = 0; round < 2; round++) {
      assertThat(plan.subList(3 * round, 3 * round + 3))
          .extracting(KillPlan.Kill::victim)
          .containsExactlyInAnyOrder(Victim.values());
    }
  }

  @Test
  void theSeedDecidesAll() {
    Set<Victim> all = EnumSet.allOf(Victim.class);

    assertThat(KillPlan.of(30, 5, all))
        .isEqualTo(KillPlan.of(30, 5, all))
        .isNotEqualTo(KillPlan.of(30, 6, all));
  }

  @Test
  void onlyThoseDieThatWereNamed() {
    Set<Victim> two = Set.of(Victim.TASK_MANAGER, Victim.JOB_MANAGER);

    List<KillPlan.Kill> plan = KillPlan.of(60, 1, two);

    for (Victim victim : two) {
      assertThat(plan).filteredOn(kill -> kill.victim() == victim).hasSize(30);
    }
  }

  @Test
  void victimsHaveTheNamesThatPeopleType() {
    assertThat(Victim.named("task-manager")).contains(Victim.TASK_MANAGER);
    assertThat(Victim.named("job-manager")).contains(Victim.JOB_MANAGER);
    assertThat(Victim.named("broker")).contains(Victim.BROKER);
    assertThat(Victim.named("TASK_MANAGER")).isEmpty();
  }
}

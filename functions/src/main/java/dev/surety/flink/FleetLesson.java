package dev.surety.flink;

import dev.surety.domain.TenantTier;
import dev.surety.engine.Effects;
import dev.surety.policy.fleet.FleetPrior;
import dev.surety.policy.fleet.Lesson;
import java.util.List;

/**
 * A lesson on its way from ROUTE to FLEET.
 *
 * @param pool the fleet that it is given to
 */
public record FleetLesson(String pool, String tenant, String tier, Lesson lesson) {

  /** What an event taught the fleet. */
  static List<FleetLesson> of(TenantTier key, Effects effects) {
    return effects.lessons().stream()
        .map(lesson -> new FleetLesson(FleetPrior.POOL, key.tenant(), key.tier(), lesson))
        .toList();
  }
}

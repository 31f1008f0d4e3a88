package dev.surety.policy.health;

import java.io.Serializable;

/**
 * What an installation says of its breakers.
 *
 * @param tenants that must have met failures of a model before it is kept from all; 0 for never
 * @param waitMillis that a model which opened is left alone, the first time
 */
public record HealthTerms(int tenants, long waitMillis) implements Serializable {

  /** Where nothing is said. */
  public static final HealthTerms USUAL = new HealthTerms(3, 15_000);

  /** The usual ones with so many tenants. */
  public static HealthTerms of(int tenants) {
    return new HealthTerms(tenants, USUAL.waitMillis);
  }
}

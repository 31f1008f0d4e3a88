package dev.surety.demo.traffic;

/**
 * A customer of the demo.
 *
 * @param name its name, unique in the plan
 * @param tier gold, silver or bronze
 * @param target the promised satisfaction, 0..1
 */
public record Tenant(String name, String tier, double target) {

  public Tenant {
    if (!(target >= 0 && target <= 1)) {
      throw new IllegalArgumentException(
          "the target of " + name + "/" + tier + " must lie in 0..1, not " + target);
    }
  }
}

package dev.surety.lab.evaluate;

import dev.surety.domain.Chance;

/**
 * What the world leaves to chance, as a hash of (seed, position in the stream, purpose). It never
 * shares a number with the router's own chance, and every policy meets the same world.
 *
 * @param base hash of seed and purpose
 */
record EnvironmentChance(long base) {

  /** What a number is drawn for. */
  enum Purpose {
    SHUFFLE,
    DRAW,
    REPORT,
    GRADE,
    TENANT,
    DOMAIN,
    OPINION,
    JUDGE,
    REQUIRE,
    LATENCY
  }

  private static final long GOLDEN = 0x9e3779b97f4a7c15L;

  static EnvironmentChance of(long seed, Purpose purpose) {
    return new EnvironmentChance(Chance.mix(Chance.hash(seed, purpose.name())));
  }

  /** The router's seed in the same world. */
  static long routerSeed(long seed) {
    return Chance.mix(Chance.hash(seed, "ROUTER"));
  }

  /** The seed of a tenant's own world. */
  long tenant(int index) {
    return Chance.mix(base + (index + 1) * GOLDEN);
  }

  /** Uniform in [0, 1), 53 bits. */
  double uniform(long position) {
    return (Chance.mix(base + (position + 1) * GOLDEN) >>> 11) * 0x1.0p-53;
  }

  /** Uniform in 0..bound-1. */
  int below(int bound, long position) {
    return (int) (uniform(position) * bound);
  }
}

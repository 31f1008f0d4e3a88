package dev.surety.demo.traffic;

/** Chance as a hash of (seed, key, purpose): anybody can compute it again later, in any order. */
final class TrafficChance {

  private TrafficChance() {}

  /** A number in [0, 1) with 53 random bits. */
  static double uniform(long seed, String key, String purpose) {
    return (hash(seed, key, purpose) >>> 11) * 0x1p-53;
  }

  /** All 64 bits well mixed. */
  static long hash(long seed, String key, String purpose) {
    long ofKey = dev.surety.domain.Chance.hash(seed, key);
    return dev.surety.domain.Chance.mix(dev.surety.domain.Chance.hash(ofKey, purpose));
  }
}

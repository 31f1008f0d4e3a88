package dev.surety.flink.metrics;

import dev.surety.domain.Chance;

/**
 * Which keys a task has met, by a hash of 64 bits: among a million keys the chance that any two are
 * taken for one is below one in ten million. 16 to 32 bytes a key, no allocation but to grow.
 */
final class KeysMet {

  private static final long SEED = 0x5ca1ab1e;

  /** Open addressing; zero stands for an empty place. At most half full. */
  private long[] places = new long[64];

  private int size;

  /** Whether the key is met for the first time. */
  boolean add(String key) {
    long hash = Chance.mix(Chance.hash(SEED, key));
    if (!put(places, hash == 0 ? 1 : hash)) {
      return false;
    }
    size++;
    if (2 * size > places.length) {
      long[] larger = new long[2 * places.length];
      for (long place : places) {
        if (place != 0) {
          put(larger, place);
        }
      }
      places = larger;
    }
    return true;
  }

  int size() {
    return size;
  }

  private static boolean put(long[] places, long hash) {
    int at = (int) hash & places.length - 1;
    while (places[at] != 0) {
      if (places[at] == hash) {
        return false;
      }
      at = at + 1 & places.length - 1;
    }
    places[at] = hash;
    return true;
  }
}

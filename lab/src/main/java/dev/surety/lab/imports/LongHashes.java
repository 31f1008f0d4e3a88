package dev.surety.lab.imports;

import dev.surety.domain.Chance;

/**
 * Which names have been there: eight bytes a name. Of ten million names two have the same hash with
 * a probability of 3 in 1,000,000.
 */
final class LongHashes {

  private static final double FULL = 0.7;

  private long[] hashes = new long[1 << 12];
  private int size;

  /** Never 0. */
  static long of(String name) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < name.length(); i++) {
      hash = (hash ^ name.charAt(i)) * 0x100000001b3L;
    }
    hash = Chance.mix(hash);
    return hash == 0 ? 1 : hash;
  }

  /** Whether it is new. */
  boolean add(String name) {
    if (!put(hashes, of(name))) {
      return false;
    }
    if (++size > FULL * hashes.length) {
      long[] grown = new long[2 * hashes.length];
      for (long hash : hashes) {
        if (hash != 0) {
          put(grown, hash);
        }
      }
      hashes = grown;
    }
    return true;
  }

  private static boolean put(long[] table, long hash) {
    int at = (int) hash & (table.length - 1);
    while (table[at] != 0) {
      if (table[at] == hash) {
        return false;
      }
      at = (at + 1) & (table.length - 1);
    }
    table[at] = hash;
    return true;
  }
}

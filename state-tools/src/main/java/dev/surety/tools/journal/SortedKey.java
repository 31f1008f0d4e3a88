package dev.surety.tools.journal;

import dev.surety.domain.Chance;
import dev.surety.domain.TenantTier;
import java.util.Comparator;

/**
 * A key of one history, as sorted rows are of it.
 *
 * @param hash of the name, whatever the history: what is done side by side is told apart by it
 * @param name {@code tenant/tier}
 * @param chain place of its history among those that are told apart
 */
record SortedKey(long hash, String name, int chain) implements Comparable<SortedKey> {

  /** Keys of one part are with one worker. */
  static final int PARTS = 64;

  private static final Comparator<SortedKey> IN_ORDER =
      ((Comparator<SortedKey>) (a, b) -> Long.compareUnsigned(a.hash, b.hash))
          .thenComparing(SortedKey::name)
          .thenComparingInt(SortedKey::chain);

  static SortedKey of(TenantTier key, int chain) {
    String name = key.key();
    return new SortedKey(Chance.mix(Chance.hash(0, name)), name, chain);
  }

  /** Parts ascend with keys. */
  int part() {
    return (int) (hash >>> Long.SIZE - Integer.numberOfTrailingZeros(PARTS));
  }

  @Override
  public int compareTo(SortedKey other) {
    return IN_ORDER.compare(this, other);
  }
}

package dev.surety.flink;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Whether a cache is worth its room: which share of the looks would find its key if the cache had
 * all of it, whatever it has at present. One key in {@value #ONE_IN} stands for the others (a
 * sample by hash, as in Waldspurger et al., "Efficient MRC construction with SHARDS", FAST 2015);
 * of these the names alone are kept, by use. Not thread-safe.
 */
final class LooksAgain {

  /** Names that stand for so many each. */
  static final int ONE_IN = 64;

  /** Looks at names of the sample after which the share is known anew. */
  static final int LOOKS = 256;

  private static final double WORTH_LITTLE = 0.25;
  private static final double WORTH_ALL = 0.4;

  /** By use, what was used last comes last. */
  private final Map<String, Boolean> sampled = new LinkedHashMap<>(64, 0.75f, true);

  private int looks;
  private int found;
  private boolean full;
  private boolean worth = true;

  /** Whether looks at a key are to be told: of most keys nothing is asked but this. */
  static boolean samples(String key) {
    return SpreadHash.place(SpreadHash.of(key), ONE_IN) == 0;
  }

  /**
   * Takes in a look at a key of the sample.
   *
   * @param fits keys that there would be room for
   */
  void at(String key, long fits) {
    boolean known = sampled.put(key, Boolean.TRUE) != null;
    while (sampled.size() > Math.max(1, fits / ONE_IN)) {
      sampled.remove(sampled.keySet().iterator().next());
      full = true;
    }
    if (!full) {
      return; // there is room for all that have come, new as they are
    }
    looks++;
    found += known ? 1 : 0;
    if (looks == LOOKS) {
      worth = found >= LOOKS * (worth ? WORTH_LITTLE : WORTH_ALL);
      looks = 0;
      found = 0;
    }
  }

  /** Whether all the room is worth having: until it has been seen not to be, it is. */
  boolean isWorth() {
    return worth;
  }
}

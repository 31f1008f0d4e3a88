package dev.surety.flink;

/**
 * Hashes of texts whose first bits differ, too: those of numbered names are near each other. By
 * multiplication with the golden ratio (Knuth, The Art of Computer Programming 3, 6.4).
 */
final class SpreadHash {

  private static final int GOLDEN_RATIO = 0x9E3779B9;

  private SpreadHash() {}

  static int of(String text) {
    return text.hashCode() * GOLDEN_RATIO;
  }

  /**
   * The place of such a hash, by its first bits.
   *
   * @param places a power of two, at least 2
   */
  static int place(int hash, int places) {
    return hash >>> Integer.numberOfLeadingZeros(places - 1);
  }
}

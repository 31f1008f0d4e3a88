package dev.surety.lab.imports;

/** Numbers names in the order in which they come, from 0: twelve bytes a name when it is full. */
final class LongIndex {

  private static final double FULL = 0.7;

  private long[] hashes = new long[1 << 12];
  private int[] numbers = new int[1 << 12];
  private int size;

  /**
   * The number of a name, a new one if it has not been there.
   *
   * @return {@link #size} before the call for a new name
   */
  int of(String name) {
    long hash = LongHashes.of(name);
    int at = at(hash);
    if (hashes[at] == 0) {
      hashes[at] = hash;
      numbers[at] = size++;
      if (size > FULL * hashes.length) {
        grow();
        return size - 1;
      }
    }
    return numbers[at];
  }

  /** The number of a name, or -1 if it has not been there. */
  int find(String name) {
    int at = at(LongHashes.of(name));
    return hashes[at] == 0 ? -1 : numbers[at];
  }

  private int at(long hash) {
    int at = (int) hash & (hashes.length - 1);
    while (hashes[at] != 0 && hashes[at] != hash) {
      at = (at + 1) & (hashes.length - 1);
    }
    return at;
  }

  private void grow() {
    long[] oldHashes = hashes;
    int[] oldNumbers = numbers;
    hashes = new long[2 * oldHashes.length];
    numbers = new int[hashes.length];
    for (int i = 0; i < oldHashes.length; i++) {
      if (oldHashes[i] != 0) {
        int at = at(oldHashes[i]);
        hashes[at] = oldHashes[i];
        numbers[at] = oldNumbers[i];
      }
    }
  }

  int size() {
    return size;
  }
}

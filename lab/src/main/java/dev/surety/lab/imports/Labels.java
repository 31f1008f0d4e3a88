package dev.surety.lab.imports;

import dev.surety.domain.Chance;

/** Means of labels by what they are of, sixteen bytes an answer, whatever the names' length. */
final class Labels {

  private static final double FULL = 0.6;
  private static final int FIRST = 1 << 10;

  private long[] names = new long[FIRST];
  private float[] sums = new float[FIRST];
  private int[] counts = new int[FIRST];
  private int size;

  /** One more label. */
  void add(String of, double value) {
    if (of == null) {
      return;
    }
    int at = at(LongHashes.of(of));
    if (names[at] == 0) {
      names[at] = LongHashes.of(of);
      size++;
    }
    sums[at] += (float) value;
    counts[at]++;
    if (size > FULL * names.length) {
      grow();
    }
  }

  private int at(long name) {
    int at = (int) Chance.mix(name) & (names.length - 1);
    while (names[at] != 0 && names[at] != name) {
      at = (at + 1) & (names.length - 1);
    }
    return at;
  }

  private void grow() {
    long[] oldNames = names;
    float[] oldSums = sums;
    int[] oldCounts = counts;
    names = new long[2 * oldNames.length];
    sums = new float[names.length];
    counts = new int[names.length];
    for (int i = 0; i < oldNames.length; i++) {
      if (oldNames[i] != 0) {
        int at = at(oldNames[i]);
        names[at] = oldNames[i];
        sums[at] = oldSums[i];
        counts[at] = oldCounts[i];
      }
    }
  }

  /** The mean of the labels of something, or {@code null} if it has none. */
  String of(String name) {
    if (name == null || size == 0) {
      return null;
    }
    int at = at(LongHashes.of(name));
    return names[at] == 0 ? null : Double.toString(sums[at] / (double) counts[at]);
  }

  /** How many answers have one. */
  int size() {
    return size;
  }
}

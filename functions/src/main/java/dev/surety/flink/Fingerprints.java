package dev.surety.flink;

import java.util.Arrays;

/**
 * Which texts there may be: a set of their hashes, at 6 to 11 bytes a text. What is not in it was
 * not added; of what was not, one in {@code 2^32 / size} seems to be there. Not thread-safe.
 */
final class Fingerprints {

  private static final int[] NONE = {};
  private static final int LEAST = 4;
  private static final int LARGE = 64;

  /** Open addressing; 0 is an empty place. */
  private int[] table = NONE;

  private int size;

  void add(String text) {
    if (4L * size >= 3L * table.length) {
      grow();
    }
    int print = print(text);
    int place = place(print);
    if (table[place] == 0) {
      table[place] = print;
      size++;
    }
  }

  boolean mayHave(String text) {
    return size > 0 && table[place(print(text))] != 0;
  }

  /** Forgets all; a large table is not kept, so that few texts of later on don't pay for it. */
  void clear() {
    if (table.length < LARGE) {
      Arrays.fill(table, 0);
    } else {
      table = NONE;
    }
    size = 0;
  }

  long bytes() {
    return (long) Integer.BYTES * table.length;
  }

  /** Where a print is, or the empty place where it would be. */
  private int place(int print) {
    int last = table.length - 1;
    int place = SpreadHash.place(print, table.length);
    while (table[place] != 0 && table[place] != print) {
      place = place + 1 & last;
    }
    return place;
  }

  private void grow() {
    int[] before = table;
    table = new int[Math.max(LEAST, 2 * before.length)];
    for (int print : before) {
      if (print != 0) {
        table[place(print)] = print;
      }
    }
  }

  private static int print(String text) {
    int print = SpreadHash.of(text);
    return print == 0 ? 1 : print;
  }
}

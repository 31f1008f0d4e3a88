package dev.surety.tools.savepoint;

import dev.surety.engine.Account;
import java.util.Comparator;
import java.util.PriorityQueue;

/** The first keys by some measure, of those that one reader has met so far. */
final class KeyRanking {

  private record Ranked(double measure, String key) {}

  /** First the one to drop next: of equals, whose name comes last. */
  private static final Comparator<Ranked> LEAST =
      Comparator.comparingDouble(Ranked::measure)
          .thenComparing(Ranked::key, Comparator.reverseOrder());

  private final KeyMeasure by;
  private final int size;
  private final PriorityQueue<Ranked> first = new PriorityQueue<>(LEAST);

  KeyRanking(KeyMeasure by, int size) {
    this.by = by;
    this.size = size;
  }

  /** Whether a key is among them; others can't be among the first of all keys. */
  boolean takes(String key, Account account) {
    Ranked ranked = new Ranked(by.of(account), key);
    first.add(ranked);
    return first.size() <= size || first.remove() != ranked;
  }
}

package dev.surety.lab.evaluate;

import java.util.HashMap;
import java.util.Map;
import java.util.function.LongFunction;

/** The streams in use: each is made when its first cell starts and forgotten with its last. */
final class Streams {

  private static final class Entry {
    private int cellsLeft;
    private ReplayStream stream;

    Entry(int cells) {
      cellsLeft = cells;
    }
  }

  private final LongFunction<ReplayStream> make;
  private final int cellsPerSeed;
  private final Map<Long, Entry> entries = new HashMap<>();

  Streams(int cellsPerSeed, LongFunction<ReplayStream> make) {
    this.cellsPerSeed = cellsPerSeed;
    this.make = make;
  }

  ReplayStream take(long seed) {
    Entry entry;
    synchronized (entries) {
      entry = entries.computeIfAbsent(seed, s -> new Entry(cellsPerSeed));
    }
    synchronized (entry) {
      if (entry.stream == null) {
        entry.stream = make.apply(seed);
      }
      return entry.stream;
    }
  }

  void done(long seed) {
    synchronized (entries) {
      if (--entries.get(seed).cellsLeft == 0) {
        entries.remove(seed);
      }
    }
  }
}

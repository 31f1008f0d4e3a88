package dev.surety.trials.fuzz.adversary;

import java.util.Random;
import java.util.function.LongConsumer;

/** Episodes one after the other, until so many records were sent or something does not hold. */
public final class AdversaryRun {

  private static final int[] LENGTHS = {300, 2_000, 2_000, 10_000};
  private static final int CHECK_EVERY = 61;

  private final long records;
  private final long seed;
  private final LongConsumer progress;

  /**
   * @param progress told how many records were sent since it was told last
   */
  public AdversaryRun(long records, long seed, LongConsumer progress) {
    this.records = records;
    this.seed = seed;
    this.progress = progress;
  }

  /** Plays them; what is found is in the summary. */
  public AdversarySummary run() {
    long start = System.nanoTime();
    Random lengths = new Random(seed);
    AdversarySummary sum = new AdversarySummary(seed, 0, 0, 0, 0, 0, 0, 0, null);
    for (long sent = 0; sent < records && sum.violation() == null; ) {
      int length = (int) Math.min(records - sent, LENGTHS[lengths.nextInt(LENGTHS.length)]);
      long episodeSeed = lengths.nextLong();
      Episode episode = new Episode(episodeSeed, length);
      String violation = null;
      try {
        episode.play(CHECK_EVERY);
      } catch (RuntimeException e) {
        violation = shortest(episodeSeed, length, e);
      }
      sent += length;
      sum = sum.plus(episode, length, (System.nanoTime() - start) / 1e9, violation);
      progress.accept(length);
    }
    return sum;
  }

  /** Looks again, after every record: the first after which it shows is the last that is needed. */
  static String shortest(long seed, int length, RuntimeException found) {
    int least = 1;
    int most = length;
    String what = found.getMessage();
    while (least < most) {
      int middle = (least + most) / 2;
      try {
        new Episode(seed, middle).play(1);
        least = middle + 1;
      } catch (RuntimeException e) {
        what = e.getMessage();
        most = middle;
      }
    }
    return "episode seed %d, first %d records: %s".formatted(seed, most, what);
  }
}

package dev.surety.lab.evaluate;

import dev.surety.lab.data.ModelPool;
import java.util.List;

/**
 * One model gives no answer for a while, in a day of which every tenant's requests are an equal
 * part.
 *
 * @param model its place in the data
 * @param startMinute of the day
 * @param minutes that it lasts
 */
record OutagePlan(int model, int startMinute, int minutes) {

  static final long MINUTE_MILLIS = 60_000;
  static final int DAY_MINUTES = 1440;

  /** Public record of a large API: half of its incidents end within so many minutes. */
  static final int USUAL_MINUTES = 75;

  private static final int USUAL_START = 720;
  private static final String MEND =
      "write MODEL, MODEL,START or MODEL,START,MINUTES, in minutes of a day, such as m,720,75";

  /** Who knows what of the outage. */
  enum Knowledge {
    /** The model is down for whoever decides, from the first second to the last. */
    ORACLE("oracle"),
    /** Tenants share what they meet, as in the job. */
    SHARED("shared"),
    /** Each tenant has its own errors alone. */
    OWN("own");

    private final String word;

    Knowledge(String word) {
      this.word = word;
    }

    String word() {
      return word;
    }
  }

  /**
   * Reads {@code --outage}.
   *
   * @throws IllegalArgumentException if it can't be; the message says how to mend it
   */
  static OutagePlan parse(String text, ModelPool pool) {
    List<String> parts = List.of(text.split(",", -1));
    int model = pool.indexOf(parts.get(0));
    if (model < 0) {
      throw new IllegalArgumentException(
          "--outage: the pool has no '" + parts.get(0) + "'; it has " + pool.names());
    }
    if (pool.size() < 2) {
      throw new IllegalArgumentException("--outage: without it the pool is empty");
    }
    if (parts.size() > 3) {
      throw new IllegalArgumentException("--outage: '" + text + "' has too many parts; " + MEND);
    }
    int start = parts.size() < 2 ? USUAL_START : minute(parts.get(1), 0);
    int minutes = parts.size() < 3 ? USUAL_MINUTES : minute(parts.get(2), 1);
    if (start + minutes > DAY_MINUTES) {
      throw new IllegalArgumentException(
          "--outage: it ends at minute %d, but the day has %d; %s"
              .formatted(start + minutes, DAY_MINUTES, MEND));
    }
    return new OutagePlan(model, start, minutes);
  }

  private static int minute(String text, int least) {
    try {
      int minute = Integer.parseInt(text.strip());
      if (minute >= least && minute <= DAY_MINUTES) {
        return minute;
      }
    } catch (NumberFormatException e) {
      // said below
    }
    throw new IllegalArgumentException("--outage: '" + text + "' is no minute; " + MEND);
  }

  /** Whether it is down at a time of the day, milliseconds. */
  boolean isDown(long time) {
    return time >= startMinute * MINUTE_MILLIS && time < endMillis();
  }

  long endMillis() {
    return (startMinute + minutes) * MINUTE_MILLIS;
  }
}

package dev.surety.domain;

import java.time.ZoneId;

/**
 * What a model costs at certain hours of certain days, week after week.
 *
 * @param days bit i: the hours begin on the day that is i after Monday; at least one
 * @param fromMinute of the day, in the zone, 0 to 1439
 * @param toMinute of the day, exclusive, 1 to 1440; not after {@code fromMinute} means on the day
 *     after
 * @param zone whose clocks count; what its clocks skip in spring is shorter, what they repeat in
 *     autumn longer
 * @param inputUsdPerMtok USD for a million input tokens, finite and not negative
 * @param outputUsdPerMtok USD for a million output tokens, finite and not negative
 */
public record RecurringPrice(
    int days,
    int fromMinute,
    int toMinute,
    ZoneId zone,
    double inputUsdPerMtok,
    double outputUsdPerMtok) {

  public static final int EVERY_DAY = 0x7f;

  public static final int MINUTES_OF_DAY = 24 * 60;

  public RecurringPrice {
    if ((days & EVERY_DAY) == 0 || days > EVERY_DAY) {
      throw new IllegalArgumentException("no days: " + days);
    }
    if (fromMinute < 0
        || fromMinute >= MINUTES_OF_DAY
        || toMinute < 1
        || toMinute > MINUTES_OF_DAY
        || fromMinute == toMinute) {
      throw new IllegalArgumentException("no hours: " + fromMinute + " to " + toMinute);
    }
  }

  /** Whether the hours begin on a day of the week, 0 for Monday. */
  public boolean beginsOn(int day) {
    return (days >>> day & 1) == 1;
  }
}

package dev.surety.engine;

import dev.surety.domain.ModelSpec;
import dev.surety.domain.RecurringPrice;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * What recurring prices come to at a time. Looks at the week around the time and at nothing else,
 * so its work is bounded however far ahead or back it is asked.
 */
final class PriceCalendar {

  /** Hours that begin once a week begin at most this far from any time, and some. */
  private static final int DAYS_AROUND = 8;

  /** Between these a day's date can be told from an instant. */
  private static final long LARGEST = 253_402_300_799_999L - 366 * 86_400_000L;

  private PriceCalendar() {}

  /** The piece of a version's time, within {@code around}, in which one of its prices counts. */
  static Piece piece(ModelSpec version, Piece around, long time) {
    List<RecurringPrice> calendar = version.schedule().calendar();
    if (calendar.isEmpty() || time < 0 || time > LARGEST) {
      return new Piece(around.from(), around.to(), version.resolved());
    }
    long from = around.from();
    long to = around.to();
    RecurringPrice inForce = null;
    for (RecurringPrice price : calendar) {
      LocalDate today = Instant.ofEpochMilli(time).atZone(price.zone()).toLocalDate();
      for (int day = -DAYS_AROUND; day <= DAYS_AROUND; day++) {
        LocalDate date = today.plusDays(day);
        if (price.beginsOn(date.getDayOfWeek().getValue() - 1)) {
          long begin = instant(date, price.fromMinute(), price);
          long end =
              instant(
                  price.toMinute() > price.fromMinute() ? date : date.plusDays(1),
                  price.toMinute(),
                  price);
          if (begin <= time && time < end && inForce == null) {
            inForce = price;
          }
          from = begin < end && begin <= time ? Math.max(from, begin) : from;
          from = begin < end && end <= time ? Math.max(from, end) : from;
          to = begin < end && begin > time ? Math.min(to, begin) : to;
          to = begin < end && end > time ? Math.min(to, end) : to;
        }
      }
    }
    ModelSpec resolved = version.resolved();
    return new Piece(
        from,
        to,
        inForce == null
            ? resolved
            : resolved.priced(inForce.inputUsdPerMtok(), inForce.outputUsdPerMtok()));
  }

  private static long instant(LocalDate date, int minute, RecurringPrice price) {
    LocalDate day = minute == RecurringPrice.MINUTES_OF_DAY ? date.plusDays(1) : date;
    int ofDay = minute % RecurringPrice.MINUTES_OF_DAY;
    return day.atTime(ofDay / 60, ofDay % 60).atZone(price.zone()).toInstant().toEpochMilli();
  }
}

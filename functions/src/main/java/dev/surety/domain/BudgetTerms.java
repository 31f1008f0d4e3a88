package dev.surety.domain;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;

/**
 * What a tenant's tier may spend on answers in a calendar window.
 *
 * @param usd money of a window, above 0
 * @param per how long a window is
 * @param timezone whose calendar counts
 * @param hard whether requests are refused past it; otherwise they go on, as cheaply as can be
 */
public record BudgetTerms(double usd, Period per, ZoneId timezone, boolean hard) {

  /** Length of a calendar window. */
  public enum Period {
    /** From midnight to midnight. */
    DAY,
    /** From Monday to Monday. */
    WEEK,
    /** From the first of the month to that of the next. */
    MONTH
  }

  /** First day of the window that a time lies in. */
  private LocalDate first(long millis) {
    LocalDate day = Instant.ofEpochMilli(millis).atZone(timezone).toLocalDate();
    return switch (per) {
      case DAY -> day;
      case WEEK -> day.minus(day.getDayOfWeek().getValue() - 1L, ChronoUnit.DAYS);
      case MONTH -> day.with(TemporalAdjusters.firstDayOfMonth());
    };
  }

  /** When the window begins that a time lies in, epoch milliseconds. */
  public long begin(long millis) {
    return midnight(first(millis));
  }

  /** When it ends. */
  public long end(long millis) {
    LocalDate first = first(millis);
    return midnight(
        switch (per) {
          case DAY -> first.plusDays(1);
          case WEEK -> first.plusWeeks(1);
          case MONTH -> first.plusMonths(1);
        });
  }

  private long midnight(LocalDate day) {
    return day.atStartOfDay(timezone).toInstant().toEpochMilli();
  }
}

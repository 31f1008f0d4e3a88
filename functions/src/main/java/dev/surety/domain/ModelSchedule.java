package dev.surety.domain;

import java.util.List;

/**
 * Until when a version of a model counts, and what it costs at which hours.
 *
 * @param effectiveUntil epoch milliseconds from which the version counts no longer; what counts
 *     without it is back then. {@link Long#MAX_VALUE} means never
 * @param publishedAt when its record was published, epoch milliseconds: a version that does not say
 *     when it takes effect does so then. {@link Long#MIN_VALUE} where that is not known
 * @param calendar prices that recur; the first that holds at a time counts, else the version's own
 */
public record ModelSchedule(long effectiveUntil, long publishedAt, List<RecurringPrice> calendar) {

  /** Of a version that counts for good, at one price. */
  public static final ModelSchedule NONE =
      new ModelSchedule(Long.MAX_VALUE, Long.MIN_VALUE, List.of());

  public ModelSchedule {
    calendar = List.copyOf(calendar);
  }

  ModelSchedule published(long at) {
    return new ModelSchedule(effectiveUntil, at, calendar);
  }
}

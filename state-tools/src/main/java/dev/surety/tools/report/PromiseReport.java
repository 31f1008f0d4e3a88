package dev.surety.tools.report;

import dev.surety.domain.JournalRow;
import dev.surety.domain.JournalRow.Decided;
import dev.surety.domain.JournalRow.Outcome;
import dev.surety.domain.TenantTier;
import dev.surety.tools.journal.History;
import dev.surety.tools.journal.JournalAccount;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * What a journal says of promises. The journal is read three times, four where judgements are asked
 * for or silence counts, one row in memory at a time: what is kept is a few kilobytes a key and at
 * most 8 bytes a decision.
 *
 * @param keys in the order of their names
 * @param rows that count
 * @param abandoned rows of keys that don't
 * @param account what is left out and what is missing, of the same keys
 */
record PromiseReport(
    Survey survey, Collection<KeyTally> keys, long rows, long abandoned, JournalAccount account) {

  /**
   * @param wanted which keys
   * @throws dev.surety.tools.journal.BrokenJournal if the journal can't be read
   */
  static PromiseReport of(History history, Predicate<TenantTier> wanted) {
    return of(history, wanted, JournalAccount.of(history, wanted));
  }

  /** The same, with what is known of the journal already. */
  static PromiseReport of(History history, Predicate<TenantTier> wanted, JournalAccount account) {
    Survey survey = Survey.of(history);
    Booking booking = new Booking(survey, wanted);
    history.readAll(booking);
    return new PromiseReport(
        survey, booking.tallies.values(), booking.counted, booking.abandoned, account);
  }

  /** What happened, in all keys and with the job. */
  List<Incident> restarts() {
    return Incidents.restarts(survey);
  }

  List<KeyTally> bySpending() {
    List<KeyTally> sorted = new ArrayList<>(keys);
    sorted.sort(
        Comparator.comparingDouble((KeyTally tally) -> -tally.bookedCostUsd)
            .thenComparing(tally -> tally.key.key()));
    return sorted;
  }

  /** The last reading. */
  private static final class Booking implements History.Reader {
    private final Survey survey;
    private final Predicate<TenantTier> wanted;
    private final Map<TenantTier, KeyTally> tallies =
        new TreeMap<>(Comparator.comparing(TenantTier::key));
    private long counted;
    private long abandoned;

    Booking(Survey survey, Predicate<TenantTier> wanted) {
      this.survey = survey;
      this.wanted = wanted;
    }

    @Override
    public void row(JournalRow row, boolean counts) {
      TenantTier key = row.stamp().key();
      if (!wanted.test(key)) {
        return;
      }
      if (!counts) {
        abandoned++;
        return;
      }
      counted++;
      if (row instanceof Decided decided) {
        tally(key).book(decided);
      } else if (row instanceof Outcome outcome) {
        tally(key).book(outcome);
      }
    }

    private KeyTally tally(TenantTier key) {
      return tallies.computeIfAbsent(key, k -> new KeyTally(k, survey));
    }
  }
}

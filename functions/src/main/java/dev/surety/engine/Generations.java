package dev.surety.engine;

import dev.surety.domain.FeedbackTerms;
import dev.surety.domain.JournalRow;
import dev.surety.domain.JournalRow.Closed;
import dev.surety.domain.JournalRow.Closed.Cause;
import dev.surety.engine.Event.Context;
import java.util.List;

/**
 * Expiry of open decisions without timers or scans. A generation is one feedback window of the
 * key's own clock; a decision is open through its generation and the next one, so for one to two
 * windows. When the clock enters a new generation the past map is cleared and the maps change
 * roles. Where silence counts, the outcomes of the cleared map are booked then ({@link
 * WindowBooks}); those of decisions given up early as well, so a key that overflows mistakes late
 * judgements for silence, and {@code dropped} says how often.
 */
final class Generations {

  /** An entry and the map that holds it: 0 or 1. */
  record Found(int map, OpenDecision decision) {}

  private Generations() {}

  /**
   * Moves the key's clock; never backwards. Journals what closed.
   *
   * @param time as {@link Context#clock} has it
   */
  static void advance(
      RouterState state, long time, FeedbackTerms terms, Context context, List<JournalRow> rows) {
    Account account = state.account();
    long before = account.clock;
    if (time <= before) {
      return;
    }
    account.clock = time;
    if (before == Long.MIN_VALUE) {
      return;
    }
    MoneyGenerations.advance(state, before, time, terms.moneyWindowMillis());
    // Counted in the window of now: a generation that another window began is taken as it is.
    long window = terms.windowMillis();
    long generations = Math.floorDiv(time, window) - Math.floorDiv(before, window);
    for (long i = Math.min(generations, 2); i > 0; i--) {
      rotate(state, Cause.EXPIRED, context, rows);
    }
  }

  /**
   * Remembers a decision. A generation that holds half of what is allowed is closed early, so that
   * both together keep to the bound and the newest half is never given up.
   *
   * @param maxOpen bound on the open decisions of the key, at least 2
   */
  static void add(
      RouterState state,
      String requestId,
      OpenDecision decision,
      int maxOpen,
      Context context,
      List<JournalRow> rows) {
    Account account = state.account();
    if (account.openPresent >= Math.max(1, maxOpen / 2)) {
      account.dropped += account.openPast;
      rotate(state, Cause.OVERFLOW, context, rows);
    }
    state.open().put(account.presentMap, requestId, decision);
    account.openPresent++;
  }

  /**
   * Puts a decision where an entry of its request stands in the present generation, if one does.
   */
  static boolean replace(RouterState state, String requestId, OpenDecision decision) {
    int map = state.account().presentMap;
    Found found = find(state, requestId);
    if (found == null || found.map() != map) {
      return false;
    }
    state.open().put(map, requestId, decision);
    return true;
  }

  /** The key has fallen silent: closes everything, and leaves a row if there was anything. */
  static void closeAll(RouterState state, Context context, List<JournalRow> rows) {
    rotate(state, Cause.IDLE, context, rows);
    rotate(state, Cause.IDLE, context, rows);
    if (MoneyGenerations.closeAll(state) && rows.isEmpty()) {
      rows.add(new Closed(Stamps.next(state, context, state.account().clock), Cause.IDLE, 0));
    }
  }

  /** The last row of a key of which nothing is open. */
  static Effects remove(RouterState state, Context context) {
    Closed row = new Closed(Stamps.next(state, context, state.account().clock), Cause.REMOVED, 0);
    return new Effects(null, List.of(row), null);
  }

  private static void rotate(
      RouterState state, Cause cause, Context context, List<JournalRow> rows) {
    Account account = state.account();
    int past = 1 - account.presentMap;
    if (account.openPast > 0) {
      state.open().clear(past);
      WindowBooks.close(account, past);
      DeliveryBooks.close(account, past);
      rows.add(new Closed(Stamps.next(state, context, account.clock), cause, account.openPast));
    }
    account.openPast = account.openPresent;
    account.openPresent = 0;
    account.presentMap = past;
  }

  /** The entry of a request, or {@code null} if there is none; looked for once in each map. */
  static Found find(RouterState state, String requestId) {
    Account account = state.account();
    int present = account.presentMap;
    OpenDecision decision = account.openPresent > 0 ? state.open().get(present, requestId) : null;
    if (decision != null) {
      return new Found(present, decision);
    }
    decision = account.openPast > 0 ? state.open().get(1 - present, requestId) : null;
    return decision == null ? null : new Found(1 - present, decision);
  }
}

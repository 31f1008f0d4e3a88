package dev.surety.tools.journal;

import dev.surety.domain.JournalRow;
import dev.surety.domain.JournalRow.Closed;
import dev.surety.domain.JournalRow.Decided;
import dev.surety.domain.JournalRow.Outcome;
import dev.surety.domain.JournalRow.Stamp;
import dev.surety.engine.Event;
import dev.surety.engine.TenantConfig;
import java.util.function.Function;

/**
 * Tells which rows of a key carry an input, and what the input was. Rows are given in the order of
 * their seq.
 */
public final class Inputs {

  private JournalRow before;

  /** Whether the next row carries one; all others follow from those that do. */
  public boolean next(JournalRow row) {
    JournalRow last = before;
    before = row;
    if (!(row instanceof Closed closed)) {
      return true;
    }
    // What an idle key closes, it closes at once: one event, at most two rows.
    boolean second =
        last instanceof Closed earlier
            && isIdle(earlier)
            && earlier.stamp().seq() == closed.stamp().seq() - 1;
    return isRemoval(closed) || isIdle(closed) && !second;
  }

  /** Whether it is the last row of a key's life: nothing is left of the key. */
  public static boolean isRemoval(JournalRow row) {
    return row instanceof Closed closed && closed.cause() == Closed.Cause.REMOVED;
  }

  private static boolean isIdle(Closed closed) {
    return closed.cause() == Closed.Cause.IDLE;
  }

  /**
   * The event that such a row was written of.
   *
   * @param configs by hash
   */
  public static Event event(JournalRow input, Function<String, TenantConfig> configs) {
    Stamp stamp = input.stamp();
    if (input instanceof Decided decided) {
      return new Event.Route(
          new Event.Context(
              stamp.run(),
              stamp.epoch(),
              decided.decision().decidedAt(),
              decided.seed(),
              stamp.held(),
              decided.keyedChance()),
          decided.request(),
          configs.apply(decided.config()));
    }
    Event.Context context =
        new Event.Context(stamp.run(), stamp.epoch(), stamp.time(), 0, stamp.held());
    if (input instanceof Outcome outcome) {
      return learn(context, outcome, configs);
    }
    return isRemoval(input) ? new Event.Remove(context) : new Event.Idle(context);
  }

  /** Tokens were priced by one other configuration at most, which the row names. */
  private static Event learn(
      Event.Context context, Outcome outcome, Function<String, TenantConfig> configs) {
    String priced = outcome.priced() == null ? outcome.config() : outcome.priced();
    return new Event.Learn(
        context,
        outcome.feedback(),
        configs.apply(outcome.config()),
        time -> configs.apply(priced));
  }
}

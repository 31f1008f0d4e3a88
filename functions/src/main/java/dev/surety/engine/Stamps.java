package dev.surety.engine;

import dev.surety.domain.HeldTime;
import dev.surety.domain.JournalRow.Stamp;
import dev.surety.domain.Notice;
import dev.surety.engine.Event.Context;

/** Numbers the rows of a key. */
final class Stamps {

  private Stamps() {}

  /** Of the row that carries an event's inputs; raises what is odd about its time. */
  static Stamp input(RouterState state, Context context, long time) {
    Notice odd = context.held() == null ? null : context.held().notice(time);
    if (odd != null) {
      state.raise(odd);
    }
    return next(state, context, time, context.held());
  }

  /** Of a row that follows from an event. */
  static Stamp next(RouterState state, Context context, long time) {
    return next(state, context, time, null);
  }

  private static Stamp next(RouterState state, Context context, long time, HeldTime held) {
    Account account = state.account();
    return new Stamp(
        context.run(), context.epoch(), state.key(), ++account.seq, time, held, account.born);
  }
}

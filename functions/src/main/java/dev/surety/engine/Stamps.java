package dev.surety.engine;

import dev.surety.domain.JournalRow.Stamp;
import dev.surety.engine.Event.Context;

/** Numbers the rows of a key. */
final class Stamps {

  private Stamps() {}

  static Stamp next(RouterState state, Context context, long time) {
    return new Stamp(context.run(), context.epoch(), state.key(), ++state.account().seq, time);
  }
}

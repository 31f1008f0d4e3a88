package dev.surety.engine;

import dev.surety.domain.Feedback;
import dev.surety.domain.HeldTime;
import dev.surety.domain.RoutingRequest;

/** What can happen to a key; together with the key's state, all that the engine ever looks at. */
public sealed interface Event {

  Context context();

  /**
   * What is the same for all events of a moment.
   *
   * @param run id of the job
   * @param epoch last checkpoint passed
   * @param now wall clock, epoch milliseconds; goes on the record, decides nothing
   * @param seed of chance
   * @param held where the event's own time was not believed, or {@code null}
   */
  record Context(String run, long epoch, long now, long seed, HeldTime held) {

    /** Of an event whose time is believed. */
    public Context(String run, long epoch, long now, long seed) {
      this(run, epoch, now, seed, null);
    }

    /** What an event as of {@code time} moves its key's clock to. */
    long clock(long time) {
      return held == null ? time : held.clock();
    }
  }

  /**
   * A request is to be decided.
   *
   * @param config in force for its key at its time
   */
  record Route(Context context, RoutingRequest request, TenantConfig config) implements Event {}

  /**
   * Feedback came.
   *
   * @param config in force for its key at its time
   */
  record Learn(Context context, Feedback feedback, TenantConfig config) implements Event {}

  /** Nothing came for long. */
  record Idle(Context context) implements Event {}
}

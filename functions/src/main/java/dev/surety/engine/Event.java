package dev.surety.engine;

import dev.surety.domain.Chance;
import dev.surety.domain.Feedback;
import dev.surety.domain.HeldTime;
import dev.surety.domain.RoutingRequest;
import dev.surety.domain.TenantTier;

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
   * @param keyed whether tenant and tier are part of the chance; only older journals say no
   */
  record Context(String run, long epoch, long now, long seed, HeldTime held, boolean keyed) {

    /** Of an event whose time is believed. */
    public Context(String run, long epoch, long now, long seed) {
      this(run, epoch, now, seed, null);
    }

    public Context(String run, long epoch, long now, long seed, HeldTime held) {
      this(run, epoch, now, seed, held, true);
    }

    /** What an event as of {@code time} moves its key's clock to. */
    public long clock(long time) {
      return held == null ? time : held.clock();
    }

    Chance chance(TenantTier key, String requestId) {
      return keyed ? Chance.of(seed, key, requestId) : Chance.of(seed, requestId);
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
   * @param inForce at other times: tokens cost what was asked for at the time of their request
   */
  record Learn(Context context, Feedback feedback, TenantConfig config, InForce inForce)
      implements Event {

    /** Of a configuration that has always been in force. */
    public Learn(Context context, Feedback feedback, TenantConfig config) {
      this(context, feedback, config, time -> config);
    }
  }

  /** What is in force for a key at a time, epoch milliseconds. */
  @FunctionalInterface
  interface InForce {
    TenantConfig at(long time);
  }

  /** Nothing came for long. */
  record Idle(Context context) implements Event {}

  /** Nothing came for so long that the key is to be forgotten; its owner drops the state then. */
  record Remove(Context context) implements Event {}
}

package dev.surety.domain;

/**
 * What became of a time that lies too far from when Kafka appended its record. Anybody's clock may
 * be wrong, and one wrong clock must not close anybody's windows or put announced prices in force
 * early. So a time is believed only within a tolerance around the append time, and is held to that
 * beyond it:
 *
 * <ul>
 *   <li>a request counts as of the nearest believable time: nothing is decided before it was asked,
 *       and nothing long after;
 *   <li>feedback from ahead likewise; feedback from behind keeps its time, as gateways may keep
 *       feedback back and lateness goes by what the records say, but moves its key's clock as if it
 *       were of the nearest believable time: clocks that are behind must not hold a key's clock
 *       back either, or the first right one would make it leap over open decisions.
 * </ul>
 *
 * @param told the time that the record told, epoch milliseconds
 * @param clock what it moves its key's clock to, unless that is further already, epoch milliseconds
 */
public record HeldTime(long told, long clock) {

  /**
   * Holds a time to its record's append time.
   *
   * @param appendedAt epoch milliseconds
   * @param toleranceMillis how far from that a time is believed
   * @return {@code null}, as nearly always, for a time that is believed
   */
  public static HeldTime of(TenantEvent event, long appendedAt, long toleranceMillis) {
    long told = event.time();
    long clock =
        Math.max(appendedAt - toleranceMillis, Math.min(told, appendedAt + toleranceMillis));
    return clock == told ? null : new HeldTime(told, clock);
  }

  /** The event as of the time that it counts as of. */
  public TenantEvent hold(TenantEvent event) {
    return event instanceof Feedback && clock > told ? event : event.at(clock);
  }

  /** What is odd about an event that counts as of {@code time}, or {@code null}. */
  public Notice notice(long time) {
    if (told > time) {
      return Notice.CLOCK_AHEAD;
    }
    return told < time ? Notice.CLOCK_BEHIND : null;
  }
}

package dev.surety.client;

/**
 * What a {@link Gateway} has done since it was opened, as {@link Gateway#counters()} found it.
 * Counts only grow, but for {@code waiting}.
 *
 * @param asked requests handed to {@link Gateway#ask}
 * @param waiting of them without an answer at present
 * @param decided of them with a decision that was executed
 * @param observed of them with a decision while the incumbent answered
 * @param refused of them refused by the router
 * @param timedOut of them without anything in time
 * @param notSent of them that Kafka did not take
 * @param closed of them still waiting when the gateway was closed
 * @param late decisions and refusals that came after the request they answer had timed out here, as
 *     far as the last 10,000 of these are remembered
 * @param notAllowed decisions that the request, in the form it was sent last, does not allow
 * @param notAwaited other decisions and refusals that nobody here waited for: repeats, and those of
 *     requests that other gateways sent
 * @param unreadable records on decisions or standings that break their contract
 * @param readFailures times that reading from Kafka failed; it is tried again each second
 * @param reported records handed to {@link Gateway#report}
 * @param reportsLost of them that Kafka did not take
 */
public record GatewayCounters(
    long asked,
    long waiting,
    long decided,
    long observed,
    long refused,
    long timedOut,
    long notSent,
    long closed,
    long late,
    long notAllowed,
    long notAwaited,
    long unreadable,
    long readFailures,
    long reported,
    long reportsLost) {}

package dev.surety.trials.overload;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What came of one stretch of traffic.
 *
 * @param rate requests a second that were meant to be sent
 * @param sent requests
 * @param decided of these, how many had a decision in the end
 * @param turnedAway of these, how many found no place
 * @param othersP50 milliseconds from sending to the decision, of all tenants but the greedy one
 * @param seconds for which requests were sent
 * @param drainSeconds from the last request sent to the last decision
 */
record Phase(
    String name,
    double rate,
    int sent,
    int decided,
    @JsonProperty("turned_away") int turnedAway,
    @JsonProperty("others_p50_ms") double othersP50,
    @JsonProperty("others_p99_ms") double othersP99,
    double seconds,
    @JsonProperty("drain_seconds") double drainSeconds) {}

package dev.surety.demo.traffic;

import java.time.Duration;

/**
 * A request to send.
 *
 * @param index 0-based place in the plan
 * @param requestId unique in the plan
 * @param tenant who sends it
 * @param row row of the data to send
 * @param sendAfter when, counted from the start of the traffic
 */
public record PlannedRequest(
    int index, String requestId, Tenant tenant, int row, Duration sendAfter) {}

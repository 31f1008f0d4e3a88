package dev.surety.demo.run;

import dev.surety.demo.traffic.PlannedRequest;
import dev.surety.lab.reference.SentRequest;

/**
 * What one user got: the true outcome, which only the user side knows.
 *
 * @param model the model that answered, by its place in the pool
 * @param satisfaction true outcome, 0..1
 * @param costUsd paid for all models that were queried
 * @param decisionId the decision that was executed, or {@code null}
 * @param alternatives what every model would have answered and charged at that moment
 * @param latencyNanos from sending the request to having its decision
 * @param answeredAt when the user had the answer, epoch milliseconds
 */
record Served(
    PlannedRequest request,
    int model,
    double satisfaction,
    double costUsd,
    String decisionId,
    SentRequest alternatives,
    long latencyNanos,
    long answeredAt) {}

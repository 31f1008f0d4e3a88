package dev.surety.tools.state;

import dev.surety.policy.Belief;

/**
 * What one key knows of one model.
 *
 * @param inPool whether it may be routed to, as far as the key has heard
 * @param belief of the policy
 * @param usualCostUsd expected of a usual answer
 */
record ModelReport(
    String model, boolean inPool, long decisions, Belief belief, double usualCostUsd) {}

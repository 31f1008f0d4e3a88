package dev.surety.tools.state;

import dev.surety.policy.Belief;
import dev.surety.policy.JudgeBelief;

/**
 * What one key knows of one model.
 *
 * @param inPool whether it may be routed to, as far as the key has heard
 * @param belief of the policy
 * @param usualCostUsd expected of a usual answer
 * @param paidRatio what is reported that answers cost, over their tokens' cost by the list
 * @param costRatio what answers cost by the policy's own account, over what the list lets expect of
 *     an answer of the usual length, or {@link Double#NaN}
 * @param fleet satisfaction by what the key's fleet says, as it leans on it; or {@link Double#NaN}
 * @param keptBack {@code open} or {@code half_open} where it is kept from all tenants, else {@code
 *     null}
 * @param judge how often its judge errs on the model, or {@code null} where it has none
 */
record ModelReport(
    String model,
    boolean inPool,
    long decisions,
    Belief belief,
    double usualCostUsd,
    double paidRatio,
    double costRatio,
    double fleet,
    String keptBack,
    JudgeBelief judge) {}

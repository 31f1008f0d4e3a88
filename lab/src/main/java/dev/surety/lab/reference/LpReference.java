package dev.surety.lab.reference;

/**
 * The cheapest fixed mixture that would have reached a target.
 *
 * @param costUsd its cost for the whole stream, USD; if the target is infeasible, the cost of the
 *     best that could be done
 * @param feasible whether any mixture reaches the target
 */
public record LpReference(double costUsd, boolean feasible) {}

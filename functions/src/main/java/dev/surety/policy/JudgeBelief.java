package dev.surety.policy;

/**
 * How often a judge says satisfied of a model's answers, as far as it is believed.
 *
 * @param satisfied of those whose user is, 0..1
 * @param dissatisfied of those whose user is not, 0..1
 */
public record JudgeBelief(double satisfied, double dissatisfied) {}

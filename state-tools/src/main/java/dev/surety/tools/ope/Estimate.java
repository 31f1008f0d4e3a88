package dev.surety.tools.ope;

/**
 * A value and its 95 % interval; the interval's ends are {@link Double#NaN} where there are too few
 * clusters to tell.
 */
public record Estimate(Estimator estimator, double value, double low, double high) {}

/**
 * Estimates, per model and context, how likely an answer satisfies and what it costs. Estimators
 * work on plain arrays that belong to the caller, so that what was learned is state that can be
 * checkpointed and copied.
 */
package dev.surety.estimator;

/**
 * The router of one tenant and tier as a fold: state and event in, effects out. The job, the replay
 * and the evaluation are three folds of the same function, so a decision can be repeated and
 * explained from the journal alone.
 */
package dev.surety.engine;

/**
 * Poison by the million: records that are broken in known ways, between good ones, and the account
 * of what became of each.
 */
package dev.surety.trials.fuzz;

/**
 * Whether anything is lost: a job on real processes that are killed again and again, and the
 * account that the user side makes of it from topics, journal files and the last savepoint.
 */
package dev.surety.trials.soak;

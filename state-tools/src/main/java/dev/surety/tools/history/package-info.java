/**
 * Whole histories as Flink batch jobs: replaying a journal, running it again under other promises,
 * and making a first savepoint of it.
 */
package dev.surety.tools.history;

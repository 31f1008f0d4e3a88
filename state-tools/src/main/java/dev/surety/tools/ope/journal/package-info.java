/**
 * Off-policy evaluation of a journal: decisions joined with what became of them, judged one by one
 * or replayed through the engine, as a Flink batch job; and the command for it.
 */
package dev.surety.tools.ope.journal;

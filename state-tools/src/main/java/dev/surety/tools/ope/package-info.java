/**
 * Off-policy evaluation: what another policy would have been worth on decisions that were logged
 * with their probabilities. Mathematics over plain records; nothing here knows journals or Flink.
 */
package dev.surety.tools.ope;

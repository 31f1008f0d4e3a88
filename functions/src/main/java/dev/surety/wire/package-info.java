/**
 * The forms in which values leave the process: {@code wire.json} of the topics, {@code wire.state}
 * in checkpoints, {@code wire.journal} in the audit's files. What is written by one version is read
 * by every later one.
 */
package dev.surety.wire;

/**
 * The forms in which values leave the process: JSON of the topics, the schema of the journal, and
 * the versioned binary form of the state. What is written by one version is read by every later
 * one.
 */
package dev.surety.wire;

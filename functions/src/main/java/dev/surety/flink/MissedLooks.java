package dev.surety.flink;

/** How often the state backend was asked for what is not in memory. */
final class MissedLooks {
  long count;
}

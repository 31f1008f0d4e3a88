package dev.surety.lab.evaluate;

/** What a fleet met of an outage. */
final class OutageTally {

  long failedFirst;
  long failed;
  long unanswered;

  /** As {@link OutageResult#backAfterMillis}. */
  long backAfterMillis = -1;
}

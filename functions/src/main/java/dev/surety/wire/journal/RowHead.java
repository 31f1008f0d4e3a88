package dev.surety.wire.journal;

import dev.surety.domain.TenantTier;
import dev.surety.wire.journal.JournalSchema.Section;

/**
 * What of a row must be known to tell whether it is wanted, and where it belongs. One object for
 * all rows of a {@link HeadReader}: what it says holds until the next is read.
 */
public final class RowHead {

  Section section;
  String run;
  long epoch;
  TenantTier key;
  long seq;
  long time;
  long born;
  long clock;
  String config;

  RowHead() {}

  public boolean isDecision() {
    return section == Section.DECISION;
  }

  public boolean isOutcome() {
    return section == Section.OUTCOME;
  }

  /** Whether it says that a generation of open decisions was closed. */
  public boolean isClosed() {
    return section == Section.CLOSED;
  }

  /** Whether it has the content of a configuration. */
  public boolean isConfig() {
    return section == Section.CONFIG;
  }

  /** Whether it says that a run began. */
  public boolean isLineage() {
    return section == Section.LINEAGE;
  }

  /** Id of the Flink job that wrote it. */
  public String run() {
    return run;
  }

  /** Number of the last checkpoint that the run had passed. */
  public long epoch() {
    return epoch;
  }

  /** Whose row it is; {@code null} for what is of no key. */
  public TenantTier key() {
    return key;
  }

  /** Place among the rows of this life of the key, from 1. */
  public long seq() {
    return seq;
  }

  /** As of when it counts, epoch milliseconds. */
  public long time() {
    return time;
  }

  /**
   * What it moves its key's clock to, unless that is further already, epoch milliseconds: its time,
   * but where what it told was not believed.
   */
  public long clock() {
    return clock;
  }

  /** When this life of the key began, epoch milliseconds; 0 where that is not on record. */
  public long born() {
    return born;
  }

  /** Hash of the configuration that a decision or an outcome names; otherwise {@code null}. */
  public String config() {
    return config;
  }
}

package dev.surety.tools.ope.journal;

import dev.surety.domain.JournalRow;
import dev.surety.engine.TenantConfig;
import dev.surety.tools.journal.Configurations;
import dev.surety.tools.ope.LoggedDecision;
import dev.surety.tools.ope.journal.KeyRows.Cluster;
import java.io.IOException;
import java.io.Serializable;

/**
 * The only pass over the rows where decisions are judged one by one: what the models' answers are
 * like, and the decisions in short, so that they need not be sorted and joined once more.
 */
final class SpoolWork implements KeyWork {

  /**
   * What a key has.
   *
   * @param key {@code tenant/tier}
   * @param target promised last
   */
  record Seen(String key, double target, Counts counts) implements Serializable {}

  /** Begins the work on keys; its copies go to tasks. */
  record Begin(Configurations configs, Cluster cluster, DecisionSpool spool)
      implements KeyWork.Start {

    private static final long serialVersionUID = 1;

    @Override
    public KeyWork start(String key) {
      return new SpoolWork(key, this);
    }

    @Override
    public void end() throws IOException {
      spool.close();
    }
  }

  private final String key;
  private final Begin begin;
  private final KeyRows rows;
  private TenantConfig config;

  private SpoolWork(String key, Begin begin) {
    this.key = key;
    this.begin = begin;
    rows = new KeyRows(begin.configs, begin.cluster, Judgements.OF_USERS, this::keep);
    begin.spool.key(key);
  }

  private void keep(Answered answered, LoggedDecision row) {
    config = begin.configs.apply(answered.row.config());
    if (row != null) {
      begin.spool.add(row);
      begin.spool.fit().usage().add(answered, config);
    }
  }

  @Override
  public void add(JournalRow row) {
    rows.add(row);
  }

  @Override
  public Serializable finish() {
    Counts counts = rows.finish();
    return new Seen(key, config == null ? Double.NaN : config.sla().target(), counts);
  }
}

package dev.surety.tools.ope.journal;

import dev.surety.domain.JournalRow;
import dev.surety.engine.TenantConfig;
import dev.surety.tools.journal.Configurations;
import dev.surety.tools.ope.LoggedDecision;
import dev.surety.tools.ope.journal.KeyRows.Cluster;

/**
 * The only pass over the rows where decisions are judged one by one: what the models' answers are
 * like, and the decisions in short, so that they need not be sorted and joined once more.
 */
final class SpoolWork implements KeyWork<SpoolWork.Seen> {

  /**
   * What a key has.
   *
   * @param key {@code tenant/tier}
   * @param target promised last
   */
  record Seen(String key, double target, Counts counts) {}

  private final String key;
  private final Configurations configs;
  private final DecisionSpool spool;
  private final KeyRows rows;
  private TenantConfig config;

  SpoolWork(String key, Configurations configs, Cluster cluster, DecisionSpool spool) {
    this.key = key;
    this.configs = configs;
    this.spool = spool;
    rows = new KeyRows(configs, cluster, Judgements.OF_USERS, this::keep);
    spool.key(key);
  }

  private void keep(Answered answered, LoggedDecision row) {
    config = configs.apply(answered.row.config());
    if (row != null) {
      spool.add(row);
      spool.fit().usage().add(answered, config);
    }
  }

  @Override
  public void add(JournalRow row) {
    rows.add(row);
  }

  @Override
  public Seen finish() {
    Counts counts = rows.finish();
    return new Seen(key, config == null ? Double.NaN : config.sla().target(), counts);
  }
}

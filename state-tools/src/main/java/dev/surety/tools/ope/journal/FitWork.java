package dev.surety.tools.ope.journal;

import dev.surety.domain.JournalRow;
import dev.surety.engine.TenantConfig;
import dev.surety.tools.journal.Configurations;
import dev.surety.tools.ope.LoggedDecision;
import dev.surety.tools.ope.journal.KeyRows.Cluster;

/** First pass: what the models' answers are like. */
final class FitWork implements KeyWork<Fit> {

  private final Fit fit = Fit.empty();
  private final String key;
  private final Configurations configs;
  private final KeyRows rows;

  FitWork(String key, Configurations configs, Cluster cluster) {
    this.key = key;
    this.configs = configs;
    this.rows = new KeyRows(configs, cluster, Judgements.OF_USERS, this::learn);
  }

  private void learn(Answered answered, LoggedDecision row) {
    if (row != null) {
      fit.add(row);
      TenantConfig config = configs.apply(answered.row.config());
      fit.usage().add(answered, config);
      fit.judged().add(key, answered, config.sla(), row);
    }
  }

  @Override
  public void add(JournalRow row) {
    rows.add(row);
  }

  @Override
  public Fit finish() {
    rows.finish();
    return fit;
  }
}

package dev.surety.tools.ope.journal;

import dev.surety.domain.JournalRow;
import dev.surety.tools.journal.Configurations;
import dev.surety.tools.ope.LoggedDecision;
import dev.surety.tools.ope.journal.KeyRows.Cluster;
import java.io.Serializable;

/** First pass: what the models' answers are like. */
final class FitWork implements KeyWork {

  private final Fit fit = Fit.empty();
  private final Configurations configs;
  private final KeyRows rows;

  FitWork(Configurations configs, Cluster cluster) {
    this.configs = configs;
    this.rows = new KeyRows(configs, cluster, this::learn);
  }

  private void learn(Answered answered, LoggedDecision row) {
    if (row != null) {
      fit.add(row);
      fit.usage().add(answered, configs.apply(answered.row.config()));
    }
  }

  @Override
  public void add(JournalRow row) {
    rows.add(row);
  }

  @Override
  public Serializable finish() {
    rows.finish();
    return fit;
  }
}

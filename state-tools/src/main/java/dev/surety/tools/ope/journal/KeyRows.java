package dev.surety.tools.ope.journal;

import dev.surety.domain.CandidateColumns;
import dev.surety.domain.Chance;
import dev.surety.domain.FeedbackTerms;
import dev.surety.domain.JournalRow;
import dev.surety.domain.JournalRow.Decided;
import dev.surety.engine.TenantConfig;
import dev.surety.tools.ope.LoggedDecision;
import java.util.function.Function;

/** The rows of one key as logged decisions, and the count of those that can't be judged. */
final class KeyRows {

  /** What belongs together when intervals are made. */
  enum Cluster {
    /** Requests of one conversation; those without one stand alone. */
    CONVERSATION,
    /** All requests of a tenant, whatever its tier. */
    TENANT
  }

  /** What others share where the chosen one has all but what a double can tell. */
  private static final double LEAST = 1e-15;

  /** Takes the decisions of a key. */
  interface Reader {
    void read(Answered answered, LoggedDecision decision);
  }

  private final Function<String, TenantConfig> configs;
  private final Cluster cluster;
  private final Judgements judgements;
  private final Reader reader;
  private final DecisionJoin join;
  private final Counts counts = new Counts();

  /**
   * @param judgements what is known of answers
   * @param reader takes each decision; its row is {@code null} where it is excluded
   */
  KeyRows(
      Function<String, TenantConfig> configs,
      Cluster cluster,
      Judgements judgements,
      Reader reader) {
    this.configs = configs;
    this.cluster = cluster;
    this.judgements = judgements;
    this.reader = reader;
    this.join = new DecisionJoin(configs, this::judge);
  }

  /** Takes the next row of the key, in the order of seq. */
  void add(JournalRow row) {
    join.add(row);
  }

  /** No row is left. */
  Counts finish() {
    join.finish();
    counts.outcomes(join.outcomes());
    return counts;
  }

  private void judge(Answered answered) {
    FeedbackTerms terms = configs.apply(answered.row.config()).sla().feedback();
    LabelUse use = LabelUse.of(terms);
    counts.add(answered, use, judgements.areWeighed());
    reader.read(
        answered,
        answered.exclusion == null ? logged(answered, judgements.of(answered, use, terms)) : null);
  }

  private LoggedDecision logged(Answered answered, Judgements.Worth worth) {
    Decided row = answered.row;
    CandidateColumns candidates = row.candidates();
    String[] models = new String[candidates.size()];
    double[] propensities = new double[models.length];
    double[] costs = new double[models.length];
    int chosen = -1;
    for (int i = 0; i < models.length; i++) {
      models[i] = candidates.model(i);
      propensities[i] = candidates.propensity(i);
      costs[i] = candidates.expectedCostUsd(i);
      chosen = models[i].equals(row.decision().model()) ? i : chosen;
    }
    if (chosen >= 0 && candidates.isRounded()) {
      costs[chosen] = row.decision().expectedCostUsd();
      sharpen(propensities, chosen, row.decision().propensity());
    }
    return new LoggedDecision(
        cluster(row),
        row.request().tag(),
        models,
        propensities,
        costs,
        chosen,
        worth.satisfaction(),
        answered.costUsd,
        worth.weight(),
        worth.information());
  }

  /** What weighs is exact on record; of the others, which are not, the sum is known by it. */
  private static void sharpen(double[] propensities, int chosen, double exact) {
    propensities[chosen] = 0;
    double others = 0;
    for (double propensity : propensities) {
      others += propensity;
    }
    double scale = others > 0 ? Math.max(1 - exact, LEAST) / others : 1;
    for (int i = 0; i < propensities.length; i++) {
      propensities[i] *= scale;
    }
    propensities[chosen] = exact;
  }

  private long cluster(Decided row) {
    String key = row.stamp().key().key();
    String conversation = row.request().conversationId();
    return switch (cluster) {
      case TENANT -> Chance.hash(2, row.stamp().key().tenant());
      case CONVERSATION ->
          conversation == null
              ? Chance.hash(Chance.hash(0, key), row.request().requestId())
              : Chance.hash(Chance.hash(1, key), conversation);
    };
  }
}

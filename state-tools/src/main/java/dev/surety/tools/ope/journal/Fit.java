package dev.surety.tools.ope.journal;

import dev.surety.tools.ope.CostRatios;
import dev.surety.tools.ope.LoggedDecision;
import dev.surety.tools.ope.SatisfactionCells;
import java.io.Serializable;

/** What is learned of the models from all rows before any of them is judged. */
record Fit(SatisfactionCells satisfaction, CostRatios cost, UsageMeans usage, JudgedFit judged)
    implements Serializable {

  static Fit empty() {
    return new Fit(new SatisfactionCells(), new CostRatios(), new UsageMeans(), JudgedFit.empty());
  }

  void add(LoggedDecision row) {
    satisfaction.add(row);
    cost.add(row);
  }

  void merge(Fit other) {
    satisfaction.merge(other.satisfaction);
    cost.merge(other.cost);
    usage.merge(other.usage);
    judged.merge(other.judged);
  }

  /** No row is left: what a judge said teaches, too, now that it is known how he errs. */
  void finish() {
    if (judged.isUsed()) {
      satisfaction.mergeWords(judged.words(), judged.judge());
    }
  }
}

package dev.surety.tools.ope.journal;

import dev.surety.tools.ope.JudgeCalibration;
import dev.surety.tools.ope.LoggedDecision;
import dev.surety.tools.ope.TargetPolicy;
import dev.surety.tools.ope.Valuation;
import dev.surety.tools.ope.ValueSums;
import java.io.Serializable;

/** What any number of rows say about a policy: the sums behind every estimate. */
record KeyValue(ValueSums satisfaction, ValueSums cost) implements Serializable {

  static KeyValue empty(double clip) {
    return new KeyValue(new ValueSums(clip), new ValueSums(clip));
  }

  void add(LoggedDecision row, TargetPolicy target, Fit fit) {
    satisfaction.add(row, row.satisfaction(), row.weight(), target, fit.satisfaction());
    cost.add(row, row.costUsd(), target, fit.cost());
  }

  /**
   * Satisfaction; a value that stands for silence, or for a judge's word, may lie outside [0, 1].
   *
   * @param judge how often he errs
   */
  Valuation satisfied(Counts counts, JudgeCalibration judge) {
    boolean judged = counts.weighedWords() > 0;
    boolean bounded = !judged && !counts.uses().containsKey(LabelUse.SILENCE_COUNTS);
    return Valuation.of(satisfaction, bounded, judged ? judge : null);
  }

  /** USD a request. */
  Valuation paid() {
    return Valuation.of(cost, false);
  }

  void merge(KeyValue other) {
    satisfaction.merge(other.satisfaction);
    cost.merge(other.cost);
  }
}

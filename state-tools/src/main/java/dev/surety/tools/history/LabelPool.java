package dev.surety.tools.history;

import dev.surety.domain.FeedbackTerms;
import dev.surety.domain.JournalRow.Outcome;
import dev.surety.domain.SlaPolicy;
import dev.surety.policy.Prior;
import dev.surety.policy.QueueIncrement;
import dev.surety.tools.journal.Configurations;
import dev.surety.tools.journal.History;
import dev.surety.tools.journal.JudgeWords;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What all users of a history said of each model, as a prior. Each judgement weighs by how rarely
 * its kind of user speaks: with a label s, {@code s / satisfied_rate + (1 - s) /
 * dissatisfied_rate}, the rates being those of the promise it was given under. So the mean is that
 * of all answers, not of those whose users speak up.
 */
final class LabelPool {

  /** Of one model. */
  private static final class Sums {
    private double labels;
    private double weight;
    private double satisfied;
  }

  private final SortedMap<String, Sums> models = new TreeMap<>();

  private LabelPool() {}

  /** Reads the history once; holds one row at a time. */
  static Prior of(History history, String source) {
    LabelPool pool = new LabelPool();
    Configurations configurations = history.outline().configurations();
    history.read(
        row -> {
          if (row instanceof Outcome outcome && outcome.learnt()) {
            SlaPolicy sla = configurations.apply(outcome.config()).sla();
            if (!JudgeWords.isOne(outcome, sla)) {
              pool.add(outcome, sla.feedback());
            }
          }
        });
    TreeMap<String, Prior.Seen> seen = new TreeMap<>();
    pool.models.forEach(
        (model, sums) ->
            seen.put(model, new Prior.Seen(sums.satisfied / sums.weight, sums.labels)));
    return new Prior(seen, source);
  }

  private void add(Outcome outcome, FeedbackTerms terms) {
    double label = outcome.feedback().label();
    double weight =
        label * weight(terms.satisfiedRate()) + (1 - label) * weight(terms.dissatisfiedRate());
    Sums sums = models.computeIfAbsent(outcome.model(), name -> new Sums());
    sums.labels++;
    sums.weight += weight;
    sums.satisfied += label * weight(terms.satisfiedRate());
  }

  private static double weight(double rate) {
    return Math.min(QueueIncrement.MAX_WEIGHT, 1 / rate);
  }
}

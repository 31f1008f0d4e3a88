package dev.surety.tools.history;

import dev.surety.domain.FeedbackTerms;
import dev.surety.domain.JournalRow.Outcome;
import dev.surety.domain.JournalRow.Stamp;
import dev.surety.domain.OutcomeClass;
import dev.surety.domain.SlaPolicy;
import dev.surety.policy.Prior;
import dev.surety.policy.QueueIncrement;
import dev.surety.tools.journal.Configurations;
import dev.surety.tools.journal.History;
import dev.surety.tools.journal.JudgeWords;
import dev.surety.wire.journal.RowHead;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/**
 * What all users of a history said of each model, as a prior. Of an answer that was judged more
 * than once the newest word counts. Each weighs by how rarely its kind of user speaks: with a label
 * s, {@code s / satisfied_rate + (1 - s) / dissatisfied_rate}, the rates being those of the promise
 * it was given under. So the mean is that of all answers, not of those whose users speak up.
 */
final class LabelPool {

  /** Of one model. */
  private static final class Sums {
    private double labels;
    private double weight;
    private double satisfied;
  }

  /** An answer, whatever is said of it. */
  private record Judged(String key, String requestId, String decisionId, String model) {
    static Judged of(Outcome row) {
      String request = row.feedback().requestId();
      return new Judged(row.stamp().key().key(), request, row.decidedId(), row.model());
    }
  }

  /** What is known of an answer that was judged more than once. */
  private static final class Words {
    private Outcome newest;
    private boolean learnt;

    void take(Outcome row) {
      learnt |= row.learnt();
      if (newest == null || Stamp.IN_ORDER.compare(newest.stamp(), row.stamp()) < 0) {
        newest = row;
      }
    }
  }

  private final Configurations configurations;
  private final SortedMap<String, Sums> models = new TreeMap<>();

  /** Few: users seldom think better of it. */
  private final Map<Judged, Words> revised = new HashMap<>();

  private LabelPool(Configurations configurations) {
    this.configurations = configurations;
  }

  /**
   * Reads the history twice; holds one row at a time, and one of each answer that was judged anew.
   */
  static Prior of(History history, String source) {
    LabelPool pool = new LabelPool(history.outline().configurations());
    pool.users(history, pool::note);
    pool.users(history, pool::take);
    pool.revised.values().stream()
        .filter(words -> words.learnt)
        .forEach(words -> pool.add(words.newest, pool.sla(words.newest).feedback()));
    TreeMap<String, Prior.Seen> seen = new TreeMap<>();
    pool.models.forEach(
        (model, sums) ->
            seen.put(model, new Prior.Seen(sums.satisfied / sums.weight, sums.labels)));
    return new Prior(seen, source);
  }

  /** What users said that counted. */
  private void users(History history, BiConsumer<Outcome, SlaPolicy> each) {
    history.read(
        RowHead::isOutcome,
        row -> {
          if (row instanceof Outcome outcome
              && outcome.feedback().hasLabel()
              && (outcome.learnt() || outcome.outcome() == OutcomeClass.REVISED)) {
            SlaPolicy sla = sla(outcome);
            if (!JudgeWords.isOne(outcome, sla)) {
              each.accept(outcome, sla);
            }
          }
        });
  }

  private SlaPolicy sla(Outcome outcome) {
    return configurations.apply(outcome.config()).sla();
  }

  private void note(Outcome outcome, SlaPolicy sla) {
    if (outcome.outcome() == OutcomeClass.REVISED) {
      revised.putIfAbsent(Judged.of(outcome), new Words());
    }
  }

  private void take(Outcome outcome, SlaPolicy sla) {
    Words words = revised.get(Judged.of(outcome));
    if (words == null) {
      add(outcome, sla.feedback());
    } else {
      words.take(outcome);
    }
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

package dev.surety.trials.soak;

import dev.surety.domain.Feedback;
import dev.surety.domain.JournalRow;
import dev.surety.domain.JournalRow.Decided;
import dev.surety.domain.JournalRow.Outcome;
import dev.surety.domain.OutcomeClass;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;

/**
 * The user side's account of a run: what it sent and got, as the topics and its own memory have it,
 * held against the rows of the journal and the money in the last savepoint. None of the job's own
 * counters is asked.
 */
final class Reconciliation {

  /** What tells one feedback record from another. */
  private record Said(
      String requestId, String model, String decisionId, long time, boolean label, boolean usage) {

    static Said of(Feedback feedback) {
      return new Said(
          feedback.requestId(),
          feedback.model(),
          feedback.decisionId(),
          feedback.time(),
          feedback.hasLabel(),
          feedback.hasUsage());
    }
  }

  private final Map<String, String> executed;
  private final Map<Said, Deque<Feedback>> unheard = new HashMap<>();
  private final Map<String, String> onRecord = new HashMap<>();
  private final Map<String, Double> booked = new HashMap<>();
  private final Map<String, Double> judges = new HashMap<>();
  private final Map<OutcomeClass, Long> outcomes = new EnumMap<>(OutcomeClass.class);
  private long doubled;
  private long unmarked;
  private double unbookedUsd;

  private Reconciliation(Map<String, String> executed) {
    this.executed = executed;
  }

  /**
   * @param executed by request, the decision that the gateway executed, or {@code null}
   * @param rows of the journal, all that count, in any order
   * @param saved by key, the money on the account in the last savepoint
   */
  static Losses of(
      TopicContent topics,
      Map<String, String> executed,
      List<JournalRow> rows,
      Map<String, SavedMoney> saved) {
    Reconciliation reconciliation = new Reconciliation(executed);
    topics
        .feedback()
        .forEach(
            f ->
                reconciliation.unheard.computeIfAbsent(Said.of(f), s -> new ArrayDeque<>()).add(f));
    // In each key's own order: money is summed as the account does, to the last bit.
    rows.stream()
        .filter(row -> row.stamp().key() != null)
        .sorted(Comparator.comparing(JournalRow::stamp, JournalRow.Stamp.IN_ORDER))
        .forEach(reconciliation::take);
    return reconciliation.losses(topics, saved);
  }

  private void take(JournalRow row) {
    if (row instanceof Decided decided) {
      String before = onRecord.put(decided.request().requestId(), decided.decision().decisionId());
      doubled += before == null ? 0 : 1;
    } else if (row instanceof Outcome outcome) {
      take(outcome);
    }
  }

  private void take(Outcome row) {
    Deque<Feedback> sent = unheard.getOrDefault(Said.of(row.feedback()), new ArrayDeque<>());
    Feedback feedback = sent.poll();
    if (feedback == null) {
      doubled++;
      return;
    }
    outcomes.merge(row.outcome(), 1L, Long::sum);
    unmarked += expected(feedback).contains(row.outcome()) ? 0 : 1;
    double cost = Double.isNaN(feedback.costUsd()) ? 0 : feedback.costUsd();
    Map<String, Double> account = isJudges(feedback) ? judges : booked;
    switch (row.outcome()) {
      case COUNTED, SUPERSEDED, UNROUTED, ERROR, REVISED ->
          account.merge(row.stamp().key().key(), cost, Double::sum);
      case LATE, DUPLICATE, ORPHAN -> unbookedUsd += cost;
    }
  }

  /** What a judge's word cost is no answer's money; one of a usage speaks of an answer's. */
  private static boolean isJudges(Feedback feedback) {
    return feedback.source() == Feedback.Source.JUDGE && feedback.inputTokens() < 0;
  }

  /**
   * Counted where the decision executed is the one on record, superseded where it is another. All
   * models that are not in the decision on record are one to it, so what a second of them says is a
   * duplicate. Of users' own requests nothing is an orphan: feedback that is ahead of the second
   * decision has to wait for it.
   */
  private Set<OutcomeClass> expected(Feedback feedback) {
    String decided = onRecord.get(feedback.requestId());
    if (feedback.error() != null && !feedback.hasLabel()) {
      return Set.of(OutcomeClass.ERROR);
    }
    if (feedback.decisionId() == null) {
      return Set.of(OutcomeClass.UNROUTED);
    }
    return feedback.decisionId().equals(decided)
        ? Set.of(OutcomeClass.COUNTED)
        : Set.of(OutcomeClass.SUPERSEDED, OutcomeClass.DUPLICATE);
  }

  private Losses losses(TopicContent topics, Map<String, SavedMoney> saved) {
    Set<String> asked = new HashSet<>(topics.requests());
    asked.addAll(executed.keySet());
    // Who was told that no model answers has lost nothing; one that was decided as well counts.
    asked.removeIf(
        id ->
            topics.refused().contains(id) && executed.get(id) == null && !onRecord.containsKey(id));
    long unrecorded = asked.stream().filter(id -> !onRecord.containsKey(id)).count();
    long unheardOf = unheard.values().stream().mapToLong(Deque::size).sum();
    return new Losses(
        asked.size(),
        asked.stream().filter(id -> isLost(id, topics)).count(),
        topics.feedback().size(),
        unrecorded + unheardOf,
        doubled,
        paidUsd(topics, false),
        paidUsd(topics, true),
        topics.feedback().stream().filter(Reconciliation::isJudges).count(),
        moneyError(booked, saved, SavedMoney::costUsd)
            + moneyError(judges, saved, SavedMoney::judgeUsd),
        unbookedUsd,
        executed.entrySet().stream()
            .filter(e -> e.getValue() != null && !e.getValue().equals(onRecord.get(e.getKey())))
            .count(),
        unmarked,
        outcomes);
  }

  private boolean isLost(String request, TopicContent topics) {
    String decision = executed.get(request);
    return decision == null
        || !onRecord.containsKey(request)
        || !topics.decisions().getOrDefault(request, Set.of()).contains(decision);
  }

  private static double paidUsd(TopicContent topics, boolean ofJudge) {
    return topics.feedback().stream()
        .filter(feedback -> isJudges(feedback) == ofJudge)
        .mapToDouble(Feedback::costUsd)
        .filter(cost -> !Double.isNaN(cost))
        .sum();
  }

  private static double moneyError(
      Map<String, Double> told, Map<String, SavedMoney> saved, ToDoubleFunction<SavedMoney> part) {
    Set<String> keys = new HashSet<>(told.keySet());
    keys.addAll(saved.keySet());
    return keys.stream()
        .mapToDouble(
            key ->
                Math.abs(
                    told.getOrDefault(key, 0.0)
                        - part.applyAsDouble(saved.getOrDefault(key, SavedMoney.NONE))))
        .sum();
  }
}

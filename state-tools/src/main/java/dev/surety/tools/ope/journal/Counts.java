package dev.surety.tools.ope.journal;

import dev.surety.domain.OutcomeClass;
import dev.surety.tools.ope.journal.Answered.Exclusion;
import java.io.Serializable;
import java.util.EnumMap;
import java.util.Map;

/** What a journal holds, and what of it can't be judged. */
final class Counts implements Serializable {

  private static final long serialVersionUID = 1;

  private final Map<Exclusion, Long> excluded = new EnumMap<>(Exclusion.class);
  private final Map<LabelUse, Long> uses = new EnumMap<>(LabelUse.class);
  private final Map<OutcomeClass, Long> outcomes = new EnumMap<>(OutcomeClass.class);
  private long decisions;
  private long judgements;
  private long words;
  private long weighedWords;

  /**
   * @param weighed whether a judge's words count
   */
  void add(Answered answered, LabelUse use, boolean weighed) {
    decisions++;
    words += Double.isNaN(answered.word) ? 0 : 1;
    weighedWords += weighed && use != LabelUse.SOLICITED && !Double.isNaN(answered.word) ? 1 : 0;
    judgements += Double.isNaN(answered.label) ? 0 : 1;
    if (answered.exclusion == null) {
      uses.merge(use, 1L, Long::sum);
    } else {
      excluded.merge(answered.exclusion, 1L, Long::sum);
    }
  }

  void outcomes(long[] byClass) {
    for (OutcomeClass outcome : OutcomeClass.values()) {
      outcomes.merge(outcome, byClass[outcome.ordinal()], Long::sum);
    }
  }

  void merge(Counts other) {
    decisions += other.decisions;
    judgements += other.judgements;
    words += other.words;
    weighedWords += other.weighedWords;
    other.excluded.forEach((why, n) -> excluded.merge(why, n, Long::sum));
    other.uses.forEach((use, n) -> uses.merge(use, n, Long::sum));
    other.outcomes.forEach((outcome, n) -> outcomes.merge(outcome, n, Long::sum));
  }

  long decisions() {
    return decisions;
  }

  /** Decisions whose answer was judged, excluded ones too. */
  long judgements() {
    return judgements;
  }

  /** Decisions whose answer was judged by a judge whom they had asked. */
  long words() {
    return words;
  }

  /** Those of them whose words count. */
  long weighedWords() {
    return weighedWords;
  }

  long judged() {
    return decisions - excluded.values().stream().mapToLong(Long::longValue).sum();
  }

  long excluded(Exclusion why) {
    return excluded.getOrDefault(why, 0L);
  }

  long outcomes(OutcomeClass outcome) {
    return outcomes.getOrDefault(outcome, 0L);
  }

  /** Decisions by how their judgement is read. */
  Map<LabelUse, Long> uses() {
    return uses;
  }
}

package dev.surety.tools.ope.journal;

import dev.surety.domain.SlaPolicy;
import dev.surety.tools.ope.JudgeCalibration;
import dev.surety.tools.ope.LoggedDecision;
import dev.surety.tools.ope.SatisfactionCells;
import java.io.Serializable;
import java.util.Map;
import java.util.TreeMap;

/**
 * What all rows say of judges, before any of them is judged.
 *
 * @param shares by key
 * @param judge how often he errs
 * @param words of his alone, as they were said, by model and tag
 */
record JudgedFit(Map<String, KnownShares> shares, JudgeCalibration judge, SatisfactionCells words)
    implements Serializable {

  static JudgedFit empty() {
    return new JudgedFit(new TreeMap<>(), new JudgeCalibration(), new SatisfactionCells());
  }

  void add(String key, Answered answered, SlaPolicy sla, LoggedDecision row) {
    shares.computeIfAbsent(key, k -> new KnownShares()).add(answered);
    if (Double.isNaN(answered.word)) {
      return;
    }
    if (sla.judge() != null) {
      judge.state(sla.judge().accuracyPrior());
    }
    if (Double.isNaN(answered.label)) {
      words.add(row.saying(answered.word));
    } else {
      judge.pair(row.model(), answered.label, answered.word);
    }
  }

  void merge(JudgedFit other) {
    other.shares.forEach(
        (key, theirs) -> shares.computeIfAbsent(key, k -> new KnownShares()).merge(theirs));
    judge.merge(other.judge);
    words.merge(other.words);
  }

  /** What is known of the answers of a key. */
  Judgements of(String key) {
    return new Judgements(shares.get(key), judge);
  }

  /** Whether a judge's words count of any key. */
  boolean isUsed() {
    return shares.values().stream().anyMatch(KnownShares::areWeighed);
  }
}

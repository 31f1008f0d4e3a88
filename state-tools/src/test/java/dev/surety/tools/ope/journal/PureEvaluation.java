package dev.surety.tools.ope.journal;

import dev.surety.domain.JournalRow;
import dev.surety.domain.JournalRow.Config;
import dev.surety.tools.journal.Configurations;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The two passes as plain loops, in memory. */
final class PureEvaluation {

  private PureEvaluation() {}

  static List<KeyResult> of(List<JournalRow> rows, OffPolicyQuery question) {
    Configurations configs = new Configurations();
    Map<String, List<JournalRow>> keys = keys(rows, configs);
    Fit fit = fit(rows, question);
    List<KeyResult> results = new ArrayList<>();
    keys.forEach((key, own) -> results.add(fold(new JudgeWork(key, question, configs, fit), own)));
    return results;
  }

  /** The first pass alone. */
  static Fit fit(List<JournalRow> rows, OffPolicyQuery question) {
    Configurations configs = new Configurations();
    Fit fit = Fit.empty();
    keys(rows, configs)
        .forEach((key, own) -> fit.merge(fold(new FitWork(key, configs, question.cluster()), own)));
    fit.finish();
    return fit;
  }

  private static Map<String, List<JournalRow>> keys(List<JournalRow> rows, Configurations configs) {
    Map<String, List<JournalRow>> keys = new TreeMap<>();
    for (JournalRow row : rows) {
      if (row instanceof Config config) {
        configs.add(config);
      } else if (row.stamp().key() != null) {
        keys.computeIfAbsent(row.stamp().key().key(), k -> new ArrayList<>()).add(row);
      }
    }
    return keys;
  }

  private static <R> R fold(KeyWork<R> work, List<JournalRow> rows) {
    rows.stream().sorted(Comparator.comparingLong(row -> row.stamp().seq())).forEach(work::add);
    return work.finish();
  }
}

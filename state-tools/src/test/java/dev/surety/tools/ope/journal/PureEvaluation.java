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
    Map<String, List<JournalRow>> keys = new TreeMap<>();
    Configurations configs = new Configurations();
    for (JournalRow row : rows) {
      if (row instanceof Config config) {
        configs.add(config);
      } else if (row.stamp().key() != null) {
        keys.computeIfAbsent(row.stamp().key().key(), k -> new ArrayList<>()).add(row);
      }
    }
    Fit fit = Fit.empty();
    keys.forEach(
        (key, own) -> fit.merge((Fit) fold(new FitWork(configs, question.cluster()), own)));
    List<KeyResult> results = new ArrayList<>();
    keys.forEach(
        (key, own) ->
            results.add((KeyResult) fold(new JudgeWork(key, question, configs, fit), own)));
    return results;
  }

  private static Object fold(KeyWork work, List<JournalRow> rows) {
    rows.stream().sorted(Comparator.comparingLong(row -> row.stamp().seq())).forEach(work::add);
    return work.finish();
  }
}

package dev.surety.demo.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.JournalRow;
import dev.surety.domain.JournalRow.Decided;
import dev.surety.domain.JournalRow.Outcome;
import dev.surety.domain.OutcomeClass;
import dev.surety.tools.journal.JournalFiles;
import dev.surety.tools.journal.JournalRows;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the users and their gateway know of a run, held against the journal.
 *
 * @param executed request to the decision that was executed
 * @param rows of keys, each key's in the order of their seq
 */
record UserAccount(
    int requests, Summary summary, Map<String, String> executed, List<JournalRow> rows) {

  /**
   * @param requests that were to be sent
   */
  static UserAccount of(UserSide users, Path journal, int requests) throws Exception {
    Map<String, String> executed = new HashMap<>();
    for (Served served : users.traffic().all()) {
      String id = served.request().requestId();
      assertThat(executed.put(id, served.decisionId())).as(id).isNull();
    }
    List<JournalRow> rows = new ArrayList<>();
    try (JournalRows read = JournalFiles.read(journal)) {
      read.forEachRemaining(rows::add);
    }
    rows.removeIf(row -> row.stamp().key() == null);
    rows.sort(
        Comparator.comparing((JournalRow row) -> row.stamp().key().key())
            .thenComparingLong(row -> row.stamp().seq()));
    return new UserAccount(requests, users.summary(journal, 0, 1), executed, rows);
  }

  void assertEachRequestExecutedOnceAndBooked() {
    assertThat(summary.requests()).isEqualTo(requests);
    assertThat(summary.uniqueDecisions()).isEqualTo(requests);
    assertThat(summary.timeouts()).isZero();
    assertThat(summary.deadLetters()).isZero();
    assertThat(executed).hasSize(requests).doesNotContainValue(null);
    assertThat(rows.stream().filter(Decided.class::isInstance)).hasSize(requests);
    assertThat(summary.outcomes().values().stream().mapToLong(n -> n).sum())
        .isEqualTo(summary.feedbackSent());
  }

  /**
   * Feedback is counted where the decision executed is the one on record, superseded where it is
   * another, and orphan where it overtook the second decision of its request.
   */
  void assertDifferencesAreMarked() {
    Map<String, String> onRecord = new HashMap<>();
    Map<OutcomeClass, Integer> classes = new HashMap<>();
    for (JournalRow row : rows) {
      if (row instanceof Decided decided) {
        onRecord.put(decided.request().requestId(), decided.decision().decisionId());
      } else if (row instanceof Outcome outcome) {
        String request = outcome.feedback().requestId();
        assertThat(outcome.feedback().decisionId()).isEqualTo(executed.get(request));
        assertThat(outcome.outcome())
            .as(request)
            .isIn(expected(executed.get(request), onRecord.get(request)));
        classes.merge(outcome.outcome(), 1, Integer::sum);
      }
    }
    long differing =
        executed.entrySet().stream()
            .filter(entry -> !entry.getValue().equals(onRecord.get(entry.getKey())))
            .count();
    System.out.printf(
        "%d requests, %d decisions sent; %d of those executed are not the ones on record; feedback"
            + " %s%n",
        requests, summary.decisions(), differing, classes);
  }

  private static Set<OutcomeClass> expected(String executed, String onRecord) {
    if (onRecord == null) {
      return Set.of(OutcomeClass.ORPHAN);
    }
    // All models that are not in the decision on record are one to it: what a second of them says
    // is a duplicate.
    return executed.equals(onRecord)
        ? Set.of(OutcomeClass.COUNTED)
        : Set.of(OutcomeClass.SUPERSEDED, OutcomeClass.DUPLICATE);
  }
}

package dev.surety.tools.ope.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.surety.domain.FeedbackTerms;
import dev.surety.domain.JournalRow;
import dev.surety.domain.JournalRow.Decided;
import dev.surety.testing.DecidedBuilder;
import dev.surety.testing.Pools;
import dev.surety.tools.audit.WantedTenants;
import dev.surety.tools.audit.WrittenJournal;
import dev.surety.tools.journal.JournalFiles;
import dev.surety.tools.ope.TargetPolicy;
import dev.surety.tools.ope.journal.KeyRows.Cluster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What reads in any order says of a journal's files what the plain loop says of its rows. */
class JournalEvaluationTest {

  private static final Scenario HIGHER =
      new Scenario(null, 0.9, new TreeMap<>(), new TreeSet<>(List.of(Pools.CHEAP)));
  private static final OffPolicyQuery QUESTION =
      new OffPolicyQuery(
          TargetPolicy.models(Map.of("code", Pools.DEAR), Pools.MIDDLE),
          HIGHER,
          Cluster.CONVERSATION,
          20,
          200,
          3);

  @TempDir Path folder;

  @Test
  void theJobEqualsTheLoopWhateverTheOrderOfRowsAndFiles() throws IOException {
    List<JournalRow> rows = synthetic();
    List<JournalRow> shuffled = new ArrayList<>(rows);
    Collections.shuffle(shuffled, new Random(3));
    shuffled.replaceAll(
        row ->
            row instanceof JournalRow.Lineage begun
                ? new JournalRow.Lineage(begun.stamp(), "run-0", 7, 0, "test")
                : row);
    shuffled.addAll(abandoned(rows));
    for (int part = 0; part < 3; part++) {
      int from = part * shuffled.size() / 3;
      int to = (part + 1) * shuffled.size() / 3;
      WrittenJournal.write(folder, "part-" + part, shuffled.subList(from, to));
    }

    JournalEvaluation.Report report =
        JournalEvaluation.of(JournalFiles.in(folder), QUESTION, step -> {});

    assertThat(report.rows()).isEqualTo(shuffled.size());
    JsonNode job = json(report);
    JsonNode loop =
        json(
            new JournalEvaluation.Report(
                QUESTION,
                report.files(),
                report.rows(),
                report.models(),
                report.fit(),
                PureEvaluation.of(rows, QUESTION)));
    assertThat(job.at("/journal/decisions").asInt()).isEqualTo(3000);
    assertSame("", job, loop);
    assertThat(EvaluationText.of(report, 1)).anyMatch(line -> line.startsWith("simulated changed"));
  }

  @Test
  void aModelNobodyHeardOfIsBadUsage() {
    WrittenJournal.write(folder, "part", synthetic());
    OffPolicyQuery unheard =
        new OffPolicyQuery(
            TargetPolicy.models(Map.of(), "gpt-none"), null, Cluster.CONVERSATION, 20, 1, 2);

    assertThatThrownBy(() -> JournalEvaluation.of(JournalFiles.in(folder), unheard, step -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the journal has no model [gpt-none]; it has [a-cheap, b-middle, c-dear]");
  }

  @Test
  void aTenantIsJudgedAsIfNobodyElseWereThere() throws IOException {
    List<JournalRow> rows = synthetic();
    WrittenJournal.write(folder, "part", rows);

    JournalEvaluation.Report report =
        JournalEvaluation.of(
            JournalFiles.in(folder), asked("tenant-1", "tenant-2/gold"), step -> {});

    assertThat(report.keys())
        .extracting(KeyResult::key)
        .containsExactly("tenant-1/gold", "tenant-2/gold");
    List<JournalRow> theirs =
        rows.stream()
            .filter(
                row -> row.stamp().key() == null || !row.stamp().key().tenant().equals("tenant-0"))
            .toList();
    JsonNode loop =
        json(
            new JournalEvaluation.Report(
                report.question(),
                report.files(),
                report.rows(),
                report.models(),
                report.fit(),
                PureEvaluation.of(theirs, report.question())));
    assertSame("", json(report), loop);
    assertThatThrownBy(
            () -> JournalEvaluation.of(JournalFiles.in(folder), asked("nobody"), step -> {}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("has nothing of nobody; tenants are written TENANT or TENANT/TIER");
  }

  private static OffPolicyQuery asked(String... tenants) {
    return new OffPolicyQuery(
        QUESTION.target(),
        null,
        QUESTION.cluster(),
        QUESTION.clip(),
        QUESTION.requests(),
        QUESTION.seeds(),
        new WantedTenants(List.of(tenants)));
  }

  private static List<JournalRow> synthetic() {
    List<JournalRow> rows = new ArrayList<>();
    FeedbackTerms terms = new FeedbackTerms(60_000, 0.5, 0.5, 0, 1000);
    new SyntheticTraffic(
            3, SyntheticTraffic.sla("surety", 0.8, terms), new ShufflePolicy(0.4), 9, rows::add)
        .go(3000);
    return rows;
  }

  /** Decisions that a run made after the checkpoint from which the live run was restored. */
  private static List<JournalRow> abandoned(List<JournalRow> rows) {
    List<JournalRow> abandoned = new ArrayList<>();
    JournalRow.Stamp first = rows.get(0).stamp();
    abandoned.add(
        new JournalRow.Lineage(
            new JournalRow.Stamp("run-0", 0, null, 0, first.time() - 1), null, -1, 0, "test"));
    for (JournalRow row : rows) {
      if (row instanceof Decided decided && decided.stamp().seq() < 50) {
        JournalRow.Stamp at = decided.stamp();
        abandoned.add(
            DecidedBuilder.of(decided)
                .stamp(new JournalRow.Stamp("run-0", 7, at.key(), at.seq(), at.time()))
                .build());
      }
    }
    return abandoned;
  }

  private static JsonNode json(JournalEvaluation.Report report) throws IOException {
    return new ObjectMapper().readTree(EvaluationJson.write(report, 1));
  }

  /** Sums differ in their last digits with the order in which keys come. */
  private static void assertSame(String where, JsonNode a, JsonNode b) {
    if (a.isNumber() && b.isNumber()) {
      double scale = 1 + Math.abs(a.asDouble());
      assertThat(a.asDouble()).as(where).isEqualTo(b.asDouble(), within(1e-9 * scale));
    } else if (a.isContainerNode()) {
      assertThat(a.size()).as(where).isEqualTo(b.size());
      if (a.isObject()) {
        a.properties()
            .forEach(
                field ->
                    assertSame(
                        where + '/' + field.getKey(), field.getValue(), b.path(field.getKey())));
      } else {
        for (int i = 0; i < a.size(); i++) {
          assertSame(where + '/' + i, a.get(i), b.get(i));
        }
      }
    } else {
      assertThat(a).as(where).isEqualTo(b);
    }
  }
}

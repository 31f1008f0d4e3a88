package dev.surety.job.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.surety.domain.Decision;
import dev.surety.domain.JournalRow;
import dev.surety.domain.JournalRow.Candidate;
import dev.surety.domain.JournalRow.Decided;
import dev.surety.domain.JournalRow.Outcome;
import dev.surety.flink.EncodedRow;
import dev.surety.flink.RouteTypes;
import dev.surety.testing.Answers;
import dev.surety.testing.Play;
import dev.surety.testing.Pools;
import dev.surety.testing.Promises;
import dev.surety.testing.Requests;
import dev.surety.wire.journal.JournalAvro;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The statements of {@code docs/journal.md}, on what the real engine and the real sink wrote. */
class JournalSqlITCase {

  private static final Path PAGE = Path.of("..", "docs", "journal.md");
  private static final Pattern STATEMENT = Pattern.compile("```sql\n(.*?);\n```", Pattern.DOTALL);

  private static final int REQUESTS = 60;

  private final Play play = Play.of(Promises.surety(0.8).maxOpen(20).sla(), Pools.three());

  @TempDir Path journal;

  @Test
  void thePageReadsTheJournal() throws Exception {
    play();
    write(play.journal());
    List<String> statements = statements();
    assertThat(statements).as("one table and three queries").hasSize(4);
    TableEnvironment sql = TableEnvironment.create(EnvironmentSettings.inBatchMode());
    sql.executeSql(statements.get(0).replace("/path/to/journal", journal.toString()));

    assertSatisfactionByModel(query(sql, statements.get(1)));
    assertExpectedAndDelivered(query(sql, statements.get(2)));
    assertSpent(query(sql, statements.get(3)));
  }

  private void play() {
    for (int i = 0; i < REQUESTS; i++) {
      Decision decision = play.decide(Requests.id("r" + i).at(i).tagged("t" + i % 3).request());
      Answers answer = Answers.to(decision).at(i).paid(0.001 * i);
      play.learn((i % 7 == 0 ? answer.failed(true) : answer.satisfied(i % 3 > 0)).feedback());
    }
  }

  private void assertSatisfactionByModel(List<Row> rows) {
    Map<String, List<Outcome>> byModel =
        outcomes()
            .filter(Outcome::booked)
            .collect(Collectors.groupingBy(o -> o.feedback().model(), TreeMap::new, toList()));
    assertThat(byModel).hasSizeGreaterThan(1);
    assertThat(rows).hasSameSizeAs(byModel.keySet());
    for (Row row : rows) {
      List<Outcome> of = byModel.get(row.<String>getFieldAs("model"));
      assertThat(row.<String>getFieldAs("tenant")).isEqualTo("acme");
      assertThat(row.<Long>getFieldAs("judged")).isEqualTo(of.size());
      assertThat(row.<Double>getFieldAs("satisfaction"))
          .isCloseTo(
              of.stream().mapToDouble(o -> o.feedback().label()).average().getAsDouble(),
              within(1e-12));
      assertThat(row.<Double>getFieldAs("cost_usd"))
          .isCloseTo(of.stream().mapToDouble(Outcome::bookedCostUsd).sum(), within(1e-12));
    }
  }

  private void assertExpectedAndDelivered(List<Row> rows) {
    Map<String, Decided> decided =
        decisions().collect(Collectors.toMap(d -> d.decision().decisionId(), d -> d));
    Map<String, List<Outcome>> byModel =
        outcomes()
            .filter(o -> !Double.isNaN(o.feedback().satisfaction()))
            .collect(Collectors.groupingBy(Outcome::decidedModel, TreeMap::new, toList()));
    assertThat(rows).hasSameSizeAs(byModel.keySet());
    for (Row row : rows) {
      List<Outcome> of = byModel.get(row.<String>getFieldAs("model"));
      assertThat(row.<Double>getFieldAs("delivered"))
          .isCloseTo(
              of.stream().mapToDouble(o -> o.feedback().satisfaction()).average().getAsDouble(),
              within(1e-12));
      assertThat(row.<Double>getFieldAs("expected"))
          .isCloseTo(
              of.stream()
                  .mapToDouble(o -> decided.get(o.decidedId()).decision().expectedSatisfaction())
                  .average()
                  .getAsDouble(),
              within(1e-12));
    }
  }

  private void assertSpent(List<Row> rows) {
    assertThat(rows).hasSize(1);
    Row row = rows.get(0);
    assertThat(row.<Long>getFieldAs("decisions")).isEqualTo(REQUESTS);
    assertThat(row.<Double>getFieldAs("expected_usd"))
        .isCloseTo(
            decisions().mapToDouble(d -> d.decision().expectedCostUsd()).sum(), within(1e-9));
    assertThat(row.<Double>getFieldAs("dearest_usd"))
        .isCloseTo(
            decisions()
                .mapToDouble(
                    d ->
                        d.candidates().stream()
                            .mapToDouble(Candidate::expectedCostUsd)
                            .max()
                            .getAsDouble())
                .sum(),
            within(1e-7));
  }

  private void write(List<JournalRow> rows) throws Exception {
    JournalAvro avro = new JournalAvro();
    List<EncodedRow> datums =
        rows.stream().map(row -> new EncodedRow(20_161, avro.encode(row))).toList();
    StreamExecutionEnvironment env =
        StreamExecutionEnvironment.createLocalEnvironment(1, new Configuration());
    env.fromData(datums, RouteTypes.ENCODED_ROW)
        .sinkTo(JournalSink.to(new org.apache.flink.core.fs.Path(journal.toUri()), 64 << 20))
        .uid("journal");
    env.execute();
  }

  private static List<String> statements() throws IOException {
    List<String> statements = new ArrayList<>();
    Matcher matcher = STATEMENT.matcher(Files.readString(PAGE));
    while (matcher.find()) {
      statements.add(matcher.group(1));
    }
    return statements;
  }

  private static List<Row> query(TableEnvironment sql, String statement) throws Exception {
    List<Row> rows = new ArrayList<>();
    try (CloseableIterator<Row> result = sql.executeSql(statement).collect()) {
      result.forEachRemaining(rows::add);
    }
    return rows;
  }

  private Stream<Decided> decisions() {
    return play.journal().stream().filter(Decided.class::isInstance).map(Decided.class::cast);
  }

  private Stream<Outcome> outcomes() {
    return play.journal().stream().filter(Outcome.class::isInstance).map(Outcome.class::cast);
  }

  private static <T> java.util.stream.Collector<T, ?, List<T>> toList() {
    return Collectors.toList();
  }
}

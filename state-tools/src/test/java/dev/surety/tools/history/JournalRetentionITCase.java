package dev.surety.tools.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.JournalRow;
import dev.surety.domain.JournalRow.Config;
import dev.surety.domain.JournalRow.Decided;
import dev.surety.domain.JournalRow.Lineage;
import dev.surety.domain.JournalRow.Outcome;
import dev.surety.output.terminal.PlainErrors;
import dev.surety.testing.SharedFlink;
import dev.surety.tools.audit.AuditCommand;
import dev.surety.tools.journal.JournalCommand;
import dev.surety.tools.journal.Traffic;
import dev.surety.tools.journal.WrittenJournal;
import dev.surety.tools.state.StateCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** All days but the last are deleted, and every reader works on what remains. */
@ExtendWith(SharedFlink.class)
class JournalRetentionITCase {

  private static final String LAST_DAY = "2026-01-03";

  @TempDir private Path dir;

  private Path journal;
  private long lastRows;
  private String lastDecision;

  @BeforeEach
  void daysAsTheJobWritesThem() throws IOException {
    List<JournalRow> all = new Traffic(7).go(3, 150).rows;
    journal = dir.resolve("journal");
    Map<String, Config> configs = new LinkedHashMap<>();
    all.stream()
        .filter(Config.class::isInstance)
        .map(Config.class::cast)
        .forEach(config -> configs.put(config.hash(), config));
    for (int day = 0; day < 3; day++) {
      List<JournalRow> keyed = new ArrayList<>();
      Set<String> named = new TreeSet<>();
      for (JournalRow row : all) {
        if (row.stamp().key() != null && row.stamp().epoch() == day) {
          keyed.add(row);
          if (row instanceof Decided decided) {
            named.add(decided.config());
            lastDecision = decided.decision().decisionId();
          } else if (row instanceof Outcome outcome) {
            named.add(outcome.config());
          }
        }
      }
      lastRows = keyed.size();
      List<JournalRow> rows = new ArrayList<>();
      all.stream().filter(Lineage.class::isInstance).forEach(rows::add);
      named.forEach(hash -> rows.add(configs.get(hash)));
      rows.addAll(keyed);
      WrittenJournal.shuffled(journal.resolve("day=2026-01-0" + (day + 1)), rows, 2);
    }
  }

  @Test
  void aSecondLookAtWhatWouldGoDeletesNothing() throws IOException {
    assertThat(run(new JournalCommand(), "delete", "--before=" + LAST_DAY, "--dry-run"))
        .contains("would delete", "day=2026-01-01", "day=2026-01-02")
        .doesNotContain("day=2026-01-03");
    assertThat(days()).hasSize(3);
  }

  @Test
  void daysThatASavepointMayNameStay() throws IOException {
    assertThat(run(new JournalCommand(), "delete", "--before=2026-01-03", "--older-than=100000"))
        .startsWith("exit 2")
        .contains("may be named by savepoints that a job may still be started from");
    assertThat(days()).hasSize(3);
  }

  @Test
  void theLastDayCanBeReadAlone() throws IOException {
    assertThat(run(new JournalCommand(), "delete", "--before=" + LAST_DAY)).startsWith("exit 0");
    assertThat(days()).containsExactly("day=" + LAST_DAY);

    Path page = dir.resolve("page.html");
    assertThat(run(new AuditCommand(), "report", "--out=" + page, "--summary=" + dir.resolve("s")))
        .startsWith("exit 0");
    assertThat(run(new AuditCommand(), "evaluate", "--json", "--model=small")).startsWith("exit 0");
    assertThat(run(new AuditCommand(), "explain", lastDecision)).contains(lastDecision);
    assertThat(run(new StateCommand(), "replay"))
        .startsWith("exit 1")
        .contains("%,d rows".formatted(lastRows))
        .contains("missing");
  }

  private List<String> days() throws IOException {
    try (Stream<Path> days = Files.list(journal)) {
      return days.map(day -> day.getFileName().toString()).sorted().toList();
    }
  }

  /** Exit code, and all that was said. */
  private String run(Object command, String... words) {
    List<String> args = new ArrayList<>(List.of(words));
    args.add(1, "--journal=" + journal);
    StringWriter said = new StringWriter();
    int exit =
        PlainErrors.on(new CommandLine(command))
            .setOut(new PrintWriter(said, true))
            .setErr(new PrintWriter(said, true))
            .execute(args.toArray(String[]::new));
    return "exit " + exit + "\n" + said;
  }
}

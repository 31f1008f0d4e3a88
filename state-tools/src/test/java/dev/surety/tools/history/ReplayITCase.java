package dev.surety.tools.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.surety.domain.Feedback;
import dev.surety.domain.FeedbackTerms;
import dev.surety.domain.JournalRow;
import dev.surety.domain.JournalRow.Outcome;
import dev.surety.domain.SlaPolicy;
import dev.surety.testing.OutcomeBuilder;
import dev.surety.testing.SharedFlink;
import dev.surety.tools.journal.Traffic;
import dev.surety.tools.journal.WrittenJournal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code surety state replay} in Flink's batch mode: it must find what {@code JournalFold} finds in
 * memory. That files hold rows in no order guards the sorting by seq; a label that was flipped must
 * show.
 */
@ExtendWith(SharedFlink.class)
class ReplayITCase {

  @TempDir private Path folder;

  @Test
  void aJournalOfTwoBranchesReplaysBitForBit() throws IOException {
    Path journal = WrittenJournal.shuffled(folder.resolve("journal"), bothBranches(), 5);

    CommandRun run = CommandRun.of("replay", "--journal", journal, "--json");

    assertThat(run.exit()).describedAs(run.out() + run.err()).isZero();
    JsonNode result = new ObjectMapper().readTree(run.out());
    assertThat(result.path("keys").asInt()).as("and their earlier lives").isGreaterThan(3);
    assertThat(result.path("events").asInt()).isGreaterThan(1000);
    assertThat(result.path("mismatches").asInt(-1)).isZero();
    assertThat(result.path("missing_rows").asInt(-1)).isZero();
    assertThat(result.path("abandoned_rows").asInt()).isGreaterThan(100);
  }

  /** Labels that were bought, told of unasked, and overruled by users. */
  @Test
  void aJournalWithAJudgeReplaysBitForBit() throws IOException {
    JudgedTraffic traffic =
        new JudgedTraffic(new FeedbackTerms(1_000_000, 0.4, 0.2, 0.05, 1000), SlaPolicy.Mode.APPLY);
    assertThat(traffic.play().account().judge.bought).isGreaterThan(30);
    Path journal = traffic.writeTo(folder.resolve("journal"));

    CommandRun run = CommandRun.of("replay", "--journal", journal, "--json");

    assertThat(run.exit()).describedAs(run.out() + run.err()).isZero();
    JsonNode result = new ObjectMapper().readTree(run.out());
    assertThat(result.path("events").asInt()).isEqualTo(traffic.play().account().seq);
    assertThat(result.path("mismatches").asInt(-1)).isZero();
    assertThat(result.path("missing_rows").asInt(-1)).isZero();
  }

  @Test
  void aFlippedLabelIsNamed() throws IOException {
    List<JournalRow> rows = new ArrayList<>(new Traffic(7).go(4, 400).rows);
    int flipped = 0;
    while (!(rows.get(flipped) instanceof Outcome o
        && o.booked()
        && o.feedback().error() == null)) {
      flipped++;
    }
    Outcome row = (Outcome) rows.get(flipped);
    rows.set(flipped, withOtherLabel(row));
    Path journal = WrittenJournal.shuffled(folder.resolve("journal"), rows, 2);

    CommandRun run = CommandRun.of("replay", "--journal", journal);

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.out())
        .contains("mismatches")
        .contains("%s row %d, queue: journal ".formatted(row.stamp().key(), row.stamp().seq()));
  }

  @Test
  void whatIsNoJournalIsSaidInOneLine() throws IOException {
    Path empty = Files.createDirectories(folder.resolve("empty"));
    Path broken = Files.createDirectories(folder.resolve("broken"));
    Files.writeString(broken.resolve("journal-0.avro"), "not what Avro writes");

    assertRefused("there is no folder", folder.resolve("nowhere"));
    assertRefused("is empty", empty);
    assertRefused("journal-0.avro is broken after 0 rows", broken);
  }

  private static void assertRefused(String why, Path journal) {
    CommandRun run = CommandRun.of("replay", "--journal", journal);
    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("state replay: ").contains(why).hasLineCount(1);
  }

  /** A run that was abandoned after the fourth checkpoint, and the one that went on from there. */
  private static List<JournalRow> bothBranches() {
    List<JournalRow> rows = new ArrayList<>(new Traffic(7).go(5, 300).rows);
    new Traffic(7)
        .go(4, 300).restoredAs("run-2", 8).go(1, 300).rows.stream()
            .filter(row -> row.stamp().run().equals("run-2"))
            .forEach(rows::add);
    return rows;
  }

  private static Outcome withOtherLabel(Outcome row) {
    Feedback said = row.feedback();
    Feedback other = said.toBuilder().satisfaction(1 - said.satisfaction()).build();
    return OutcomeBuilder.of(row).feedback(other).build();
  }
}

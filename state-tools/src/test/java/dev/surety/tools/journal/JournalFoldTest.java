package dev.surety.tools.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.surety.domain.CandidateColumns;
import dev.surety.domain.Feedback;
import dev.surety.domain.JournalRow;
import dev.surety.domain.JournalRow.Closed;
import dev.surety.domain.JournalRow.Decided;
import dev.surety.domain.JournalRow.Outcome;
import dev.surety.domain.OutcomeClass;
import dev.surety.domain.TenantTier;
import dev.surety.engine.RouterState;
import dev.surety.testing.DecidedBuilder;
import dev.surety.testing.OutcomeBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * State is the fold of the journal. What is compared is what a savepoint holds: the bytes of the
 * account and of the learner of every key.
 *
 * <p>Each test here but the first two switches something off that the equality rests on, and the
 * fold must say so: an input that was changed ({@link #aFlippedLabelShows}), a row that is gone
 * ({@link #aMissingRowIsAGap}), the lineage that tells which branch counts ({@link
 * #withoutLineageNobodyKnowsWhichBranchCounts}).
 */
class JournalFoldTest {

  private final Traffic traffic = new Traffic(7).go(4, 400);
  private final List<FoldedKey> folded = new ArrayList<>();

  @Test
  void theTrafficHasEveryKindOfRow() {
    assertThat(traffic.rows)
        .extracting(row -> row instanceof Outcome outcome ? outcome.outcome() : null)
        .contains(OutcomeClass.values());
    assertThat(traffic.rows)
        .extracting(row -> row instanceof Closed closed ? closed.cause() : null)
        .contains(Closed.Cause.values());
  }

  @Test
  void foldingFilesGivesTheStateByteForByte(@TempDir Path dir) throws IOException {
    WrittenJournal.shuffled(dir, traffic.rows, 2);

    FoldReport report;
    try (JournalRows rows = JournalFiles.read(dir)) {
      report = fold().fold(rows, folded::add);
    }

    assertThat(report.firstMismatches()).isEmpty();
    assertThat(report.holds()).isTrue();
    long removals = traffic.rows.stream().filter(Inputs::isRemoval).count();
    assertThat(removals).isPositive();
    assertThat(report.keys()).isEqualTo(3 + removals);
    assertThat(report.events()).isGreaterThan(1000);
    assertFoldedTo(traffic);
  }

  @Test
  void aFlippedLabelShows() {
    int i =
        find(
            row ->
                row instanceof Outcome o
                    && o.booked()
                    && o.feedback().error() == null
                    && isOfLastLife(row));
    Outcome row = (Outcome) traffic.rows.get(i);
    traffic.rows.set(i, with(row, flipped(row.feedback())));

    FoldReport report = fold(traffic.rows);

    assertThat(report.firstMismatches())
        .anySatisfy(
            mismatch -> {
              assertThat(mismatch.key()).isEqualTo(row.stamp().key());
              assertThat(mismatch.field()).isEqualTo("queue");
            });
    assertThat(report.gaps()).isZero();
    RouterState live = traffic.states().get(row.stamp().key());
    assertThat(folded)
        .filteredOn(state -> state.key().equals(row.stamp().key()))
        .allSatisfy(
            state -> assertThat(state.accountBytes()).isNotEqualTo(bytes(live).accountBytes()));
  }

  @Test
  void aChangedPropensityIsNamed() {
    int i = find(row -> row instanceof Decided d && d.candidates().size() > 1);
    Decided row = (Decided) traffic.rows.get(i);
    JournalRow.Candidate candidate = row.candidates().get(1);
    double next = Math.nextUp(candidate.propensity());
    List<JournalRow.Candidate> candidates = new ArrayList<>(row.candidates());
    candidates.set(
        1,
        new JournalRow.Candidate(
            candidate.model(),
            candidate.score(),
            next,
            candidate.expectedSatisfaction(),
            candidate.expectedCostUsd()));
    traffic.rows.set(i, with(row, candidates));

    assertThat(fold(traffic.rows).firstMismatches())
        .containsExactly(
            new Mismatch(
                row.stamp().key(),
                row.stamp().seq(),
                "candidates[1].propensity",
                Double.toString(next),
                Double.toString(candidate.propensity())));
    assertFoldedTo(traffic);
  }

  @Test
  void aMissingRowIsAGap() {
    traffic.rows.remove(find(row -> row instanceof Outcome o && o.booked()));

    FoldReport report = fold(traffic.rows);

    assertThat(report.gaps()).isEqualTo(1);
    assertThat(report.holds()).isFalse();
  }

  @Test
  void aClosingThatFollowsFromOtherRowsIsNoInputButMustBeThere() {
    Closed row =
        (Closed)
            traffic.rows.remove(
                find(r -> r instanceof Closed c && c.cause() == Closed.Cause.EXPIRED));

    FoldReport report = fold(traffic.rows);

    assertThat(report.gaps()).isEqualTo(1);
    assertThat(report.firstMismatches())
        .extracting(Mismatch::folded)
        .contains("closed %d decisions: EXPIRED".formatted(row.decisions()));
  }

  @Test
  void aKeyThatWasRemovedFoldsToNothingWhateverCameBefore() {
    JournalRow.Stamp end = end();
    traffic.rows.removeIf(
        row -> end.key().equals(row.stamp().key()) && row.stamp().born() > end.born());

    FoldReport report = fold(traffic.rows);

    assertThat(report.firstMismatches()).isEmpty();
    assertThat(report.holds()).isTrue();
    assertThat(folded).extracting(FoldedKey::key).doesNotContain(end.key());
  }

  @Test
  void aKeyThatCameBackNeedsNoRowOfItsEarlierLives() {
    TenantTier key = end().key();
    long born = traffic.states().get(key).account().born;
    assertThat(born).isPositive();
    traffic.rows.removeIf(row -> key.equals(row.stamp().key()) && row.stamp().born() < born);

    assertThat(fold(traffic.rows).holds()).isTrue();
    assertFoldedTo(traffic);
  }

  @Test
  void aKeyThatBeganAnewWithoutHavingBeenRemovedIsSaid() {
    JournalRow.Stamp end = end();
    traffic.rows.removeIf(row -> row.stamp().equals(end));

    assertThat(fold(traffic.rows).firstMismatches())
        .containsExactly(
            new Mismatch(
                end.key(), end.seq() - 1, "row", "nothing", "closed 0 decisions: REMOVED"));
  }

  private JournalRow.Stamp end() {
    return traffic
        .rows
        .get(find(r -> r instanceof Closed c && c.cause() == Closed.Cause.REMOVED))
        .stamp();
  }

  @Test
  void aRowThatIsThereTwiceIsSaid() {
    Outcome row = (Outcome) traffic.rows.get(find(r -> r instanceof Outcome));
    traffic.rows.add(row);

    assertThat(fold(traffic.rows).firstMismatches())
        .containsExactly(
            new Mismatch(
                row.stamp().key(),
                row.stamp().seq(),
                "seq",
                "a second outcome of %s: %s".formatted(row.feedback().requestId(), row.outcome()),
                "one row"));
    assertFoldedTo(traffic);
  }

  @Test
  void rowsOfAnAbandonedBranchAreIgnored() {
    Traffic live = restored();

    FoldReport report = fold(bothBranches(live));

    assertThat(report.firstMismatches()).isEmpty();
    assertThat(report.gaps()).isZero();
    assertThat(report.abandonedRows()).isGreaterThan(100);
    assertFoldedTo(live);
  }

  @Test
  void foldingUntilACheckpointGivesTheStateOfThen() {
    List<JournalRow> rows = bothBranches(restored());
    List<FoldedKey> early = new ArrayList<>();

    FoldReport report = fold().until("run-1", 4).fold(rows.iterator(), early::add);

    assertThat(report.holds()).isTrue();
    folded.addAll(early);
    assertFoldedTo(new Traffic(7).go(4, 400));
  }

  @Test
  void withoutLineageNobodyKnowsWhichBranchCounts() {
    List<JournalRow> rows = bothBranches(restored());
    rows.removeIf(row -> row instanceof JournalRow.Lineage);

    assertThatThrownBy(() -> fold(rows))
        .isInstanceOf(BrokenJournal.class)
        .hasMessageContaining("no lineage row says how they follow each other");
  }

  @Test
  void aMissingConfigurationIsSaid() {
    traffic.rows.removeIf(row -> row instanceof JournalRow.Config);

    assertThatThrownBy(() -> fold(traffic.rows))
        .isInstanceOf(BrokenJournal.class)
        .hasMessageContaining("no config row has the hash");
  }

  /** The first four epochs again, and another future than the one that {@link #traffic} takes. */
  private static Traffic restored() {
    return new Traffic(7).go(4, 400).restoredAs("run-2", 8).go(1, 300);
  }

  private List<JournalRow> bothBranches(Traffic live) {
    List<JournalRow> rows = new ArrayList<>(traffic.go(1, 200).rows);
    live.rows.stream().filter(row -> row.stamp().run().equals("run-2")).forEach(rows::add);
    return rows;
  }

  private JournalFold fold() {
    return new JournalFold();
  }

  private FoldReport fold(List<JournalRow> rows) {
    return fold().fold(rows.iterator(), folded::add);
  }

  private boolean isOfLastLife(JournalRow row) {
    return row.stamp().born() == traffic.states().get(row.stamp().key()).account().born;
  }

  private int find(Predicate<JournalRow> wanted) {
    for (int i = 0; i < traffic.rows.size(); i++) {
      if (wanted.test(traffic.rows.get(i))) {
        return i;
      }
    }
    throw new AssertionError("the traffic has no such row");
  }

  private void assertFoldedTo(Traffic live) {
    assertThat(folded).extracting(FoldedKey::key).containsAll(live.states().keySet());
    for (FoldedKey state : folded) {
      FoldedKey expected = bytes(live.states().get(state.key()));
      assertThat(state.accountBytes()).isEqualTo(expected.accountBytes());
      assertThat(state.learnerBytes()).isEqualTo(expected.learnerBytes());
    }
  }

  private static FoldedKey bytes(RouterState state) {
    return new FoldedKey(state.key(), state.account(), state.learner(), null);
  }

  private static Feedback flipped(Feedback f) {
    return f.toBuilder().satisfaction(1 - f.satisfaction()).build();
  }

  private static Outcome with(Outcome row, Feedback feedback) {
    return OutcomeBuilder.of(row).feedback(feedback).build();
  }

  private static Decided with(Decided row, List<JournalRow.Candidate> candidates) {
    return DecidedBuilder.of(row).candidates(CandidateColumns.of(candidates)).build();
  }
}

package dev.surety.tools.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.surety.domain.JournalRow.Lineage;
import dev.surety.domain.JournalRow.Stamp;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LiveBranchTest {

  private static final Lineage A = begun("a", 1, null, -1);
  private static final Lineage B_FROM_A5 = begun("b", 2, "a", 5);
  private static final Lineage C_FROM_A3 = begun("c", 3, "a", 3);
  private static final Lineage C_FROM_B7 = begun("c", 3, "b", 7);

  @Test
  void eachRunOfAChainCountsUpToWhereTheNextBegan() {
    LiveBranch branch = LiveBranch.newest(List.of(A, B_FROM_A5, C_FROM_B7), Set.of());

    assertThat(counts(branch, "a", 4)).isTrue();
    assertThat(counts(branch, "a", 5)).isFalse();
    assertThat(counts(branch, "b", 6)).isTrue();
    assertThat(counts(branch, "b", 7)).isFalse();
    assertThat(counts(branch, "c", 1_000)).isTrue();
  }

  @Test
  void aRunThatNobodyContinuedIsVoidAltogether() {
    LiveBranch branch = LiveBranch.newest(List.of(A, B_FROM_A5, C_FROM_A3), Set.of());

    assertThat(counts(branch, "a", 2)).isTrue();
    assertThat(counts(branch, "a", 3)).isFalse();
    assertThat(counts(branch, "b", 6)).isFalse();
  }

  @Test
  void aCheckpointHasItsOwnBranch() {
    LiveBranch branch = LiveBranch.endingAt("b", 6, List.of(A, B_FROM_A5, C_FROM_A3));

    assertThat(counts(branch, "a", 4)).isTrue();
    assertThat(counts(branch, "b", 5)).isTrue();
    assertThat(counts(branch, "b", 6)).isFalse();
    assertThat(counts(branch, "c", 3)).isFalse();
  }

  @Test
  void aRunThatRestartsByItselfKeepsItsRows() {
    LiveBranch branch = LiveBranch.newest(List.of(A, begun("a", 2, "a", 4)), Set.of());

    assertThat(counts(branch, "a", 4)).isTrue();
  }

  @Test
  void oneRunNeedsNoLineage() {
    assertThat(counts(LiveBranch.newest(List.of(), Set.of("a")), "a", 9)).isTrue();
  }

  @Test
  void contradictionsAreRefused() {
    assertThatThrownBy(() -> LiveBranch.newest(List.of(A, C_FROM_A3, C_FROM_B7), Set.of()))
        .hasMessage("run c says that it was restored from a at 3, and from b at 7");
    assertThatThrownBy(
            () ->
                LiveBranch.newest(List.of(begun("a", 1, "b", 1), begun("b", 2, "a", 1)), Set.of()))
        .hasMessage("by its lineage rows, run b continues itself");
  }

  private static boolean counts(LiveBranch branch, String run, long epoch) {
    return branch.counts(new Stamp(run, epoch, null, 0, 0));
  }

  private static Lineage begun(String run, long time, String restored, long restoredEpoch) {
    return new Lineage(new Stamp(run, 0, null, 0, time), restored, restoredEpoch, 0, "test");
  }
}

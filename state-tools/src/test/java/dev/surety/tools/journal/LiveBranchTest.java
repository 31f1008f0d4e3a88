package dev.surety.tools.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.surety.domain.JournalRow.Lineage;
import dev.surety.domain.JournalRow.Stamp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
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

  /** A second start by mistake, or without state: neither makes the other void. */
  @Test
  void aRunThatBeganByItselfMakesNoOtherVoid() {
    Lineage other = begun("x", 9, null, -1);
    LiveBranch branch = LiveBranch.all(List.of(A, B_FROM_A5, other), Set.of());

    assertThat(counts(branch, "a", 4)).isTrue();
    assertThat(counts(branch, "a", 5)).isFalse();
    assertThat(counts(branch, "b", 1_000)).isTrue();
    assertThat(counts(branch, "x", 1_000)).isTrue();
    assertThat(branch.chains())
        .containsExactly(new LiveBranch.Chain("a", "b"), new LiveBranch.Chain("x", "x"));
    assertThat(counts(LiveBranch.newest(List.of(A, B_FROM_A5, other), Set.of()), "b", 1)).isFalse();
  }

  /** A run's later restarts don't make it younger than one that was restored from it since. */
  @Test
  void whatCountsIsWhenARunBeganAndNotWhenItRestarted() {
    LiveBranch branch = LiveBranch.all(List.of(A, B_FROM_A5, begun("a", 8, "a", 6)), Set.of());

    assertThat(counts(branch, "a", 6)).isFalse();
    assertThat(counts(branch, "b", 6)).isTrue();
  }

  @Test
  void whatIsLeftOutHasItsReason() {
    List<Lineage> lineage = List.of(A, B_FROM_A5, C_FROM_A3);
    LiveBranch branch = LiveBranch.all(lineage, Set.of());
    RunTree tree = new RunTree(lineage, Set.of());

    assertThat(tree.why("a", branch))
        .isEqualTo(
            "run c was restored from its checkpoint 3, so what came after that was abandoned");
    assertThat(tree.why("b", branch))
        .isEqualTo(
            "the run went on from checkpoint 5 of run a, and run c went on from checkpoint 3 of it later");
  }

  /** However runs follow each other, what counts of one root does not depend on any other. */
  @Property
  void eachRootCountsAsIfItWereAlone(
      @ForAll @IntRange(min = 1, max = 12) int runs, @ForAll long seed) {
    Random random = new Random(seed);
    List<Lineage> all = new ArrayList<>();
    Map<String, Integer> roots = new HashMap<>();
    for (int i = 0; i < runs; i++) {
      int parent = random.nextInt(i + 1) - 1;
      roots.put("r" + i, parent < 0 ? i : roots.get("r" + parent));
      all.add(begun("r" + i, i, parent < 0 ? null : "r" + parent, parent < 0 ? -1 : 3));
    }
    LiveBranch together = LiveBranch.all(all, Set.of());
    assertThat(together.chains()).hasSize(Set.copyOf(roots.values()).size());
    for (int root : Set.copyOf(roots.values())) {
      List<Lineage> own = all.stream().filter(row -> roots.get(row.stamp().run()) == root).toList();
      LiveBranch alone = LiveBranch.newest(own, Set.of());
      for (Lineage row : own) {
        for (long epoch = 0; epoch < 5; epoch++) {
          String run = row.stamp().run();
          assertThat(counts(together, run, epoch)).isEqualTo(counts(alone, run, epoch));
        }
      }
    }
  }

  private static boolean counts(LiveBranch branch, String run, long epoch) {
    return branch.counts(new Stamp(run, epoch, null, 0, 0));
  }

  private static Lineage begun(String run, long time, String restored, long restoredEpoch) {
    return new Lineage(new Stamp(run, 0, null, 0, time), restored, restoredEpoch, 0, "test");
  }
}

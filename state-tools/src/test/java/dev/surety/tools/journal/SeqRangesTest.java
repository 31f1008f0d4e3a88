package dev.surety.tools.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class SeqRangesTest {

  /** Whatever comes in whatever order, in one piece or joined of two. */
  @Property
  void countsAsASetOfNumbersDoes(
      @ForAll @Size(min = 1, max = 60) List<@IntRange(min = 1, max = 80) Integer> numbers,
      @ForAll @IntRange(max = 60) int cut) {
    SeqRanges ranges = new SeqRanges();
    SeqRanges rest = new SeqRanges();
    for (int i = 0; i < numbers.size(); i++) {
      (i < cut ? ranges : rest).add(numbers.get(i));
    }
    ranges.addAll(rest);

    TreeSet<Integer> set = new TreeSet<>(numbers);
    assertThat(ranges.first()).isEqualTo(set.first().longValue());
    assertThat(ranges.last()).isEqualTo(set.last().longValue());
    assertThat(ranges.missing()).isEqualTo(set.last() - set.first() + 1 - set.size());
    assertThat(ranges.repeated()).isEqualTo(numbers.size() - set.size());
    List<Long> missing = new ArrayList<>();
    ranges.holes(
        (from, to) -> {
          for (long seq = from; seq <= to; seq++) {
            missing.add(seq);
          }
          return 0;
        });
    assertThat(missing).doesNotContainAnyElementsOf(set.stream().map(Integer::longValue).toList());
    assertThat(missing).hasSize((int) ranges.missing()).isSorted();
  }
}

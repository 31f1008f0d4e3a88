package dev.surety.lab.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.lab.data.RoutingData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StreamOrderTest {

  @TempDir private Path folder;
  private RoutingData data;

  @BeforeEach
  void read() throws IOException {
    data = TinyData.read(folder);
  }

  @Test
  void bringsEveryRowOnceInAnOrderOfTheSeed() {
    int[] one = StreamOrder.RANDOM.rows(data, TinyData.ROWS, 1);
    int[] two = StreamOrder.RANDOM.rows(data, TinyData.ROWS, 2);
    assertThat(one).containsExactly(StreamOrder.RANDOM.rows(data, TinyData.ROWS, 1));
    assertThat(one).isNotEqualTo(two);
    assertThat(sorted(one)).containsExactly(IntStream.range(0, TinyData.ROWS).toArray());
    assertThat(sorted(two)).containsExactly(IntStream.range(0, TinyData.ROWS).toArray());
  }

  @Test
  void aShorterStreamIsTheBeginningOfTheWhole() {
    int[] whole = StreamOrder.RANDOM.rows(data, TinyData.ROWS, 1);
    assertThat(StreamOrder.RANDOM.rows(data, 7, 1)).containsExactly(Arrays.copyOf(whole, 7));
  }

  @Test
  void drawsWithReplacementBeyondTheFile() {
    int[] rows = StreamOrder.RANDOM.rows(data, 6_000, 1);
    assertThat(rows).hasSize(6_000);
    int[] counts = new int[TinyData.ROWS];
    IntStream.of(rows).forEach(row -> counts[row]++);
    // 100 each expected, standard deviation 10; six of them are no accident.
    assertThat(IntStream.of(counts)).allMatch(n -> n > 40 && n < 160);
    assertThat(IntStream.of(counts).distinct().count()).isGreaterThan(1);
  }

  @Test
  void bringsOneDomainAfterTheOtherAndShufflesWithin() {
    int[] rows = StreamOrder.BY_DOMAIN.rows(data, TinyData.ROWS, 1);
    assertThat(IntStream.of(rows).mapToObj(row -> data.row(row).domain()))
        .isSorted()
        .startsWith("a")
        .endsWith("b");
    assertThat(sorted(rows)).containsExactly(IntStream.range(0, TinyData.ROWS).toArray());
    assertThat(rows).isNotEqualTo(StreamOrder.BY_DOMAIN.rows(data, TinyData.ROWS, 2));
  }

  private static int[] sorted(int[] rows) {
    return IntStream.of(rows).sorted().toArray();
  }
}

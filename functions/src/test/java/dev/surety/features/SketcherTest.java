package dev.surety.features;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.Features;
import dev.surety.domain.Sketch;
import dev.surety.testing.Requests;
import java.util.Arrays;
import java.util.TreeMap;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class SketcherTest {

  private final Sketcher sketcher = new Sketcher();

  private Sketch of(String prompt) {
    return sketcher.of(Requests.id("r").prompt(prompt).request());
  }

  private static int words(Sketch sketch) {
    return IntStream.range(0, sketch.terms().length)
        .map(i -> Sketch.count(sketch.terms()[i]))
        .sum();
  }

  /** Each of n words, and each of n - 1 pairs. */
  @Test
  void wordsNumbersAndSignsCountOnceEachAndPairsBesides() {
    assertThat(words(of("Solve"))).isEqualTo(1);
    assertThat(words(of("solve 17 + 4"))).isEqualTo(4 + 3);
    assertThat(words(of("a1b2"))).isEqualTo(4 + 3);
    assertThat(words(of("f(x)=3.14"))).isEqualTo(8 + 7);
    assertThat(words(of("\t naïve\u00a0caf\u00e9 \n"))).isEqualTo(3 + 2 + 4);
    assertThat(words(of("\ud83d\ude00"))).isEqualTo(1);
  }

  @Test
  void caseSpaceAndTheValueOfANumberMakeNoDifference() {
    assertThat(of("Add 12 AND  7")).isEqualTo(of("add 99999\nand 1"));
    assertThat(of("add 12 and 7")).isNotEqualTo(of("add twelve and 7"));
    assertThat(of("a b")).isNotEqualTo(of("b a"));
  }

  @Test
  void aWordThatOccursOftenIsCountedWhole() {
    Sketch sketch = of("spam ".repeat(100));
    TreeMap<Integer, Integer> counts = new TreeMap<>();
    for (short term : sketch.terms()) {
      counts.merge(Sketch.dimension(term), Sketch.count(term), Integer::sum);
    }
    assertThat(counts.values()).containsExactlyInAnyOrder(100, 99);
  }

  @Test
  void aPromptOfMegabytesCostsNoMoreThanOneOfAPage() {
    String page = "one two three ".repeat(200);
    assertThat(of(page.repeat(1000))).isEqualTo(of(page));
    assertThat(words(of(page))).isEqualTo(Sketcher.WORDS + Sketcher.WORDS - 1);
  }

  @Test
  void aRequestWithATagOrWithNothingHasNone() {
    assertThat(sketcher.of(Requests.id("r").prompt("x").tagged("t").request()))
        .isEqualTo(Sketch.NONE);
    assertThat(sketcher.of(Requests.id("r").request())).isEqualTo(Sketch.NONE);
    assertThat(of("")).isEqualTo(Sketch.NONE);
    assertThat(of(" \n\t")).isEqualTo(Sketch.NONE);
  }

  @Test
  void anEmbeddingIsRoundedToBytes() {
    Features embedding = new Features(new int[] {0, 1, 2, 3}, new float[] {0, -2, 1, 0.004f});
    Sketch sketch = sketcher.of(Requests.id("r").request().toBuilder().features(embedding).build());
    assertThat(sketch.embedding()).containsExactly(0, -127, 64, 0);
  }

  @Property
  void anyTextGivesTheSameAscendingTerms(@ForAll @StringLength(max = 3000) String text) {
    Sketch sketch = of(text);
    assertThat(sketch).isEqualTo(of(text));
    assertThat(
            IntStream.range(0, sketch.terms().length).map(i -> Sketch.dimension(sketch.terms()[i])))
        .isSorted();
    assertThat(words(sketch)).isLessThan(2 * Sketcher.WORDS);
  }

  @Property
  void anyEmbeddingIsRoundedWithinHalfAStep(@ForAll @Size(min = 1, max = 50) float[] values) {
    Features embedding = new Features(IntStream.range(0, values.length).toArray(), values);
    byte[] rounded =
        sketcher.of(Requests.id("r").request().toBuilder().features(embedding).build()).embedding();
    double greatest = 0;
    for (float value : values) {
      greatest = Math.max(greatest, Math.abs(value));
    }
    if (greatest == 0) {
      assertThat(rounded).isEmpty();
      return;
    }
    for (int i = 0; i < values.length; i++) {
      assertThat(Math.abs(rounded[i] / 127.0 - values[i] / greatest)).isLessThan(0.5001 / 127);
    }
    assertThat(Arrays.toString(rounded)).isNotEmpty();
  }
}

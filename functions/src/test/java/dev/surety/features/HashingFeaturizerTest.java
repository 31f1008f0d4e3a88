package dev.surety.features;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.surety.domain.Features;
import dev.surety.testing.Requests;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class HashingFeaturizerTest {

  private static final HashingFeaturizer FEATURIZER = new HashingFeaturizer(1024, 200);

  private static Features of(String prompt) {
    return FEATURIZER.features(Requests.id("r").prompt(prompt).request());
  }

  private static double length(Features features) {
    double squares = 0;
    for (float value : features.values()) {
      squares += (double) value * value;
    }
    return Math.sqrt(squares);
  }

  @Property
  void anyTextGivesASortedVectorOfUnitLengthOrNothing(
      @ForAll @StringLength(max = 2000) String text) {
    Features features = of(text);

    assertThat(features).isEqualTo(of(text));
    assertThat(features.indices()).isSorted().doesNotHaveDuplicates();
    assertThat(Arrays.stream(features.indices())).allMatch(i -> i >= 0 && i < 1024);
    if (!features.isEmpty()) {
      assertThat(length(features)).isCloseTo(1, within(1e-5));
    }
  }

  @Property
  void countingFindsWhatSortingFinds(
      @ForAll @Size(max = 200) List<@IntRange(max = 1023) Integer> drawn) {
    int[] terms = drawn.stream().mapToInt(Integer::intValue).toArray();
    assertThat(FEATURIZER.counted(terms.clone(), terms.length))
        .isEqualTo(HashingFeaturizer.sorted(terms.clone(), terms.length));
  }

  @Property
  void readsNoMoreTermsThanAllowed(@ForAll @IntRange(min = 1, max = 64) int maxTerms) {
    String prompt = String.join(" ", IntStream.range(0, 500).mapToObj(i -> "word" + i).toList());

    Features features =
        new HashingFeaturizer(1 << 20, maxTerms)
            .features(Requests.id("r").prompt(prompt).request());

    assertThat(features.indices()).hasSizeBetween(1, maxTerms);
  }

  @Test
  void caseSpaceAndPunctuationSayNothing() {
    assertThat(of("  What IS\n\tlove? ")).isEqualTo(of("what is love"));
  }

  @Test
  void wordsAndTheirOrderDo() {
    assertThat(of("what is love")).isNotEqualTo(of("what is hate"));
    assertThat(of("man bites dog")).isNotEqualTo(of("dog bites man"));
  }

  /** Words "a", "b", pair "a b" twice, "b a" once: 2 + 2 words, 3 pairs. */
  @Test
  void repeatedTermsWeighMore() {
    Features features = of("a b a b");

    assertThat(features.values())
        .containsExactlyInAnyOrder(
            (float) (2 / Math.sqrt(13)),
            (float) (2 / Math.sqrt(13)),
            (float) (2 / Math.sqrt(13)),
            (float) (1 / Math.sqrt(13)));
  }

  /** The bytes of a feature vector are learned from: another hash would spoil every tenant. */
  @Test
  void dimensionsAreFrozen() {
    assertThat(of("What is love?").indices()).containsExactly(38, 298, 395, 405, 800);
  }

  @Test
  void anEmbeddingIsFoldedToUnitLength() {
    int[] indices = {0, 1, 1024, 1025, 2047};
    Features embedding = new Features(indices, new float[] {1, 2, 3, -2, 4});

    Features folded =
        FEATURIZER.features(Requests.id("r").prompt("ignored").features(embedding).request());

    assertThat(length(folded)).isCloseTo(1, within(1e-6));
    assertThat(dense(folded)[0]).isCloseTo((float) (4 / Math.sqrt(32)), within(1e-6f));
    assertThat(dense(folded)[1]).isZero();
    assertThat(dense(folded)[1023]).isCloseTo((float) (4 / Math.sqrt(32)), within(1e-6f));
  }

  private static float[] dense(Features features) {
    float[] dense = new float[1024];
    for (int i = 0; i < features.indices().length; i++) {
      dense[features.indices()[i]] = features.values()[i];
    }
    return dense;
  }

  @Test
  void nothingGivesNothing() {
    assertThat(FEATURIZER.features(Requests.id("r").request())).isEqualTo(Features.NONE);
    assertThat(of("")).isEqualTo(Features.NONE);
    assertThat(of(" ... !")).isEqualTo(Features.NONE);
  }

  @Test
  void refusesDimensionsThatAreNoPowerOfTwo() {
    assertThatThrownBy(() -> new HashingFeaturizer(1000, 10))
        .hasMessage("the number of hashed dimensions must be a power of two, not 1000");
  }
}

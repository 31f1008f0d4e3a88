package dev.surety.lab.reference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.surety.lab.data.PooledModel;
import dev.surety.lab.data.Price;
import dev.surety.lab.data.PriceChange;
import dev.surety.lab.data.SimulatedData;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.DoubleRange;

class HindsightReferencesTest {

  private static final double TINY = 1e-9;

  @Example
  void mixesTheTwoModelsAroundTheTarget() {
    var references = HindsightReferences.of(List.of(request(all(3), 0.5, 1, 1, 3, 0.8, 9)));
    assertThat(references.lp(0.75)).isEqualTo(new LpReference(2, true));
    assertThat(references.lp(0.2)).isEqualTo(new LpReference(1, true));
    assertThat(references.bestSingleCostUsd()).isEqualTo(3);
    assertThat(references.bestSingleQuality()).isEqualTo(1);
    assertThat(references.cheapestCostUsd()).isEqualTo(1);
  }

  @Example
  void paysForTheBestModelIfTheTargetIsOutOfReach() {
    var references = HindsightReferences.of(List.of(request(all(3), 0.5, 1, 0.9, 3, 0.8, 9)));
    assertThat(references.lp(0.9)).isEqualTo(new LpReference(3, true));
    assertThat(references.lp(0.91)).isEqualTo(new LpReference(3, false));
  }

  @Example
  void usesAModelThatAppearsMidwayFromThenOn() {
    BitSet old = all(2);
    // before: a 0.5 at 1, b 0.9 at 9; then c arrives with 1.0 at 2
    List<SentRequest> stream =
        List.of(request(old, 0.5, 1, 0.9, 9, 1, 2), request(all(3), 0.5, 1, 0.9, 9, 1, 2));
    var references = HindsightReferences.of(stream);
    assertThat(references.bestSingleCostUsd()).isEqualTo(18); // c wasn't always there
    assertThat(references.cheapestCostUsd()).isEqualTo(2);
    assertThat(references.lp(0.75)).isEqualTo(new LpReference(3, true)); // a, then c
    assertThat(references.lp(0.95).costUsd()).isCloseTo(11, within(TINY)); // b, then c
    assertThat(references.lp(0.96).feasible()).isFalse();
  }

  @Example
  void comparesSegmentBySegmentIfNoModelWasAlwaysThere() {
    BitSet first = new BitSet();
    first.set(0);
    BitSet second = new BitSet();
    second.set(1);
    var references =
        HindsightReferences.of(List.of(request(first, 1, 5, 0, 0), request(second, 0, 0, 1, 7)));
    assertThat(references.bestSingleCostUsd()).isEqualTo(12);
    assertThat(references.cheapestCostUsd()).isEqualTo(12);
  }

  @Example
  void chargesThePriceInForceWhenTheRequestWasSent() {
    SimulatedData data = SimulatedData.of(1, 5);
    List<Price> prices =
        new ArrayList<>(data.pool().models().stream().map(PooledModel::price).toList());
    PriceChange change = data.priceChange();
    double before = data.row(0).costUsd(change.model());
    prices.set(change.model(), change.price()); // half of what it was
    SentRequest sent = SentRequest.of(data.row(0), data.pool(), prices, all(6));
    assertThat(sent.costUsd()[change.model()]).isBetween(0.49 * before, 0.67 * before);
    assertThat(sent.costUsd()[0]).isEqualTo(data.row(0).costUsd(0));
  }

  @Example
  void refusesAnEmptyStream() {
    assertThatThrownBy(() -> HindsightReferences.of(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> request(new BitSet(), 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("available");
  }

  @Property(tries = 500)
  void isTheCheapestOfAllVerticesOfTheLinearProgramme(
      @ForAll("streams") List<SentRequest> stream,
      @ForAll @DoubleRange(min = 0, max = 1) double target) {
    LpReference lp = HindsightReferences.of(stream).lp(target);
    double brute = BruteForce.cheapest(stream, target);
    assertThat(lp.feasible()).isEqualTo(!Double.isInfinite(brute));
    if (lp.feasible()) {
      assertThat(lp.costUsd()).isCloseTo(brute, within(1e-6));
    }
  }

  @Property(tries = 500)
  void isNeverAboveASingleModelThatReachesTheTarget(
      @ForAll("streams") List<SentRequest> stream,
      @ForAll @DoubleRange(min = 0, max = 1) double target) {
    var references = HindsightReferences.of(stream);
    for (int m = 0; m < stream.get(0).quality().length; m++) {
      int model = m;
      if (stream.stream().allMatch(r -> r.available().get(model))) {
        double quality = stream.stream().mapToDouble(r -> r.quality()[model]).average().orElse(0);
        double cost = stream.stream().mapToDouble(r -> r.costUsd()[model]).sum();
        if (quality >= target) {
          assertThat(references.lp(target).costUsd()).isLessThanOrEqualTo(cost + TINY);
          assertThat(references.lp(target).feasible()).isTrue();
        }
        assertThat(references.cheapestCostUsd()).isLessThanOrEqualTo(cost + TINY);
        assertThat(references.bestSingleQuality()).isGreaterThanOrEqualTo(quality - TINY);
      }
    }
  }

  @Property(tries = 500)
  void risesWithTheTarget(
      @ForAll("streams") List<SentRequest> stream,
      @ForAll @DoubleRange(min = 0, max = 1) double one,
      @ForAll @DoubleRange(min = 0, max = 1) double other) {
    var references = HindsightReferences.of(stream);
    LpReference low = references.lp(Math.min(one, other));
    LpReference high = references.lp(Math.max(one, other));
    assertThat(low.costUsd()).isLessThanOrEqualTo(high.costUsd() + TINY);
    assertThat(low.feasible() || !high.feasible()).isTrue();
  }

  /** Streams over 4 models in up to 3 segments; outcomes on a coarse grid, so that ties happen. */
  @Provide
  Arbitrary<List<SentRequest>> streams() {
    Arbitrary<BitSet> masks =
        Arbitraries.integers().between(1, 15).map(bits -> BitSet.valueOf(new long[] {bits}));
    Arbitrary<double[]> qualities =
        Arbitraries.integers()
            .between(0, 10)
            .map(q -> q / 10.0)
            .array(Double[].class)
            .ofSize(4)
            .map(HindsightReferencesTest::unboxed);
    Arbitrary<double[]> costs =
        Arbitraries.integers()
            .between(1, 20)
            .map(c -> c / 4.0)
            .array(Double[].class)
            .ofSize(4)
            .map(HindsightReferencesTest::unboxed);
    return masks
        .list()
        .ofMinSize(1)
        .ofMaxSize(3)
        .flatMap(
            segments ->
                Combinators.combine(qualities, costs, Arbitraries.of(segments))
                    .as(SentRequest::new)
                    .list()
                    .ofMinSize(1)
                    .ofMaxSize(12));
  }

  private static double[] unboxed(Double[] numbers) {
    return List.of(numbers).stream().mapToDouble(Double::doubleValue).toArray();
  }

  private static BitSet all(int models) {
    BitSet mask = new BitSet();
    mask.set(0, models);
    return mask;
  }

  private static SentRequest request(BitSet available, double... qualityAndCost) {
    List<Double> quality = new ArrayList<>();
    List<Double> cost = new ArrayList<>();
    for (int i = 0; i < qualityAndCost.length; i += 2) {
      quality.add(qualityAndCost[i]);
      cost.add(qualityAndCost[i + 1]);
    }
    return new SentRequest(
        quality.stream().mapToDouble(Double::doubleValue).toArray(),
        cost.stream().mapToDouble(Double::doubleValue).toArray(),
        available);
  }
}

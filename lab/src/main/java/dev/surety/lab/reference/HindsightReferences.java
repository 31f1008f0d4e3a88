package dev.surety.lab.reference;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What simple fixed choices would have cost on the very requests that were sent, known only
 * afterwards: the yardsticks of a router's bill.
 *
 * <p>Requests with the same available models form a segment. A reference that may change its mind
 * chooses once a segment, so a model that appears midway can be used from then on. Prices that
 * change are in the costs of the requests.
 */
public final class HindsightReferences {

  /** Targets are met up to rounding: sums of thousands of qualities aren't exact. */
  private static final double EPSILON = 1e-9;

  private static final Comparator<SegmentHull.Point> CHEAPEST =
      Comparator.comparingDouble(SegmentHull.Point::costUsd);
  private static final Comparator<SegmentHull.Point> BEST =
      Comparator.comparingDouble(SegmentHull.Point::quality).reversed().thenComparing(CHEAPEST);

  private final int requests;
  private final List<Totals> segments;

  private HindsightReferences(int requests, List<Totals> segments) {
    this.requests = requests;
    this.segments = segments;
  }

  /**
   * Adds up a stream; the order of the requests doesn't matter.
   *
   * @throws IllegalArgumentException if there are no requests or they differ in the pool's size
   */
  public static HindsightReferences of(Iterable<SentRequest> stream) {
    Map<BitSet, Totals> byAvailable = new LinkedHashMap<>();
    int requests = 0;
    int models = -1;
    for (SentRequest request : stream) {
      if (models >= 0 && models != request.quality().length) {
        throw new IllegalArgumentException(
            "requests for a pool of " + models + " and of " + request.quality().length);
      }
      models = request.quality().length;
      BitSet available = (BitSet) request.available().clone();
      byAvailable.computeIfAbsent(available, Totals::new).add(request);
      requests++;
    }
    if (requests == 0) {
      throw new IllegalArgumentException("no requests: there is nothing to compare with");
    }
    return new HindsightReferences(requests, List.copyOf(byAvailable.values()));
  }

  /**
   * Cost of the best single model, USD: of the models available on every request the one of the
   * highest mean quality (the cheaper of equals). If no model was always there: the best of each
   * segment.
   */
  public double bestSingleCostUsd() {
    return single(BEST).costUsd();
  }

  /** Mean quality of what {@link #bestSingleCostUsd()} pays for, 0..1. */
  public double bestSingleQuality() {
    return single(BEST).quality() / requests;
  }

  /** Cost of the cheapest model that was available on every request, USD (else as above). */
  public double cheapestCostUsd() {
    return single(CHEAPEST).costUsd();
  }

  /**
   * The cheapest fixed mixture whose mean quality reaches the target.
   *
   * <p>With one segment: the linear programme min sum p_m E_m with sum p_m a_m &gt;= target, sum
   * p_m = 1, p &gt;= 0, whose solution mixes at most two models. With several segments each has its
   * own mixture and the target binds the whole stream; then it is a fractional multiple-choice
   * knapsack, solved exactly by climbing the steps of all segments' convex hulls in the order of
   * their price for a unit of quality (Sinha and Zoltners 1979, The Multiple-Choice Knapsack
   * Problem). An infeasible target costs what the best model of each segment costs.
   *
   * @param target mean quality to reach, 0..1
   */
  public LpReference lp(double target) {
    double missing = target * requests;
    double costUsd = 0;
    List<SegmentHull.Step> steps = new ArrayList<>();
    for (Totals segment : segments) {
      SegmentHull hull = SegmentHull.of(segment.points());
      missing -= hull.cheapest().quality();
      costUsd += hull.cheapest().costUsd();
      steps.addAll(hull.steps());
    }
    steps.sort(Comparator.comparingDouble(SegmentHull.Step::usdPerQuality));
    for (SegmentHull.Step step : steps) {
      if (missing <= 0) {
        break;
      }
      double share = Math.min(1, missing / step.quality());
      costUsd += share * step.costUsd();
      missing -= share * step.quality();
    }
    return new LpReference(costUsd, missing <= EPSILON * requests);
  }

  private SegmentHull.Point single(Comparator<SegmentHull.Point> order) {
    BitSet always = (BitSet) segments.get(0).available.clone();
    segments.forEach(segment -> always.and(segment.available));
    if (always.isEmpty()) {
      return segments.stream()
          .map(segment -> segment.points().stream().min(order).orElseThrow())
          .reduce(HindsightReferences::sum)
          .orElseThrow();
    }
    return always.stream()
        .mapToObj(
            m ->
                segments.stream()
                    .map(segment -> segment.point(m))
                    .reduce(HindsightReferences::sum)
                    .orElseThrow())
        .min(order)
        .orElseThrow();
  }

  private static SegmentHull.Point sum(SegmentHull.Point a, SegmentHull.Point b) {
    return new SegmentHull.Point(a.quality() + b.quality(), a.costUsd() + b.costUsd());
  }

  /** Sums over the requests of a segment, a model each. */
  private static final class Totals {

    private final BitSet available;
    private double[] quality = {};
    private double[] costUsd = {};

    Totals(BitSet available) {
      this.available = available;
    }

    void add(SentRequest request) {
      if (quality.length == 0) {
        quality = new double[request.quality().length];
        costUsd = new double[request.quality().length];
      }
      for (int m = 0; m < quality.length; m++) {
        quality[m] += request.quality()[m];
        costUsd[m] += request.costUsd()[m];
      }
    }

    SegmentHull.Point point(int model) {
      return new SegmentHull.Point(quality[model], costUsd[model]);
    }

    List<SegmentHull.Point> points() {
      return IntStream.range(0, quality.length)
          .filter(available::get)
          .mapToObj(this::point)
          .toList();
    }
  }
}

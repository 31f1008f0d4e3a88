package dev.surety.lab.reference;

import java.util.ArrayList;
import java.util.List;

/**
 * The mixtures worth having in a part of the stream where the same models were available: the lower
 * convex hull of the points (quality, cost), from the cheapest model up to the best one.
 */
final class SegmentHull {

  /** What using one model for the whole segment gives: sums over its requests. */
  record Point(double quality, double costUsd) {}

  /** The step from one hull model to the next better one. */
  record Step(double quality, double costUsd) {

    double usdPerQuality() {
      return costUsd / quality;
    }
  }

  private final List<Point> corners;

  private SegmentHull(List<Point> corners) {
    this.corners = corners;
  }

  static SegmentHull of(List<Point> models) {
    List<Point> sorted = new ArrayList<>(models);
    sorted.sort(
        (a, b) ->
            a.costUsd() != b.costUsd()
                ? Double.compare(a.costUsd(), b.costUsd())
                : Double.compare(b.quality(), a.quality()));
    List<Point> hull = new ArrayList<>();
    for (Point point : sorted) {
      if (!hull.isEmpty() && point.quality() <= hull.get(hull.size() - 1).quality()) {
        continue; // dearer and no better
      }
      while (hull.size() > 1 && isAbove(hull.get(hull.size() - 1), hull, point)) {
        hull.remove(hull.size() - 1);
      }
      hull.add(point);
    }
    return new SegmentHull(List.copyOf(hull));
  }

  Point cheapest() {
    return corners.get(0);
  }

  /** Steps upwards, in the order of rising cost for each unit of quality. */
  List<Step> steps() {
    List<Step> steps = new ArrayList<>();
    for (int i = 1; i < corners.size(); i++) {
      Point from = corners.get(i - 1);
      Point to = corners.get(i);
      steps.add(new Step(to.quality() - from.quality(), to.costUsd() - from.costUsd()));
    }
    return steps;
  }

  /** Whether mixing the neighbours of the last corner is no dearer than that corner. */
  private static boolean isAbove(Point last, List<Point> hull, Point next) {
    Point before = hull.get(hull.size() - 2);
    double toLast = (last.costUsd() - before.costUsd()) * (next.quality() - before.quality());
    double toNext = (next.costUsd() - before.costUsd()) * (last.quality() - before.quality());
    return toLast >= toNext;
  }
}

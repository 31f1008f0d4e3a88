package dev.surety.lab.evaluate;

import dev.surety.output.terminal.Figures;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * What is promised over a run: one target, or several in turn, each for an equal part of the run.
 * Every further one is a new version of the SLA, as the control topic would bring it.
 *
 * @param label as people write it: {@code 0.8}, or {@code step:0.6..0.8}
 * @param targets promised satisfaction of each part, 0..1
 */
record TargetPath(String label, List<Double> targets) {

  /** Versions that a drift is made of. */
  private static final int DRIFT_PARTS = 10;

  /** Parts of a cycle: so many times up, and as often down again. */
  private static final int CYCLES = 4;

  private static final String EXAMPLE = "write step:0.6..0.8, drift:0.6..0.8 or cycle:0.6..0.8";

  private static final Map<String, Shape> SHAPES =
      Map.of(
          "step", (from, to) -> DoubleStream.of(from, to),
          "drift", TargetPath::drift,
          "cycle",
              (from, to) ->
                  IntStream.range(0, 2 * CYCLES).mapToDouble(i -> i % 2 == 0 ? from : to));

  private interface Shape {
    DoubleStream between(double from, double to);
  }

  TargetPath {
    targets = List.copyOf(targets);
  }

  /** One target for the whole run. */
  static TargetPath constant(double target) {
    return new TargetPath(Figures.plain(target), List.of(target));
  }

  /**
   * Reads {@code step:A..B} (B from the middle on), {@code drift:A..B} (ten equal steps) or {@code
   * cycle:A..B} (A and B in turn, four times each).
   *
   * @throws IllegalArgumentException for anything else; the message shows how to write it
   */
  static TargetPath parse(String text) {
    String label = text.strip();
    int colon = label.indexOf(':');
    int dots = label.indexOf("..");
    Shape shape = colon < 0 ? null : SHAPES.get(label.substring(0, colon));
    if (shape == null || dots < colon) {
      throw new IllegalArgumentException("'" + label + "' is no path of targets; " + EXAMPLE);
    }
    double from = target(label, label.substring(colon + 1, dots));
    double to = target(label, label.substring(dots + 2));
    return new TargetPath(label, shape.between(from, to).boxed().toList());
  }

  /** To four digits, so that each version reads as one would write it. */
  private static DoubleStream drift(double from, double to) {
    return IntStream.range(0, DRIFT_PARTS)
        .mapToDouble(i -> Math.rint(1e4 * (from + (to - from) * i / (DRIFT_PARTS - 1))) / 1e4);
  }

  private static double target(String path, String text) {
    try {
      double target = Double.parseDouble(text);
      if (target >= 0 && target <= 1) {
        return target;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("'" + text + "' in '" + path + "': " + EXAMPLE, e);
    }
    throw new IllegalArgumentException(
        "'" + text + "' in '" + path + "' must be a target from 0 to 1");
  }

  boolean changes() {
    return targets.size() > 1;
  }

  int parts() {
    return targets.size();
  }

  /** Mean over the parts. */
  double mean() {
    return targets.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }

  double highest() {
    return Collections.max(targets);
  }

  /** The part that request {@code t} of {@code horizon} belongs to, 0-based. */
  int part(int t, int horizon) {
    return (int) ((long) t * parts() / horizon);
  }

  /** Reads a list of paths. */
  static List<TargetPath> parseAll(List<String> texts) {
    List<TargetPath> paths = new ArrayList<>();
    for (String text : texts) {
      TargetPath path = parse(text);
      if (!paths.contains(path)) {
        paths.add(path);
      }
    }
    return List.copyOf(paths);
  }
}

package dev.surety.lab.evaluate;

import java.util.stream.IntStream;

/**
 * How a run followed its target: satisfaction and target as means over the last {@value #TRAIL} of
 * the curve's points, which is a twentieth of the run. Arrays are parallel.
 *
 * @param requests how many there were so far
 * @param satisfaction mean over the trail, 0..1
 * @param target mean of the targets that were in force on the trail, 0..1
 */
record Rolling(double[] requests, double[] satisfaction, double[] target) {

  /** How far below its target satisfaction counts as near. */
  static final double NEAR = 0.02;

  private static final int TRAIL = Curve.MAX_POINTS / 20;

  static Rolling of(Curve curve) {
    int trail = Math.min(TRAIL, Math.max(1, curve.points - 1));
    int points = curve.points - trail;
    double[][] rolling = new double[3][points];
    for (int i = 0; i < points; i++) {
      int to = i + trail;
      double requests = curve.requests[to] - curve.requests[i];
      rolling[0][i] = curve.requests[to];
      rolling[1][i] = (curve.satisfied[to] - curve.satisfied[i]) / requests;
      rolling[2][i] = (curve.promised[to] - curve.promised[i]) / requests;
    }
    return new Rolling(rolling[0], rolling[1], rolling[2]);
  }

  /** Share of the time that satisfaction is at the target, or at most {@code below} under it. */
  double timeAt(double below) {
    return IntStream.range(0, requests.length)
        .map(i -> satisfaction[i] >= target[i] - below ? 1 : 0)
        .average()
        .orElse(Double.NaN);
  }

  /** Mean of satisfaction less target; negative where less was delivered than promised. */
  double overshoot() {
    return IntStream.range(0, requests.length)
        .mapToDouble(i -> satisfaction[i] - target[i])
        .average()
        .orElse(Double.NaN);
  }
}

package dev.surety.lab.evaluate;

import dev.surety.lab.evaluate.EnvironmentChance.Purpose;
import java.util.ArrayList;
import java.util.List;

/**
 * How long models are away and how often, after the public record of a large API: half of its
 * incidents ended within 75 minutes, nine in ten within 301, 99 in 100 within 1,777, and it was
 * down in 0.42 % of all minutes. Between these the logarithm of the length is linear in that of the
 * share that lasts longer, beyond the last it goes on so; the shortest is taken to last {@value
 * #SHORTEST} minutes.
 */
final class IncidentLengths {

  private static final double SHORTEST = 5;

  /** Share of minutes in which it is down. */
  static final double DOWN = 0.0042;

  /** Share of incidents that end, and the minutes within which they do. */
  private static final double[][] ENDED = {{0, SHORTEST}, {0.5, 75}, {0.9, 301}, {0.99, 1777}};

  /** Longer than all but one in a thousand: a week. */
  private static final double MOST = 0.999;

  private static final int STEPS = 10_000;

  private IncidentLengths() {}

  /** Minutes within which a share of all incidents ends, 0..1. */
  static double within(double share) {
    double ended = Math.min(MOST, share);
    int i = 1;
    while (i < ENDED.length - 1 && ended > ENDED[i][0]) {
      i++;
    }
    double from = -Math.log1p(-ENDED[i - 1][0]);
    double to = -Math.log1p(-ENDED[i][0]);
    double low = Math.log(ENDED[i - 1][1]);
    double high = Math.log(ENDED[i][1]);
    return Math.exp(low + (high - low) * (-Math.log1p(-ended) - from) / (to - from));
  }

  /** Mean length, minutes. */
  static double mean() {
    double sum = 0;
    for (int i = 0; i < STEPS; i++) {
      sum += within((i + 0.5) / STEPS);
    }
    return sum / STEPS;
  }

  /**
   * As many incidents as belong into some days, one drawn of each equal share of lengths, each at
   * any time of an equal part of the days.
   */
  static List<OutagePlan.Window> draw(int days, long seed) {
    int minutes = days * OutagePlan.DAY_MINUTES;
    int incidents = (int) Math.max(1, Math.rint(minutes * DOWN / mean()));
    EnvironmentChance length = EnvironmentChance.of(seed, Purpose.DRAW);
    EnvironmentChance start = EnvironmentChance.of(seed, Purpose.DOMAIN);
    EnvironmentChance order = EnvironmentChance.of(seed, Purpose.SHUFFLE);
    List<Double> lengths = new ArrayList<>();
    for (int i = 0; i < incidents; i++) {
      lengths.add(order.below(i + 1, i), within((i + length.uniform(i)) / incidents));
    }
    int part = minutes / incidents;
    List<OutagePlan.Window> windows = new ArrayList<>();
    for (int i = 0; i < incidents; i++) {
      int lasts = (int) Math.max(1, Math.min(part / 2.0, Math.rint(lengths.get(i))));
      windows.add(new OutagePlan.Window(i * part + start.below(part - lasts, i), lasts));
    }
    return windows;
  }
}

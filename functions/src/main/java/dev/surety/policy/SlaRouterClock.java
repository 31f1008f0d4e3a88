package dev.surety.policy;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** What {@link SlaRouter} keeps of its decisions: their number and, if V adapts, its controller. */
public final class SlaRouterClock implements PolicyMemory.DecisionMemory {

  /** Effective number of judgements that the controller looks back on. */
  static final double WINDOW = 200;

  static final double STEP = 1.05;
  static final double MIN_V = 0.05;
  static final double MAX_V = 50;
  private static final double MOST_STEPS = 1000;

  /** Requests decided. */
  public long t;

  /** The controller's present V. */
  public double v;

  /** Judgements and their satisfactions, each fading by 1 / {@value #WINDOW} with the next one. */
  public double recentLabels;

  public double recentSatisfaction;

  public SlaRouterClock(double v) {
    this.v = v;
  }

  void write(DataOutput out) throws IOException {
    out.writeLong(t);
    out.writeDouble(v);
    out.writeDouble(recentLabels);
    out.writeDouble(recentSatisfaction);
  }

  static SlaRouterClock read(DataInput in) throws IOException {
    SlaRouterClock clock = new SlaRouterClock(0);
    clock.t = in.readLong();
    clock.v = in.readDouble();
    clock.recentLabels = in.readDouble();
    clock.recentSatisfaction = in.readDouble();
    return clock;
  }

  /**
   * Judgements came. V falls while recent satisfaction is below the target by more than noise, and
   * rises while it is above: one factor of {@value #STEP} a judgement (dossier 2.3, with an
   * exponential window instead of a list of 200).
   *
   * @param satisfaction their mean
   */
  void judged(double satisfaction, double labels, double target) {
    double faded = StrictMath.pow(1 - 1 / WINDOW, labels);
    recentLabels = recentLabels * faded + labels;
    recentSatisfaction = recentSatisfaction * faded + labels * satisfaction;
    double surplus = recentSatisfaction / recentLabels - target;
    double margin = 1 / Math.sqrt(recentLabels);
    // A whole window's judgements may come at once; as many steps as this reach either bound.
    double step = StrictMath.pow(STEP, Math.min(labels, MOST_STEPS));
    if (surplus < -margin) {
      v = Math.max(MIN_V, v / step);
    } else if (surplus > margin) {
      v = Math.min(MAX_V, v * step);
    }
  }

  /** A recent judgement turns out to be {@code by} higher. */
  void revised(double by) {
    recentSatisfaction = Math.max(0, Math.min(recentLabels, recentSatisfaction + by));
  }
}

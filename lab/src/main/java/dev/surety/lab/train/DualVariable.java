package dev.surety.lab.train;

import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;

/** What missing the target costs while the policy learns, and how that moves (dossier 4.3). */
interface DualVariable {

  static DualVariable of(TrainingSettings settings) {
    return switch (settings.dual()) {
      case BINNED -> new Binned();
      case SINGLE -> new Single();
    };
  }

  /** The lambda that the policy is shown and that multiplies {@link #weight} in the next batch. */
  double draw(SplittableRandom chance);

  /** {@code 1 + lambda} of a scaled target: what quality weighs in the reward. */
  double weight(double scaled);

  /**
   * A batch was served.
   *
   * @param served mean quality of the batch at a scaled target, as serving would choose
   * @return that quality
   */
  double observe(double scaled, double target, DoubleUnaryOperator served);

  /** For the report: the mean of the weight over all targets. */
  double mean();

  /** As published: one lambda for all targets, never below 0. */
  final class Single implements DualVariable {
    private static final double RATE = 0.4;
    private static final int EVERY = 5;

    private double lambda;
    private double misses;
    private int batches;

    @Override
    public double draw(SplittableRandom chance) {
      return 1;
    }

    @Override
    public double weight(double scaled) {
      return 1 + lambda;
    }

    @Override
    public double observe(double scaled, double target, DoubleUnaryOperator served) {
      double quality = served.applyAsDouble(scaled);
      misses += target - quality;
      if (++batches == EVERY) {
        lambda = Math.max(0, lambda + RATE * misses / EVERY);
        batches = 0;
        misses = 0;
      }
      return quality;
    }

    @Override
    public double mean() {
      return 1 + lambda;
    }
  }

  /**
   * One a range of targets, with the logarithm of {@code 1 + lambda} moved by the misses, upwards
   * and downwards: so quality follows the target where the published rule lets a low target be
   * exceeded. The policy is shown a lambda beside what its range has settled on.
   */
  final class Binned implements DualVariable {
    private static final int BINS = 12;
    private static final double RATE = 1.0;
    private static final double DAMPING = 20;
    private static final double SMOOTHING = 0.1;
    private static final double BOUND = 9;

    private final double[] log = new double[BINS];
    private final double[] miss = new double[BINS];

    private static int bin(double scaled) {
      return Math.min(BINS - 1, (int) ((scaled + 1) / 2 * BINS));
    }

    @Override
    public double draw(SplittableRandom chance) {
      return chance.nextBoolean() ? 1 : StrictMath.exp(2 * chance.nextDouble() - 1);
    }

    @Override
    public double weight(double scaled) {
      int bin = bin(scaled);
      double damped = log[bin] + DAMPING * miss[bin];
      return StrictMath.exp(Math.max(-BOUND, Math.min(BOUND, damped)));
    }

    @Override
    public double observe(double scaled, double target, DoubleUnaryOperator served) {
      int bin = bin(scaled);
      double quality = served.applyAsDouble(scaled);
      miss[bin] += SMOOTHING * (target - quality - miss[bin]);
      log[bin] = Math.max(-BOUND, Math.min(BOUND, log[bin] + RATE * (target - quality)));
      return quality;
    }

    @Override
    public double mean() {
      double sum = 0;
      for (double l : log) {
        sum += StrictMath.exp(l) / BINS;
      }
      return sum;
    }
  }
}

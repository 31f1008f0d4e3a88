package dev.surety.policy.surety;

import java.lang.management.ManagementFactory;
import java.util.SplittableRandom;

/** Decisions a second of a core, in a plain loop; run by hand, no test depends on it. */
final class SpeedCheck {
  private SpeedCheck() {}

  public static void main(String[] args) {
    int[] models = {4, 11, 27};
    for (int m : models) {
      for (boolean tags : new boolean[] {true, false}) {
        for (boolean equal : new boolean[] {true, false}) {
          double best = 0;
          for (int round = 0; round < 5; round++) {
            best = Math.max(best, decisions(m, tags, equal, 300_000, 1 + round));
          }
          System.out.printf(
              "%d models, %s, %s: %,.0f decisions/s%n",
              m,
              tags ? "16 buckets" : "no tags",
              equal ? "labels 0.2" : "labels 0.2 or silence",
              best);
        }
      }
    }
  }

  /** Time of this thread on a core, so that a busy machine does not count. */
  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  /** Microseconds to write and read both parts of a state. */
  private static double storing(SuretyAlgorithm algorithm, SuretyState state) {
    double best = Double.POSITIVE_INFINITY;
    for (int round = 0; round < 5; round++) {
      long start = cpuNanos();
      for (int i = 0; i < 20_000; i++) {
        state =
            algorithm.join(
                SuretyCodec.readAccount(SuretyCodec.account(state.account())),
                SuretyCodec.readLearner(SuretyCodec.learner(state.learner())));
      }
      best = Math.min(best, (cpuNanos() - start) / 20_000e3);
    }
    return best;
  }

  private static double decisions(int models, boolean tags, boolean equal, int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    SuretyAlgorithm algorithm = new SuretyAlgorithm(SuretyConstants.defaults());
    double dissatisfiedRate = equal ? 0.2 : 0.4;
    SuretyState state =
        algorithm.start(
            new SuretyTerms(0.8, 0.2, dissatisfiedRate, false, false, tags), Precision.COMPACT);
    double[] rate = new double[models];
    for (int m = 0; m < models; m++) {
      rate[m] = 0.6 + 0.3 * (m + 1) / models;
      algorithm.addModel(state, Math.pow(30, (double) m / models), 0, 0);
    }
    RouteProposal proposal = new RouteProposal();
    long start = cpuNanos();
    for (int t = 0; t < count; t++) {
      int bucket = tags ? random.nextInt(16) : 0;
      algorithm.route(state, bucket, null, proposal);
      int m = proposal.draw(random.nextDouble());
      algorithm.serve(state, m);
      boolean satisfied = random.nextDouble() < rate[m] - 0.01 * bucket;
      boolean speaks = random.nextDouble() < (satisfied ? 0.2 : dissatisfiedRate);
      if (speaks) {
        algorithm.learn(
            state, m, bucket, satisfied ? Outcome.satisfied() : Outcome.dissatisfied(), false);
      } else if (!equal) {
        algorithm.learn(state, m, bucket, Outcome.silent(), false);
      }
    }
    double perSecond = count / ((cpuNanos() - start) * 1e-9);
    if (models == 11 && equal && seed == 5) {
      System.out.printf("11 models: %.1f us to write and read%n", storing(algorithm, state));
    }
    return perSecond;
  }
}

package dev.surety.policy.surety;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The search of the price of quality, with its short cuts, beside the study's own bisection. */
final class LambdaPlanTest {

  private static final int BUCKETS = 16;
  private static final SuretyConstants CONSTANTS = SuretyConstants.defaults();

  private final SuretyAlgorithm algorithm = new SuretyAlgorithm(CONSTANTS);
  private final LambdaPlan plan = new LambdaPlan(CONSTANTS);

  @Property(tries = 300)
  void searchesAsTheStudyDoesToTheLastBit(@ForAll long seed) {
    Random any = new Random(seed);
    SuretyState state = state(1 + any.nextInt(27), any);
    double target = any.nextDouble();
    for (int search = 0; search < 40; search++) {
      learn(state, any);
      target = Math.max(0, Math.min(1, target + 0.02 * any.nextGaussian()));
      if (any.nextInt(10) == 0) {
        target = any.nextDouble();
      }
      SuretyAccount expected = new SuretyAccount(0, 0);
      bisect(state, expected, target);

      plan.search(state.account, state.learner, target);

      assertThat(bits(state.account)).containsExactly(bits(expected));
    }
  }

  private static long[] bits(SuretyAccount account) {
    return new long[] {
      Double.doubleToRawLongBits(account.lambdaLow),
      Double.doubleToRawLongBits(account.lambdaHigh),
      Double.doubleToRawLongBits(account.lambda),
      Double.doubleToRawLongBits(account.weightHigh),
      account.outOfReach ? 1 : 0
    };
  }

  private SuretyState state(int models, Random any) {
    SuretyState state =
        algorithm.start(new SuretyTerms(0.8, 0.2, 0.2, false, true, true), Precision.COMPACT);
    for (int m = 0; m < models; m++) {
      algorithm.addModel(state, Math.exp(4 * any.nextDouble()), 0, 0);
    }
    for (int b = 0; b < BUCKETS; b++) {
      state.account.arrivals[b] = any.nextInt(4) == 0 ? 0 : any.nextInt(1_000);
    }
    state.account.arrivals[any.nextInt(BUCKETS)] = 1;
    return state;
  }

  /** Rates that are sums of two effects, as those of the fit nearly are, or anything. */
  private static void learn(SuretyState state, Random any) {
    TagCells cells = state.learner.cells;
    double[] level = any.doubles(cells.models(), 0.3, 0.9).toArray();
    double noise = any.nextInt(3) == 0 ? 0.2 : any.nextInt(2) * 1e-3;
    for (int b = 0; b < BUCKETS; b++) {
      double effect = 0.1 * any.nextGaussian();
      cells.costRatio[b] = (float) (any.nextBoolean() ? 1 : 0.5 + any.nextDouble());
      for (int m = 0; m < cells.models(); m++) {
        double rate = level[m] + effect + noise * any.nextGaussian();
        cells.planned[b * cells.models() + m] = SatisfactionRates.clip((float) rate, 0.01, 0.99);
      }
    }
  }

  /** Section 3.4, word by word. */
  private static void bisect(SuretyState state, SuretyAccount out, double target) {
    double logLow = CONSTANTS.logLambdaMin();
    double logHigh =
        CONSTANTS.logLambdaMax() + StrictMath.log(2) * state.learner.models.dearestExponent;
    out.lambdaLow = StrictMath.exp(logLow);
    out.lambdaHigh = StrictMath.exp(logHigh);
    double below = mean(state, out.lambdaLow);
    double above = mean(state, out.lambdaHigh);
    out.weightHigh = 1;
    if (below >= target) {
      out.lambdaHigh = out.lambdaLow;
    } else if (above < target) {
      out.lambdaLow = out.lambdaHigh;
      out.outOfReach = true;
    } else {
      for (int i = 0; i < 20; i++) {
        double logMiddle = 0.5 * (logLow + logHigh);
        double lambda = StrictMath.exp(logMiddle);
        double mean = mean(state, lambda);
        if (mean >= target) {
          logHigh = logMiddle;
          out.lambdaHigh = lambda;
          above = mean;
        } else {
          logLow = logMiddle;
          out.lambdaLow = lambda;
          below = mean;
        }
      }
      out.weightHigh = (target - below) / (above - below + 1e-12);
    }
    out.lambda = out.lambdaHigh;
  }

  private static double mean(SuretyState state, double lambda) {
    TagCells cells = state.learner.cells;
    double all = 0;
    for (int arrivals : state.account.arrivals) {
      all += arrivals;
    }
    double mean = 0;
    for (int b = 0; b < BUCKETS; b++) {
      double least = Double.POSITIVE_INFINITY;
      double rate = 0;
      for (int m : state.learner.models.byCost) {
        double planned = cells.planned[b * cells.models() + m];
        double score = cells.costRatio[b] * state.learner.models.cost[m] - lambda * planned;
        if (score < least) {
          least = score;
          rate = planned;
        }
      }
      mean += state.account.arrivals[b] / all * rate;
    }
    return mean;
  }
}

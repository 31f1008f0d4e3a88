package dev.surety.policy.surety;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/** One tenant's traffic over a data set, with labels at once and by chance. */
final class RoutingSimulation {
  private final RoutingData data;
  private final double target;
  private final double phi;
  private final boolean tags;
  private final SuretyConstants constants;

  RoutingSimulation(
      RoutingData data, double target, double phi, boolean tags, SuretyConstants constants) {
    this.data = data;
    this.target = target;
    this.phi = phi;
    this.tags = tags;
    this.constants = constants;
  }

  /** Satisfaction, cost per request, alarms and the largest standard error of a run. */
  record Result(double satisfaction, double cost, int alarms, double largestError) {}

  /** Called after every request. */
  interface Watch {
    void after(SuretyState state, RouteProposal proposal, double satisfaction);
  }

  /** Every row once for {@code requests} 0, else draws with replacement. */
  Result run(int requests, long seed, Watch watch) {
    SplittableRandom random = new SplittableRandom(seed * 7919 + 17);
    SuretyAlgorithm algorithm = new SuretyAlgorithm(constants);
    SuretyTerms terms = new SuretyTerms(target, phi, phi, false, false, tags);
    SuretyState state = algorithm.start(terms, Precision.COMPACT);
    for (double cost : data.meanCost()) {
      algorithm.addModel(state, cost, 0, 0);
    }
    int[] once = requests == 0 ? permutation(data.rows(), random) : null;
    int length = requests == 0 ? data.rows() : requests;
    Map<String, Integer> buckets = new HashMap<>();
    RouteProposal proposal = new RouteProposal();
    double satisfied = 0;
    double cost = 0;
    double largestError = 0;
    for (int t = 0; t < length; t++) {
      int row = once == null ? random.nextInt(data.rows()) : once[t];
      int bucket = tags ? bucket(buckets, data.domain()[row]) : 0;
      algorithm.route(state, bucket, null, proposal);
      int m = proposal.draw(random.nextDouble());
      algorithm.serve(state, m);
      double quality = data.quality()[row][m];
      satisfied += quality;
      cost += data.cost()[row][m];
      largestError = Math.max(largestError, proposal.standardError());
      algorithm.paid(state, m, bucket, data.cost()[row][m]);
      if (random.nextDouble() < phi) {
        algorithm.learn(state, m, bucket, Outcome.label(quality), false);
      }
      watch.after(state, proposal, quality);
    }
    int alarms = 0;
    for (int m = 0; m < data.models(); m++) {
      alarms += state.learner().resets(m);
    }
    return new Result(satisfied / length, cost / length, alarms, largestError);
  }

  /** First come: the first tags have their own bucket, the others share the last. */
  private int bucket(Map<String, Integer> buckets, String tag) {
    int last = constants.buckets() - 1;
    return buckets.computeIfAbsent(tag, t -> Math.min(buckets.size(), last));
  }

  private static int[] permutation(int size, SplittableRandom random) {
    int[] order = new int[size];
    for (int i = 0; i < size; i++) {
      int j = random.nextInt(i + 1);
      order[i] = order[j];
      order[j] = i;
    }
    return order;
  }
}

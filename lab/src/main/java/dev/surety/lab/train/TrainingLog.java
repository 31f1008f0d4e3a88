package dev.surety.lab.train;

import java.util.ArrayList;
import java.util.List;

/** What a training went through, for its report; told every step. */
final class TrainingLog {

  /** Loss of the performance head. */
  record HeadPoint(int step, double training, double validation) {}

  /** Means over the steps since the last point. */
  record PolicyPoint(int step, double reward, double dual, double miss) {}

  private static final int POINT_EVERY = 100;

  final List<HeadPoint> headPoints = new ArrayList<>();
  final List<PolicyPoint> policyPoints = new ArrayList<>();
  private final Runnable progress;
  private double reward;
  private double miss;

  /**
   * @param progress is run at every step
   */
  TrainingLog(Runnable progress) {
    this.progress = progress;
  }

  void step() {
    progress.run();
  }

  void head(int step, double training, double validation) {
    headPoints.add(new HeadPoint(step, training, validation));
  }

  void policy(int step, double batchReward, double dual, double batchMiss) {
    reward += batchReward / POINT_EVERY;
    miss += batchMiss / POINT_EVERY;
    if (step % POINT_EVERY == 0) {
      policyPoints.add(new PolicyPoint(step, reward, dual, miss));
      reward = 0;
      miss = 0;
    }
  }
}

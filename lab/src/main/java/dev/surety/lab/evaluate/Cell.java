package dev.surety.lab.evaluate;

/**
 * One run of a policy: what it promises, who speaks, and which world it meets.
 *
 * @param path what is promised over the run
 */
record Cell(PolicyChoice policy, TargetPath path, FeedbackSetting feedback, long seed) {

  /** Promised satisfaction, 0..1; the mean of a path that changes. */
  double target() {
    return path.mean();
  }

  /** What distinguishes it from the others that promise the same. */
  FleetRun.Key key() {
    return new FleetRun.Key(policy, feedback, seed);
  }
}

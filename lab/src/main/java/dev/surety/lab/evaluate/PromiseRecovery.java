package dev.surety.lab.evaluate;

/**
 * How long a promise stays broken after the world has changed: requests from a change of domain
 * until the mean satisfaction of the last {@value #TRAIL} requests, all of them after the change,
 * is back at the target less {@value #ALLOWANCE}. A change that never brings it below counts 0.
 * While all requests so far still satisfy the target nothing is broken: then it is surplus that is
 * spent.
 */
final class PromiseRecovery {

  static final int TRAIL = 1000;
  static final double ALLOWANCE = 0.01;

  private final double target;
  private final double[] last = new double[TRAIL];
  private long requests;
  private double sum;
  private double satisfied;
  private long changedAt = -1;
  private boolean fallen;
  private boolean back;
  private long slowest;
  private int changes;
  private int unrecovered;

  PromiseRecovery(double target) {
    this.target = target;
  }

  /** The next request is of another domain than the one before it. */
  void change() {
    close();
    changedAt = requests;
    fallen = false;
    back = false;
    changes++;
  }

  /** What the user of a request got. */
  void observe(double satisfaction) {
    int at = (int) (requests++ % TRAIL);
    sum += satisfaction - last[at];
    last[at] = satisfaction;
    satisfied += satisfaction;
    if (changedAt < 0 || back) {
      return;
    }
    boolean kept =
        sum / Math.min(requests, TRAIL) >= target - ALLOWANCE || satisfied >= target * requests;
    fallen |= !kept;
    if (kept && fallen && requests - changedAt >= TRAIL) {
      back = true;
      slowest = Math.max(slowest, requests - changedAt);
    }
  }

  /** The stream, or the time until the next change, is over. */
  private void close() {
    unrecovered += fallen && !back ? 1 : 0;
  }

  /** Changes of domain so far. */
  int changes() {
    return changes;
  }

  /** The slowest recovery in requests; -1 if there was a change and no recovery from it. */
  long slowest() {
    boolean open = fallen && !back;
    return unrecovered > 0 || open ? -1 : slowest;
  }
}

package dev.surety.policy.surety;

/**
 * Which bucket a tag has: the first tags get their own, later ones share the last, and a bucket
 * that traffic has left is merged into the last one and given to a new tag (section 3.4).
 */
final class TagBuckets {
  /**
   * A bucket below this share of the traffic may be given away, or below a quarter of an even share
   * where there are so many buckets that this is less: else all would be idle.
   */
  private static final double IDLE_SHARE = 1.0 / 64;

  private static final double IDLE_PART = 1.0 / 4;

  private final CellFit fit;

  TagBuckets(CellFit fit) {
    this.fit = fit;
  }

  int bucket(SuretyState state, long tag) {
    TagCells cells = state.learner.cells;
    if (cells == null) {
      return 0;
    }
    int key = key(tag);
    int other = cells.buckets() - 1;
    for (int b = 0; b <= other; b++) {
      if (cells.owner[b] == key) {
        return b;
      }
    }
    return newcomer(state, key);
  }

  /** What stands for a tag, here and in the fleet's prior: its hash, but never 0. */
  static int key(long tag) {
    int hash = Long.hashCode(tag);
    return hash == 0 ? 1 : hash;
  }

  private int newcomer(SuretyState state, int key) {
    TagCells cells = state.learner.cells;
    int other = cells.buckets() - 1;
    int free = -1;
    int idle = -1;
    double all = 0;
    for (int b = 0; b <= other; b++) {
      float traffic = state.account.traffic[b];
      all += traffic;
      if (b < other && cells.owner[b] == 0 && free < 0) {
        free = b;
      } else if (b < other && (idle < 0 || traffic < state.account.traffic[idle])) {
        idle = b;
      }
    }
    if (free >= 0) {
      return give(state, free, key, all);
    }
    if (idle >= 0 && state.account.traffic[idle] < idleShare(cells) * all) {
      cells.merge(idle, other, state.learner.precision);
      state.account.merge(idle, other);
      fit.fit(state.learner, state.account.fitReaching);
      return give(state, idle, key, all);
    }
    return other;
  }

  /** A new owner is credited twice the idle share, so that it cannot lose the bucket at once. */
  private int give(SuretyState state, int bucket, int key, double all) {
    state.learner.cells.owner[bucket] = key;
    if (state.learner.fleet != null) {
      fit.derive(state.learner); // the fleet has rates of its own for this tag
    }
    state.account.traffic[bucket] = (float) (2 * idleShare(state.learner.cells) * all);
    state.learnerChanged();
    return bucket;
  }

  private static double idleShare(TagCells cells) {
    return Math.min(IDLE_SHARE, IDLE_PART / cells.buckets());
  }
}

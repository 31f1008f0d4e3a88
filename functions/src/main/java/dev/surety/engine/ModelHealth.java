package dev.surety.engine;

import java.util.Arrays;

/**
 * Which models have lately failed a key, by slot: its own evidence, from the errors and the signs
 * of life that feedback reports. {@code wire.HealthCodec} is its layout; keys without errors have
 * nothing in it.
 *
 * <p>A model's level rises by {@value #FAILURE} with a failure ({@value #LIMITED} where it only
 * turned a request away), falls by 1 with an answer, and lies in 0..{@value #WORST}: a model that
 * fails more than a third of its requests rises, one that fails less often falls. From {@value
 * #FAILING} on it is <em>failing</em>; its next answer then counts twice. Gateways that report
 * errors but few answers would make a model fail that is well: decisions on it since its last
 * failure, of which no error came, count as answers when the next failure does; so does a probe of
 * which nothing is heard for two minutes.
 *
 * <p>A failing model is only probed. With r requests of the key, or seconds of its clock, since it
 * last failed or was tried, and n failing candidates, a request is a probe of it with chance {@code
 * r / (W^2 n)}, at most {@value #MOST}: mean distance 1.25 W sqrt(n), and hardly ever over three
 * times that. W doubles with the level, from 8 to 64: a dead model gets about one request in
 * eighty, one that answers again is back after two probes.
 */
public final class ModelHealth {

  static final int FAILURE = 2;
  static final int LIMITED = 1;

  /** Level from which on a model is failing. */
  static final int FAILING = 7;

  /** The highest level, which bounds how long it is remembered. */
  static final int WORST = 10;

  /** Highest chance of a probe: who was away for long must not meet a dead model at once. */
  static final double MOST = 0.5;

  /** Longer than gateways wait for an answer. */
  private static final long SILENCE_MILLIS = 120_000;

  private static final int SHORTEST_WAIT = 8;
  private static final double MILLIS_A_REQUEST = 1000;

  /** How badly a model fails. */
  public byte[] level = {};

  /** Failed attempts so far. */
  public long[] failures = {};

  /** The key's requests and its clock when the model last failed, or was last decided while so. */
  public long[] sinceRequest = {};

  public long[] sinceTime = {};

  /** Decisions on the model of which an error or an answer is known, or taken for known. */
  public long[] accounted = {};

  /** The key's clock at the oldest probe of which nothing is known yet. */
  public long[] probedTime = {};

  /** When the newest request that it failed was made: older answers say nothing any more. */
  public long[] failedAsked = {};

  /** Slots there is room for: those up to the highest that ever failed. */
  public int slots() {
    return level.length;
  }

  /** Makes room for slots {@code 0..slots-1}. */
  public void grow(int slots) {
    if (slots > level.length) {
      int before = level.length;
      level = Arrays.copyOf(level, slots);
      failures = Arrays.copyOf(failures, slots);
      sinceRequest = Arrays.copyOf(sinceRequest, slots);
      sinceTime = Arrays.copyOf(sinceTime, slots);
      accounted = Arrays.copyOf(accounted, slots);
      probedTime = Arrays.copyOf(probedTime, slots);
      failedAsked = Arrays.copyOf(failedAsked, slots);
      Arrays.fill(failedAsked, before, slots, Long.MIN_VALUE);
    }
  }

  /** Whether a model is only to be probed. */
  public boolean isFailing(int slot) {
    return level(slot) >= FAILING;
  }

  /** How many models are. */
  public int failing() {
    int count = 0;
    for (byte each : level) {
      count += each >= FAILING ? 1 : 0;
    }
    return count;
  }

  int level(int slot) {
    return slot >= 0 && slot < level.length ? level[slot] : 0;
  }

  /**
   * An attempt failed.
   *
   * @param by {@link #FAILURE} or {@link #LIMITED}
   * @param asked when the request was made
   * @param decided whether the attempt was a decision's own, not a fallback
   */
  void failed(Account account, int slot, int by, long asked, boolean decided) {
    grow(slot + 1);
    int now = level[slot];
    if (decided) {
      long decisions = slot < account.decisions.length ? account.decisions[slot] : 0;
      long answers = decisions - accounted[slot] - 1;
      now -= (int) Math.max(0, Math.min(WORST, answers));
      accounted[slot] = decisions;
    }
    level[slot] = (byte) Math.min(WORST, Math.max(0, now) + by);
    failures[slot]++;
    failedAsked[slot] = Math.max(failedAsked[slot], asked);
    touch(account, slot);
  }

  /**
   * An answer came.
   *
   * @param asked as in {@link #failed}, and {@code decided} too
   */
  void answered(Account account, int slot, long asked, boolean decided) {
    boolean failed = slot >= 0 && slot < level.length && failures[slot] > 0;
    if (!failed || asked < failedAsked[slot]) {
      return;
    }
    level[slot] = (byte) Math.max(0, level[slot] - (level[slot] >= FAILING ? 2 : 1));
    if (decided && slot < account.decisions.length) {
      accounted[slot] = Math.min(account.decisions[slot], accounted[slot] + 1);
    }
  }

  /** The same slots, those of failing models behind the others. */
  short[] failingLast(short[] slots) {
    if (failing() == 0) {
      return slots;
    }
    short[] ordered = new short[slots.length];
    int at = 0;
    for (boolean failing : new boolean[] {false, true}) {
      for (short slot : slots) {
        if (isFailing(slot) == failing) {
          ordered[at++] = slot;
        }
      }
    }
    return ordered;
  }

  /**
   * A request goes to the model, and is not counted yet: the next probe is that much further off. A
   * probe of which nothing was heard for so long must have been answered.
   */
  void tried(Account account, int slot) {
    if (!isFailing(slot)) {
      return;
    }
    long decisions = slot < account.decisions.length ? account.decisions[slot] : 0;
    if (decisions == accounted[slot]) {
      probedTime[slot] = account.clock;
    } else if (account.clock - probedTime[slot] >= SILENCE_MILLIS) {
      level[slot] = (byte) (level[slot] - 2);
      accounted[slot]++;
      probedTime[slot] = account.clock;
    }
    touch(account, slot);
  }

  private void touch(Account account, int slot) {
    sinceRequest[slot] = account.requests;
    sinceTime[slot] = account.clock;
  }

  /**
   * Chance that a request is a probe of a failing model.
   *
   * @param failing how many of the request's candidates are
   */
  double probeChance(Account account, int slot, int failing) {
    double requests = account.requests - sinceRequest[slot];
    double seconds = Math.max(0, account.clock - sinceTime[slot]) / MILLIS_A_REQUEST;
    double wait = SHORTEST_WAIT << level[slot] - FAILING;
    return Math.min(MOST, (requests + seconds) / (wait * wait * failing));
  }
}

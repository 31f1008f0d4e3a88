package dev.surety.lab.evaluate;

import dev.surety.domain.CachedPrefix;
import dev.surety.domain.RoutingRequest;

/**
 * Requests as turns of conversations: {@value #TURNS} of each, {@value #AT_ONCE} conversations at
 * once. From the second turn on the model that answered last has the beginning of the prompt in its
 * cache, so much of it that over all turns a given share of the prompts' tokens is.
 */
final class CachedConversations {

  static final int TURNS = 10;
  static final int AT_ONCE = 20;

  /** The share that can be reached: all but the first turns. */
  static final double MOST = (double) (TURNS - 1) / TURNS;

  /** Who makes what of the cache. */
  enum Way {
    /** Requests say who holds it. */
    IN_SIGHT("in sight"),
    /** Nobody knows of it. */
    NEVER_STAY("never stay"),
    /** The model of the first turn answers all. */
    ALWAYS_STAY("always stay");

    private final String words;

    Way(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  private final Way way;
  private final double kept;
  private final ReplayPool pool;
  private final int[] last = new int[AT_ONCE];

  /**
   * @param share of the prompts' tokens that is cached where a conversation stays, 0 to {@link
   *     #MOST}
   */
  CachedConversations(Way way, double share, ReplayPool pool) {
    this.way = way;
    this.kept = share / MOST;
    this.pool = pool;
  }

  private static boolean isFirst(int t) {
    return t / AT_ONCE % TURNS == 0;
  }

  private int kept(int inputTokens) {
    return (int) (kept * inputTokens);
  }

  /** Request {@code t} with what it says of its conversation. */
  RoutingRequest turn(int t, RoutingRequest request) {
    if (isFirst(t) || way == Way.NEVER_STAY) {
      return request;
    }
    String before = pool.name(last[t % AT_ONCE]);
    return way == Way.ALWAYS_STAY
        ? request.toBuilder().pinnedModel(before).build()
        : request.toBuilder().cached(new CachedPrefix(before, kept(request.inputTokens()))).build();
  }

  /** A model has answered; returns how many tokens of the prompt it had in its cache. */
  int answered(int t, int model, int inputTokens) {
    boolean stayed = !isFirst(t) && last[t % AT_ONCE] == model;
    last[t % AT_ONCE] = model;
    return stayed ? kept(inputTokens) : 0;
  }
}

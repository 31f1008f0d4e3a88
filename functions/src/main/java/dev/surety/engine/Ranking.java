package dev.surety.engine;

import dev.surety.policy.Choice;

/** The candidates in the order in which the estimates prefer them: what to fall back on. */
final class Ranking {

  /** How many models a decision names besides its own; {@link Decisions} names two. */
  static final int FALLBACKS = 2;

  private final int[] order = new int[1 + FALLBACKS];
  private int size;

  /** Keeps the first few in order while all candidates pass; the others' order nobody asks for. */
  void rank(Candidates candidates, Choice choice) {
    size = 0;
    double[] score = choice.score;
    double worst = Double.POSITIVE_INFINITY;
    for (int candidate = 0; candidate < candidates.size(); candidate++) {
      if (score[candidate] > worst && candidate != choice.greedy) {
        continue;
      }
      int at = size;
      while (at > 0 && before(candidate, order[at - 1], candidates, choice)) {
        at--;
      }
      if (at < order.length) {
        size = Math.min(size + 1, order.length);
        for (int i = size - 1; i > at; i--) {
          order[i] = order[i - 1];
        }
        order[at] = candidate;
        worst = size == order.length ? score[order[size - 1]] : worst;
      }
    }
  }

  private static boolean before(int a, int b, Candidates candidates, Choice choice) {
    if (a == choice.greedy || b == choice.greedy) {
      return a == choice.greedy;
    }
    double ahead = choice.score[b] - choice.score[a];
    if (ahead > 0 || ahead < 0) {
      return ahead > 0;
    }
    int byScore = Double.compare(choice.score[a], choice.score[b]);
    int byCost =
        byScore != 0 ? byScore : Double.compare(candidates.costUsd[a], candidates.costUsd[b]);
    return byCost != 0 ? byCost < 0 : a < b;
  }

  /**
   * Slots of the first candidates: the one to use now and its fallbacks; in {@code room} if fit.
   */
  short[] slots(Candidates candidates, short[] room) {
    short[] slots = room.length == size ? room : new short[size];
    for (int i = 0; i < slots.length; i++) {
      slots[i] = (short) candidates.slots[order[i]];
    }
    return slots;
  }

  /**
   * How many models there are to try when the chosen one fails. Those that fail many tenants stand
   * behind all others in the order, and are none while there is another.
   */
  int fallbacks(Candidates candidates, int chosen) {
    int others = candidates.size() - 1;
    int closed = candidates.closed();
    if (closed > 0 && closed < candidates.size()) {
      others = candidates.isClosed(chosen) ? closed - 1 : closed;
    }
    return Math.min(others, FALLBACKS);
  }

  /** Position of the {@code n}-th of them, from 0. */
  int fallback(int n, int chosen) {
    for (int i = 0; i <= n; i++) {
      if (order[i] == chosen) {
        return order[n + 1];
      }
    }
    return order[n];
  }
}

package dev.surety.engine;

import dev.surety.policy.Choice;

/** The candidates in the order in which the estimates prefer them: what to fall back on. */
final class Ranking {

  /** How many models a decision names besides its own. */
  static final int FALLBACKS = 2;

  private final int[] order = new int[1 + FALLBACKS];
  private int size;

  /** Keeps the first few in order while all candidates pass; the others' order nobody asks for. */
  void rank(Candidates candidates, Choice choice) {
    size = 0;
    for (int candidate = 0; candidate < candidates.size(); candidate++) {
      int at = size;
      while (at > 0 && before(candidate, order[at - 1], candidates, choice)) {
        at--;
      }
      if (at < order.length) {
        size = Math.min(size + 1, order.length);
        System.arraycopy(order, at, order, at + 1, size - 1 - at);
        order[at] = candidate;
      }
    }
  }

  private static boolean before(int a, int b, Candidates candidates, Choice choice) {
    if ((a == choice.greedy) != (b == choice.greedy)) {
      return a == choice.greedy;
    }
    int byScore = Double.compare(choice.score[a], choice.score[b]);
    int byCost =
        byScore != 0 ? byScore : Double.compare(candidates.costUsd[a], candidates.costUsd[b]);
    return byCost != 0 ? byCost < 0 : a < b;
  }

  /** Slots of the first candidates: the one to use now and its fallbacks. */
  short[] slots(Candidates candidates) {
    short[] slots = new short[size];
    for (int i = 0; i < slots.length; i++) {
      slots[i] = (short) candidates.slots[order[i]];
    }
    return slots;
  }

  /** Slots of what to try when {@code chosen} fails. */
  short[] fallbacks(Candidates candidates, int chosen) {
    short[] slots = new short[Math.min(candidates.size() - 1, FALLBACKS)];
    for (int i = 0, n = 0; n < slots.length; i++) {
      if (order[i] != chosen) {
        slots[n++] = (short) candidates.slots[order[i]];
      }
    }
    return slots;
  }
}

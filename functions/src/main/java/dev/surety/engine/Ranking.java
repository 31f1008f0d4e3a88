package dev.surety.engine;

import dev.surety.policy.Choice;
import java.util.Arrays;

/** The candidates in the order in which the estimates prefer them: what to fall back on. */
final class Ranking {

  /** How many models a decision names besides its own. */
  static final int FALLBACKS = 2;

  private int[] order = new int[0];

  /** Insertion sort: pools are small and scores mostly in order from one request to the next. */
  void rank(Candidates candidates, Choice choice) {
    int n = candidates.size();
    if (order.length != n) {
      order = new int[n];
      Arrays.setAll(order, i -> i);
    }
    for (int i = 1; i < n; i++) {
      int candidate = order[i];
      int at = i;
      while (at > 0 && before(candidate, order[at - 1], candidates, choice)) {
        order[at] = order[at - 1];
        at--;
      }
      order[at] = candidate;
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
    short[] slots = new short[Math.min(order.length, 1 + FALLBACKS)];
    for (int i = 0; i < slots.length; i++) {
      slots[i] = (short) candidates.slots[order[i]];
    }
    return slots;
  }

  /** Slots of what to try when {@code chosen} fails. */
  short[] fallbacks(Candidates candidates, int chosen) {
    short[] slots = new short[Math.min(order.length - 1, FALLBACKS)];
    for (int i = 0, n = 0; n < slots.length; i++) {
      if (order[i] != chosen) {
        slots[n++] = (short) candidates.slots[order[i]];
      }
    }
    return slots;
  }
}

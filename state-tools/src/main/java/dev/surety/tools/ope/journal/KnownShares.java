package dev.surety.tools.ope.journal;

import java.io.Serializable;

/**
 * How many answers of a key are judged, by who was asked. Where a judge was asked nearly all are,
 * elsewhere one in a hundred: judged answers are no fair sample of all, and each stands for as many
 * of its kind as its kind has to a judgement (Horvitz and Thompson 1952). The chance that the
 * journal has on record (1 where somebody was asked) decides the kind; what really came decides the
 * weight, so that users who speak seldomer than promises state, or a judge who does not always
 * answer, shift nothing as long as it is chance who does.
 */
final class KnownShares implements Serializable {

  private static final long serialVersionUID = 1;
  private static final int KINDS = Asked.values().length;

  private final long[] decisions = new long[KINDS];
  private final long[] known = new long[KINDS];

  void add(Answered answered) {
    int kind = answered.asked().ordinal();
    boolean isKnown = !Double.isNaN(answered.label) || !Double.isNaN(answered.word);
    decisions[kind]++;
    known[kind] += isKnown ? 1 : 0;
  }

  void merge(KnownShares other) {
    for (int kind = 0; kind < KINDS; kind++) {
      decisions[kind] += other.decisions[kind];
      known[kind] += other.known[kind];
    }
  }

  /**
   * Whether a judge's words can be weighed against users': some are there, and of the answers that
   * he was not asked about some are judged, too, or there are none.
   */
  boolean areWeighed() {
    return known[Asked.JUDGE.ordinal()] > 0
        && (known[Asked.NOBODY.ordinal()] > 0 || decisions[Asked.NOBODY.ordinal()] == 0);
  }

  /** How many answers a judged one stands for, where one of which nobody was asked stands for 1. */
  double weight(Asked asked) {
    int all = Asked.NOBODY.ordinal();
    double usual = decisions[all] == 0 ? 1 : (double) decisions[all] / known[all];
    return (double) decisions[asked.ordinal()] / known[asked.ordinal()] / usual;
  }
}

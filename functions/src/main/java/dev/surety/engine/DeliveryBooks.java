package dev.surety.engine;

import dev.surety.domain.Decision;
import dev.surety.domain.FeedbackTerms;
import dev.surety.domain.SlaPolicy;
import dev.surety.estimator.Sample;

/**
 * Keeps a key's {@link Delivery}: every answer that its tenant was promised, by what its user said
 * of it. Unlike the virtual queue it knows no policy.
 */
final class DeliveryBooks {

  private DeliveryBooks() {}

  /**
   * A request was decided; the decision is in the present map. To be told before the account counts
   * it.
   */
  static void decided(Account account, SlaPolicy sla, OpenDecision open, Decision decision) {
    if (decision.apply() && decision.replaces() == null) {
      long next = account.requests == 0 ? open.time : account.clock + 1;
      account.certificate.decided(sla, open.solicit, open.time, next);
    }
    if (Delivery.countsWhenClosed(sla.feedback(), decision)) {
      Delivery.silent(account.pending[account.presentMap], sla.feedback(), sla.target());
    }
  }

  /**
   * A judgement of what the user saw came for the first time.
   *
   * @param map that holds the decision
   * @return the target that the answer was owed; {@link Double#NaN} if it is none of the promise
   */
  static double judged(
      Account account, SlaPolicy sla, int map, OpenDecision open, double satisfaction) {
    if (open.isObserved()) {
      return Double.NaN;
    }
    double target = Double.isNaN(open.target) ? sla.target() : open.target;
    Sample window = open.isUnrouted() ? null : account.pending[map];
    if (window != null && window.labels >= window.count) {
      window = null; // it is none of the answers that count there
    }
    if (!open.isUnrouted()) {
      account.certificate.judged(open.solicit, open.time, satisfaction);
    }
    account.delivery.judge(sla.feedback(), open.solicit, window, satisfaction, target);
    return target;
  }

  /** The same judgement was replaced by another. */
  static double revised(
      Account account, SlaPolicy sla, int map, OpenDecision open, double was, double is) {
    if (open.isObserved()) {
      return Double.NaN;
    }
    FeedbackTerms terms = sla.feedback();
    Sample window = open.isUnrouted() ? null : account.pending[map];
    if (!open.isUnrouted()) {
      account.certificate.revised(open.solicit, open.time, was, is);
    }
    account.delivery.revise(terms, open.solicit, window, was, is);
    return Double.isNaN(open.target) ? sla.target() : open.target;
  }

  /** The generation in this map closes: what nobody spoke of by now is silence. */
  static void close(Account account, int map) {
    account.delivery.closed.addAll(account.pending[map]);
    account.pending[map].clear();
  }
}

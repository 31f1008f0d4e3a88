package dev.surety.engine;

import dev.surety.domain.FeedbackTerms;
import dev.surety.engine.OpenDecision.Booking;
import dev.surety.policy.QueueIncrement;
import dev.surety.policy.RoutingPolicy;
import dev.surety.policy.SilenceSurrogate;

/**
 * How answers enter the books before anybody has judged them: at once as predicted, or, where
 * silence counts, with all that became of them when their window closes. A judgement of the latter
 * is not booked when it comes: complaints come early and the silence beside them late, so debt
 * would rise with every window and fall again (routing study 3.3).
 *
 * <p>Where reporting rates are equal nothing of this is kept.
 *
 * <p>A decision that is only observed is booked as predicted: what its user saw is another's work.
 * Its window then holds only what the policy learns of the model that answered.
 */
final class WindowBooks {

  private WindowBooks() {}

  /** How a decision that was just made, or an answer without one, will be booked. */
  static Booking booking(TenantConfig config, OpenDecision open) {
    RoutingPolicy policy = config.policy();
    if (!open.solicit && config.sla().feedback().silenceCounts() && policy.countsSilence()) {
      return Booking.WINDOW;
    }
    boolean byPrediction =
        open.isObserved() || policy.queueIncrement() == QueueIncrement.DOUBLY_ROBUST;
    return byPrediction && isPredicted(open) ? Booking.PREDICTION : Booking.JUDGEMENT;
  }

  private static boolean isPredicted(OpenDecision open) {
    return !open.isUnrouted() && !Double.isNaN(open.expectedSatisfaction);
  }

  /** Books what is booked without a judgement. The decision is in the present map. */
  static void decided(Account account, TenantConfig config, OpenDecision open) {
    double target = config.sla().target();
    if (open.booking == Booking.PREDICTION) {
      account.expect(target, open.expectedSatisfaction);
    } else if (open.booking == Booking.WINDOW) {
      int map = account.presentMap;
      if (account.windows[map] == null) {
        account.windows[map] = new OpenWindow();
      }
      OpenWindow window = account.windows[map];
      if (!open.isObserved()) {
        window.answer(target, SilenceSurrogate.of(config.sla().feedback()).silent());
      } else if (isPredicted(open)) {
        account.expect(target, open.expectedSatisfaction);
      }
      if (counted(open)) {
        window.cells.answer(open.answeredBy, open.bucket, 1);
      }
    }
  }

  /**
   * Takes back what {@link #decided} booked, of a decision that was not judged and that another
   * takes the place of.
   *
   * @param map that holds it
   */
  static void withdraw(Account account, TenantConfig config, int map, OpenDecision open) {
    double target = config.sla().target();
    OpenWindow window = account.windows[map];
    if (open.booking == Booking.PREDICTION) {
      account.unexpect(target, open.expectedSatisfaction);
    } else if (open.booking == Booking.WINDOW && window != null) {
      if (!open.isObserved()) {
        window.withdraw(target, SilenceSurrogate.of(config.sla().feedback()).silent());
      } else if (isPredicted(open)) {
        account.unexpect(target, open.expectedSatisfaction);
      }
      if (counted(open) && !open.isSettled(open.answeredBy)) {
        window.cells.answer(open.answeredBy, open.bucket, -1);
      }
    }
  }

  /**
   * The judge has settled what a silent answer was worth ({@code -1}), or a user has spoken of it
   * after him: its silence, or what was said, is learned with its window or not.
   */
  static void settle(Account account, int map, OpenDecision open, int count) {
    if (counted(open) && account.windows[map] != null) {
      account.windows[map].cells.answer(open.answeredBy, open.bucket, count);
    }
  }

  /** Whose answer the user saw becomes known: {@code slot} instead of {@code answeredBy}. */
  static void answeredBy(Account account, int map, OpenDecision open, int slot) {
    if (open.booking != Booking.WINDOW) {
      return;
    }
    WindowCells cells = account.windows[map].cells;
    if (open.answeredBy >= 0 && !open.isSettled(open.answeredBy)) {
      cells.answer(open.answeredBy, open.bucket, -1);
    }
    if (slot >= 0) {
      cells.answer(slot, open.bucket, 1);
    }
  }

  /**
   * An answer that stood as silent was judged.
   *
   * @return the number that stands for its satisfaction
   */
  static double judged(
      Account account, int map, OpenDecision open, FeedbackTerms terms, double satisfaction) {
    SilenceSurrogate surrogate = SilenceSurrogate.of(terms);
    OpenWindow window = account.windows[map];
    double judged = surrogate.judged(satisfaction);
    if (!open.isObserved()) {
      account.labels++;
      window.judge(surrogate.silent(), judged);
    }
    if (counted(open)) {
      window.cells.judge(open.answeredBy, open.bucket, satisfaction);
    }
    return judged;
  }

  /**
   * An answer that was judged is judged anew.
   *
   * @param word what counts now; its weight is still the number that stood for {@code was}
   * @return the number that stands for its satisfaction
   */
  static double revised(
      Account account, int map, OpenDecision open, FeedbackTerms terms, Word word, double was) {
    OpenWindow window = account.windows[map];
    double judged = SilenceSurrogate.of(terms).judged(word.satisfaction);
    if (!open.isObserved()) {
      window.judge(word.weight, judged);
    }
    if (counted(open)) {
      window.cells.revise(open.answeredBy, open.bucket, was, word.satisfaction);
    }
    return judged;
  }

  /** The generation in this map closes. */
  static void close(Account account, int map) {
    if (account.windows[map] != null) {
      account.close(account.windows[map]);
      account.windows[map] = null;
    }
  }

  /** Gives the policy what closed since it was last asked or taught. */
  static void deliver(RouterState state, TenantConfig config) {
    WindowCells closed = state.account().closed;
    if (closed != null) {
      state.account().closed = null;
      state.markLearnerChanged();
      config.policy().windowClosed(state.memory(), closed.outcomes());
    }
  }

  /**
   * Answers without a decision, and those of models the key never met, teach the policy nothing.
   */
  private static boolean counted(OpenDecision open) {
    return !open.isUnrouted() && open.answeredBy >= 0;
  }
}

package dev.surety.engine;

import dev.surety.domain.Decision;
import dev.surety.domain.FeedbackTerms;
import dev.surety.estimator.Interval;
import dev.surety.estimator.Sample;
import dev.surety.policy.SilenceSurrogate;

/**
 * What a promise has delivered, as far as users said: the one account from which standings,
 * metrics, status and report say whether it was kept. It rests on what was said alone, not on what
 * any policy makes of it, and each answer is owed the target that was in force when it was decided.
 *
 * <p>What users volunteer is a fair sample of all answers only where satisfied and dissatisfied
 * ones speak equally often. Judgements that were asked for by a logged coin always are one. Where
 * neither holds, each answer counts by its {@link SilenceSurrogate} once its window has closed, and
 * not before: until then it is not judged yet.
 *
 * <p>Answers of an incumbent, while the router only watches, are none that it delivers.
 */
public final class Delivery {

  /** Judgements that were asked for are preferred to surrogates from this many on. */
  public static final int ASKED_ENOUGH = 30;

  /** Judged answers, where silence says nothing. */
  public final Sample judged = new Sample();

  /** Where it does: those whose judgement was asked for. */
  public final Sample asked = new Sample();

  /** The others, judged or not, whose window has closed. */
  public final Sample closed = new Sample();

  /** How satisfaction is estimated. */
  public enum Basis {
    JUDGED("judged answers"),
    ASKED("answers whose judgement was asked for"),
    SURROGATE("answers whose window has closed, at the stated reporting rates");

    private final String words;

    Basis(String words) {
      this.words = words;
    }

    /** As people read it, behind a number. */
    public String words() {
      return words;
    }
  }

  /** Whether a decision's answer counts when its window closes, whatever becomes of it. */
  public static boolean countsWhenClosed(FeedbackTerms terms, Decision decision) {
    return terms.silenceCounts()
        && decision.apply()
        && !decision.isSurvey()
        && decision.replaces() == null; // the answer that it replaces counts
  }

  /** Adds such an answer, of which nobody has spoken, to those of its window. */
  public static void silent(Sample window, FeedbackTerms terms, double target) {
    SilenceSurrogate surrogate = SilenceSurrogate.of(terms);
    window.answer(surrogate.silent(), surrogate.base(terms), surrogate.slope(terms), target);
  }

  /**
   * An answer was judged for the first time.
   *
   * @param solicited whether its judgement was asked for
   * @param window that its decision is in, or {@code null} if it is in none
   * @param target that it was owed
   */
  public void judge(
      FeedbackTerms terms, boolean solicited, Sample window, double satisfaction, double target) {
    if (!terms.silenceCounts()) {
      judged.judge(satisfaction, target);
    } else if (solicited) {
      asked.judge(satisfaction, target);
    } else if (window != null) {
      SilenceSurrogate surrogate = SilenceSurrogate.of(terms);
      window.speak(surrogate.judged(satisfaction) - surrogate.silent());
    }
  }

  /** An answer that was judged as {@code was} is judged anew. */
  public void revise(FeedbackTerms terms, boolean solicited, Sample window, double was, double is) {
    if (!terms.silenceCounts()) {
      judged.correct(was, is);
    } else if (solicited) {
      asked.correct(was, is);
    } else if (window != null) {
      SilenceSurrogate surrogate = SilenceSurrogate.of(terms);
      window.correct(surrogate.judged(was), surrogate.judged(is));
    }
  }

  /** Adds what another one counts. */
  public void addAll(Delivery other) {
    judged.addAll(other.judged);
    asked.addAll(other.asked);
    closed.addAll(other.closed);
  }

  /** What most of the estimate rests on. */
  public Basis basis() {
    Sample silence = silence();
    if (silence.count <= judged.count) {
      return judged.count == 0 && silence == asked ? Basis.ASKED : Basis.JUDGED;
    }
    return silence == asked ? Basis.ASKED : Basis.SURROGATE;
  }

  /** Which of the two counts where silence does. */
  private Sample silence() {
    return asked.count >= ASKED_ENOUGH || closed.labels == 0 ? asked : closed;
  }

  /** Answers that the estimate rests on. */
  public long answers() {
    return judged.count + silence().count;
  }

  /** Those of them of which somebody spoke. */
  public long labels() {
    return judged.labels + silence().labels;
  }

  /** Sum of the values of {@link #answers}. */
  public double sum() {
    return judged.sum + silence().sum;
  }

  /** All that the estimate rests on. */
  public Sample counted() {
    Sample counted = new Sample();
    counted.addAll(judged);
    counted.addAll(silence());
    return counted;
  }

  /** What was delivered, with its 95 % interval; {@link Interval#NONE} while nobody has spoken. */
  public Interval interval() {
    return counted().interval();
  }

  /**
   * What must be delivered for the promise to be kept: the mean of the targets that the answers
   * were owed, less the tolerance. {@link Double#NaN} while nobody has spoken.
   */
  public double floor(double tolerance) {
    return labels() == 0
        ? Double.NaN
        : (judged.promised + silence().promised) / answers() - tolerance;
  }
}

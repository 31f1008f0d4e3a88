package dev.surety.engine;

import dev.surety.domain.CertificateTerms;
import dev.surety.domain.CertificateTerms.Unanswered;
import dev.surety.domain.Certified;
import dev.surety.domain.Certified.Missing;
import dev.surety.domain.FeedbackTerms;
import dev.surety.domain.SlaPolicy;
import dev.surety.estimator.AnytimeBound;

/**
 * What a lower bound on delivered satisfaction rests on: five sums over the answers since it was
 * begun.
 *
 * <p>A judgement proves a rate only if it is known with which chance it was to come. It is where a
 * logged coin asks for it ({@code solicit_rate}), and where every answer is judged. What users
 * volunteer proves nothing, and what a judge says proves what satisfies the judge. An answer then
 * counts as {@code 1 - d / p} if it was asked about, with {@code d} its dissatisfaction and {@code
 * p} the chance, and as 1 otherwise: on average that is its satisfaction. {@link AnytimeBound} does
 * the rest.
 *
 * <p>Where an answer is asked about, whoever judges it, the judgement that counts is the one that
 * counts everywhere. It begins anew when what it certifies changes: the target, the chance, what
 * silence stands for.
 */
public final class Certificate {

  /** What it is written of: decisions from this time on, epoch milliseconds. */
  public long since;

  /** The target, and whether unanswered questions are left out. */
  public double target;

  public boolean ignored;

  /** Chance to be asked; 0 while nothing is certified. */
  public double chance;

  /** Answers decided, and those of them that were asked about. */
  public long answers;

  public long asked;

  /** Those of the asked that were judged, with sum and sum of squares of their dissatisfaction. */
  public long judged;

  public double dissatisfied;
  public double squares;

  /** Whether anything is certified. */
  public boolean isBegun() {
    return chance > 0;
  }

  /** The chance with which an answer's judgement is known to come; 0 where it isn't known. */
  public static double chance(FeedbackTerms terms) {
    if (terms.satisfiedRate() == 1 && terms.dissatisfiedRate() == 1) {
      return 1;
    }
    return terms.solicitRate();
  }

  /** Whether unanswered questions are left out; where all answers are judged none is a question. */
  private static boolean ignores(SlaPolicy sla, double chance) {
    return sla.certificate().unanswered() == Unanswered.IGNORED && chance < 1;
  }

  /**
   * An answer was decided on that the tenant was promised.
   *
   * @param time of the request
   * @param next a time that no earlier decision of the key has reached, for those that begin here
   */
  public void decided(SlaPolicy sla, boolean solicit, long time, long next) {
    double now = sla.certificate() == null ? 0 : chance(sla.feedback());
    if (now == 0) {
      if (isBegun()) {
        end();
      }
      return;
    }
    if (now != chance || sla.target() != target || ignores(sla, now) != ignored) {
      end();
      chance = now;
      target = sla.target();
      ignored = ignores(sla, now);
      since = next;
    }
    if (time >= since) {
      answers++;
      asked += isAsked(solicit) ? 1 : 0;
    }
  }

  private void end() {
    since = 0;
    target = 0;
    chance = 0;
    ignored = false;
    answers = 0;
    asked = 0;
    judged = 0;
    dissatisfied = 0;
    squares = 0;
  }

  private boolean isAsked(boolean solicit) {
    return chance == 1 || solicit;
  }

  /**
   * An answer of the promise was judged for the first time.
   *
   * @param time of its request
   */
  public void judged(boolean solicit, long time, double satisfaction) {
    if (counts(solicit, time) && judged < asked) {
      judged++;
      add(1 - satisfaction, 1);
    }
  }

  /** The same judgement was replaced by another. */
  public void revised(boolean solicit, long time, double was, double is) {
    if (counts(solicit, time)) {
      add(1 - was, -1);
      add(1 - is, 1);
    }
  }

  private boolean counts(boolean solicit, long time) {
    return isBegun() && time >= since && isAsked(solicit);
  }

  /** Takes an answer's dissatisfaction in, or back out with {@code times} -1. */
  public void add(double dissatisfaction, int times) {
    dissatisfied = Math.max(0, dissatisfied + times * dissatisfaction);
    squares = Math.max(0, squares + times * dissatisfaction * dissatisfaction);
  }

  /** What can be certified by these terms. */
  public Certified certified(CertificateTerms terms) {
    Missing missing = missing();
    return new Certified(
        missing == null ? atLeast(terms.confidence()) : Double.NaN,
        terms.confidence(),
        since,
        answers,
        asked,
        judged,
        ignored ? Unanswered.IGNORED : Unanswered.DISSATISFIED,
        missing);
  }

  /**
   * At least so large a share of the answers since {@link #since} satisfies, with this confidence
   * at every moment at once.
   *
   * @return in [0, 1]
   */
  double atLeast(double confidence) {
    Observations seen = observations();
    return Math.max(
        0, AnytimeBound.lower(seen.count, seen.sum, seen.squares, seen.reach, 1 - confidence));
  }

  /** Whether the bound is above this mean. */
  boolean contradicts(double mean, double confidence) {
    Observations seen = observations();
    return AnytimeBound.excludes(
        mean * seen.count, seen.sum, seen.squares, seen.reach, 1 - confidence);
  }

  /** As {@link AnytimeBound} takes them. */
  private record Observations(long count, double sum, double squares, double reach) {}

  private Observations observations() {
    double coin = ignored ? 1 : chance;
    long all = ignored ? judged : answers;
    long questions = ignored ? judged : asked;
    // A centre of a half or more keeps the worst case of what has not come on the safe side.
    double centre = Math.max(0.5, target);
    double owed = dissatisfied + (questions - judged);
    double owedSquares = squares + (questions - judged);
    double above = 1 - centre;
    return new Observations(
        all,
        all - owed / coin,
        all * above * above - 2 * above * owed / coin + owedSquares / (coin * coin),
        centre + 1 / coin - 1);
  }

  private Missing missing() {
    if (!isBegun()) {
      return Missing.NO_UNBIASED_LABELS;
    }
    return judged == 0 ? Missing.NO_LABEL_YET : null;
  }

  /** One that counts on from here by itself. */
  public Certificate copy() {
    Certificate copy = new Certificate();
    copy.target = target;
    copy.chance = chance;
    copy.ignored = ignored;
    copy.addAll(this);
    copy.since = since;
    return copy;
  }

  /** Whether another one goes on in this one. */
  public boolean certifiesLike(Certificate other) {
    return isBegun()
        && chance == other.chance
        && target == other.target
        && ignored == other.ignored;
  }

  /**
   * Adds what another one counts that certifies the same; it is of the earlier of the two times.
   */
  public void addAll(Certificate other) {
    since = Math.min(since, other.since);
    answers += other.answers;
    asked += other.asked;
    judged += other.judged;
    dissatisfied += other.dissatisfied;
    squares += other.squares;
  }
}

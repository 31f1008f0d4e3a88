package dev.surety.tools.report;

import dev.surety.domain.FeedbackTerms;
import dev.surety.domain.SlaPolicy;
import dev.surety.estimator.Interval;
import dev.surety.policy.SilenceSurrogate;

/**
 * One promise of one key, and what was heard about the answers given under it.
 *
 * <p>What users volunteer is a fair sample of all answers only where satisfied and dissatisfied
 * ones speak equally often. Judgements that were asked for by a logged coin always are one. Where
 * neither holds, each answer whose window has closed counts by its {@link SilenceSurrogate}, which
 * rests on the reporting rates that the promise states.
 */
final class PromiseTally {

  /** Judgements that were asked for are preferred to surrogates from this many on. */
  static final int ASKED_ENOUGH = 30;

  final SlaPolicy sla;
  private final Span parts;
  private final SilenceSurrogate surrogate;
  Span span = Span.NONE;
  long decisions;

  // By part of the key's span.
  private final Sample[] asked = Sample.some(Span.PARTS);
  private final Sample[] volunteered = Sample.some(Span.PARTS);

  /** By answer whose window has closed, those whose judgement was asked for left out. */
  private final Sample[] surrogates = Sample.some(Span.PARTS);

  /**
   * @param parts what time is cut into
   */
  PromiseTally(SlaPolicy sla, Span parts) {
    this.sla = sla;
    this.parts = parts;
    surrogate = SilenceSurrogate.of(terms());
  }

  private FeedbackTerms terms() {
    return sla.feedback();
  }

  void decided(long time, boolean solicit, boolean open) {
    span = span.with(time);
    decisions++;
    if (!solicit && !open) {
      surrogates[parts.part(time)].add(surrogate.silent());
    }
  }

  void judged(long time, double label, boolean solicit, boolean open, boolean routed) {
    int part = parts.part(time);
    (solicit ? asked : volunteered)[part].add(label);
    if (!solicit && !open && routed) {
      surrogates[part].correct(surrogate.silent(), surrogate.judged(label));
    }
  }

  /** An answer that was judged as {@code was} is judged anew. */
  void revised(long time, double was, double label, boolean solicit, boolean open, boolean routed) {
    int part = parts.part(time);
    (solicit ? asked : volunteered)[part].correct(was, label);
    if (!solicit && !open && routed) {
      surrogates[part].correct(surrogate.judged(was), surrogate.judged(label));
    }
  }

  /** How satisfaction is estimated. */
  enum Basis {
    JUDGED("judged answers"),
    ASKED("answers whose judgement was asked for"),
    SURROGATE("answers whose window has closed, at the stated reporting rates");

    final String words;

    Basis(String words) {
      this.words = words;
    }
  }

  Basis basis() {
    if (!terms().silenceCounts()) {
      return Basis.JUDGED;
    }
    boolean enough = Sample.sum(asked, Span.PARTS).count >= ASKED_ENOUGH;
    return enough || Sample.sum(surrogates, Span.PARTS).count == 0 ? Basis.ASKED : Basis.SURROGATE;
  }

  /** What the estimate rests on, of the first parts of the span. */
  Sample sample(int to) {
    return switch (basis()) {
      case ASKED -> Sample.sum(asked, to);
      case SURROGATE -> Sample.sum(surrogates, to);
      case JUDGED -> {
        Sample all = Sample.sum(asked, to);
        all.addAll(Sample.sum(volunteered, to));
        yield all;
      }
    };
  }

  Interval delivered() {
    return sample(Span.PARTS).interval();
  }

  /** What must be delivered for the promise to be kept. */
  double floor() {
    return sla.target() - sla.tolerance();
  }
}

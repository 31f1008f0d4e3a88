package dev.surety.tools.report;

import dev.surety.domain.FeedbackTerms;
import dev.surety.domain.JournalRow.Decided;
import dev.surety.domain.JournalRow.Outcome;
import dev.surety.domain.OutcomeClass;
import dev.surety.domain.SlaPolicy;
import dev.surety.engine.Certificate;
import dev.surety.engine.Delivery;
import dev.surety.estimator.Interval;
import dev.surety.estimator.Sample;

/**
 * One promise of one key, and what was heard about the answers given under it: the same account as
 * the job keeps ({@link Delivery}), from its journal, part by part of the key's span.
 */
final class PromiseTally {

  final SlaPolicy sla;
  private final Span parts;
  Span span = Span.NONE;
  long decisions;
  private final Certificate certificate = new Certificate();

  /** {@code null} where no deadline was promised. */
  final AnswerTimeTally times;

  private final Delivery[] delivered = new Delivery[Span.PARTS];

  /**
   * @param parts what time is cut into
   */
  PromiseTally(SlaPolicy sla, Span parts) {
    this.sla = sla;
    this.parts = parts;
    boolean timed = sla.deadline() != null && sla.mode() == SlaPolicy.Mode.APPLY;
    times = timed ? new AnswerTimeTally(sla.deadline()) : null;
  }

  /**
   * @param open whether its window had not closed when the journal ended
   */
  void decided(Decided row, boolean open) {
    long time = row.stamp().time();
    span = span.with(time);
    decisions++;
    if (times != null) {
      times.decided(row);
    }
    if (row.decision().apply() && row.decision().replaces() == null) {
      certificate.decided(sla, row.decision().isSurvey(), 0, 0);
    }
    if (!open && Delivery.countsWhenClosed(sla.feedback(), row.decision())) {
      Delivery.silent(part(time).closed, sla.feedback(), row.target());
    }
  }

  /**
   * An answer that was owed {@code target} was judged, or judged anew.
   *
   * @param terms in force when that came
   * @param asked whether its judgement was asked for
   * @param closed whether its window has closed
   */
  void judged(Outcome row, FeedbackTerms terms, double target, boolean asked, boolean closed) {
    Delivery part = part(row.stamp().time());
    Sample window = closed ? part.closed : null;
    double label = row.feedback().label();
    if (row.decidedId() != null && (asked || Certificate.chance(terms) == 1)) {
      certify(row, label);
    }
    if (row.outcome() == OutcomeClass.REVISED) {
      part.revise(terms, asked, window, row.replaced(), label);
    } else {
      part.judge(terms, asked, window, label, target);
    }
  }

  /** What is known of the answers that were asked about; rows may come in any order. */
  private void certify(Outcome row, double label) {
    if (row.outcome() == OutcomeClass.REVISED) {
      certificate.add(1 - row.replaced(), -1);
    } else {
      certificate.judged++;
    }
    certificate.add(1 - label, 1);
  }

  /** What a certificate of this promise rests on, of the rows that were booked. */
  Certificate certificate() {
    certificate.since = span.first();
    return certificate;
  }

  /** Whether answers are held to the same deadline under both. */
  boolean isTimedLike(PromiseTally other) {
    return times != null && times.isOf(other.sla.deadline());
  }

  private Delivery part(long time) {
    int part = parts.part(time);
    if (delivered[part] == null) {
      delivered[part] = new Delivery();
    }
    return delivered[part];
  }

  /** Takes over what another one of the same key has heard. */
  void hear(PromiseTally other) {
    for (int i = 0; i < delivered.length; i++) {
      if (other.delivered[i] != null) {
        delivered[i] = delivered[i] == null ? new Delivery() : delivered[i];
        delivered[i].addAll(other.delivered[i]);
      }
    }
  }

  /** What was delivered in the first parts of the span. */
  Delivery delivery(int to) {
    Delivery sum = new Delivery();
    for (int i = 0; i < to; i++) {
      if (delivered[i] != null) {
        sum.addAll(delivered[i]);
      }
    }
    return sum;
  }

  Delivery delivery() {
    return delivery(Span.PARTS);
  }

  Interval delivered() {
    return delivery().interval();
  }
}

package dev.surety.output.terminal;

import dev.surety.domain.DeadlineStanding;
import dev.surety.domain.DeadlineTerms;
import dev.surety.domain.DeadlineTerms.Measure;
import dev.surety.domain.DeadlineTerms.Precedence;

/** How a deadline stands, as people read it: the same words on every screen. */
public final class DeadlineWords {

  private DeadlineWords() {}

  /** What is promised, what was kept of it, and what it costs or why it can't be kept. */
  public static String of(DeadlineStanding deadline) {
    return promised(deadline.terms())
        + kept(deadline)
        + (deadline.infeasible() ? infeasible(deadline.terms()) : price(deadline.priceUsd()));
  }

  /** Such as "95.0 % within 2,000 ms". */
  public static String promised(DeadlineTerms terms) {
    return "%s within %s ms%s"
        .formatted(
            Figures.percent(terms.share()),
            Figures.count(terms.millis()),
            terms.measure() == Measure.FIRST_TOKEN ? " to the first word" : "");
  }

  private static String kept(DeadlineStanding deadline) {
    return deadline.answers() == 0
        ? " promised, no time is known yet"
        : " promised, %s of %s answers were since %s, debt %s"
            .formatted(
                Figures.percent(deadline.inTime()),
                Figures.count(deadline.answers()),
                Figures.time(deadline.since()),
                Figures.amount(deadline.debt()));
  }

  private static String price(double usd) {
    return usd > 0 ? "; a late answer less costs " + Figures.usd(usd) + " USD" : "";
  }

  private static String infeasible(DeadlineTerms terms) {
    return "; infeasible: no mixture of models keeps target and deadline both, "
        + (terms.precedence() == Precedence.QUALITY ? "the deadline" : "the target")
        + " gives way";
  }
}

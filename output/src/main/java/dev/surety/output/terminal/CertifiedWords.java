package dev.surety.output.terminal;

import dev.surety.domain.CertificateTerms.Unanswered;
import dev.surety.domain.Certified;

/** What is certified of a promise, as people read it: the same words on every screen. */
public final class CertifiedWords {

  private CertifiedWords() {}

  /** The bound with its confidence and what it rests on, or why there is none. */
  public static String of(Certified certified) {
    if (!certified.isGiven()) {
      return "nothing: " + certified.missing().words();
    }
    return "at %s: at least %s since %s, by %s of %s judgements asked for in %s answers%s"
        .formatted(
            Figures.percent(certified.confidence()),
            Figures.percent(certified.atLeast()),
            Figures.time(certified.since()),
            Figures.count(certified.judged()),
            Figures.count(certified.asked()),
            Figures.count(certified.answers()),
            certified.unanswered() == Unanswered.IGNORED ? "; the unanswered left out" : "");
  }
}

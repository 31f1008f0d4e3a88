package dev.surety.output.page;

import dev.surety.estimator.Interval.Verdict;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Running text: spans one after the other, some of which stand out. Immutable. */
public record Phrase(List<Span> spans) {

  /** Nothing yet. */
  public static final Phrase EMPTY = new Phrase(List.of());

  /** How a span stands out. */
  enum Manner {
    PLAIN,
    STRONG,
    CODE,
    SMALL,
    LINK,
    CHIP
  }

  /**
   * A piece of text.
   *
   * @param detail where a link leads to on this page, the class of a chip; else empty
   */
  record Span(Manner manner, String text, String detail) {}

  /** A phrase of plain text. */
  public static Phrase of(String text) {
    return EMPTY.text(text);
  }

  /** This phrase and more plain text. */
  public Phrase text(String text) {
    return and(Manner.PLAIN, text, "");
  }

  /** This phrase and words that stand out. */
  public Phrase strong(String text) {
    return and(Manner.STRONG, text, "");
  }

  /** This phrase and a name as one types it. */
  public Phrase code(String text) {
    return and(Manner.CODE, text, "");
  }

  /** This phrase and a remark below it. */
  public Phrase small(String text) {
    return and(Manner.SMALL, text, "");
  }

  /** This phrase and a link to a section of the same page. */
  public Phrase link(String anchor, String text) {
    return and(Manner.LINK, text, anchor);
  }

  /** This phrase and a verdict, told by its words and sign, not by colour alone. */
  public Phrase verdict(Verdict verdict) {
    String sign =
        switch (verdict) {
          case KEPT -> "\u2713";
          case MISSED -> "\u2717";
          case LIKELY_KEPT, UNCERTAIN -> "\u2248";
          case UNKNOWN -> "?";
        };
    String style = verdict.name().toLowerCase(Locale.ROOT).replace('_', '-');
    return and(Manner.CHIP, sign + ' ' + verdict.words(), style);
  }

  private Phrase and(Manner manner, String text, String detail) {
    Span span = new Span(manner, text, detail);
    return new Phrase(Stream.concat(spans.stream(), Stream.of(span)).toList());
  }
}

package dev.surety.wire.json;

import com.fasterxml.jackson.core.JsonToken;
import dev.surety.domain.FeedbackTerms;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;

/**
 * The object {@code feedback} of an SLA; what is left out is as in {@link FeedbackTerms#DEFAULT}.
 */
final class FeedbackTermsJson {

  private static final Duration MAX_WINDOW = Duration.ofDays(366);
  private static final int MAX_OPEN = 10_000_000;

  private FeedbackTermsJson() {}

  static FeedbackTerms read(FieldReader in) throws IOException, MalformedRecord {
    FeedbackTerms terms = FeedbackTerms.DEFAULT;
    long windowMillis = terms.windowMillis();
    double satisfiedRate = terms.satisfiedRate();
    double dissatisfiedRate = terms.dissatisfiedRate();
    double solicitRate = terms.solicitRate();
    int maxOpen = terms.maxOpen();
    long moneyWindowMillis = terms.moneyWindowMillis();
    for (String field; (field = in.next()) != null; ) {
      switch (field) {
        case "window" -> windowMillis = window(in);
        case "satisfied_rate" -> satisfiedRate = in.share();
        case "dissatisfied_rate" -> dissatisfiedRate = in.share();
        case "solicit_rate" -> solicitRate = in.share();
        case "money_window" -> moneyWindowMillis = window(in);
        case "max_open" -> maxOpen = (int) in.integer(1, MAX_OPEN);
        default -> in.skip();
      }
    }
    return new FeedbackTerms(
        windowMillis,
        satisfiedRate,
        dissatisfiedRate,
        solicitRate,
        maxOpen,
        Math.max(windowMillis, moneyWindowMillis));
  }

  static void write(FeedbackTerms terms, FieldWriter out) throws IOException {
    out.text("window", Duration.ofMillis(terms.windowMillis()).toString())
        .number("satisfied_rate", terms.satisfiedRate())
        .number("dissatisfied_rate", terms.dissatisfiedRate())
        .number("solicit_rate", terms.solicitRate())
        .integer("max_open", terms.maxOpen())
        .text("money_window", Duration.ofMillis(terms.moneyWindowMillis()).toString());
  }

  /** Seconds as a number, or an ISO-8601 duration of days, hours, minutes and seconds. */
  private static long window(FieldReader in) throws IOException, MalformedRecord {
    if (in.parser().currentToken() != JsonToken.VALUE_STRING) {
      return Math.round(in.number(0.001, MAX_WINDOW.toSeconds()) * 1000);
    }
    String text = in.text(1, FieldReader.MAX_NAME);
    try {
      // Parsing also takes signs and small letters, which ISO-8601 does not.
      Duration window = text.matches("[PTDHMS0-9.]+") ? Duration.parse(text) : Duration.ZERO;
      if (window.toMillis() >= 1 && window.compareTo(MAX_WINDOW) <= 0) {
        return window.toMillis();
      }
    } catch (DateTimeException | ArithmeticException e) {
      // Answered below, as every other text that is no window.
    }
    throw in.malformed(
        "is " + MalformedRecord.quoted(text),
        "write seconds or a duration like PT24H, from 1 ms to 366 days");
  }
}

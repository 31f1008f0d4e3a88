package dev.surety.wire.json;

import com.fasterxml.jackson.core.JsonToken;
import dev.surety.domain.FeedbackTerms;
import dev.surety.wire.json.ControlFields.Given;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Duration;

/**
 * The object {@code feedback} of an SLA; what is left out is as in {@link FeedbackTerms#DEFAULT}.
 */
final class FeedbackTermsJson {

  private static final Duration MAX_WINDOW = Duration.ofDays(366);
  private static final int MOST_OPEN = 10_000_000;

  private static final String WINDOWS =
      "^P(?=T?[0-9])([0-9]+D)?(T(?=[0-9])([0-9]+H)?([0-9]+M)?([0-9]+(\\.[0-9]{0,9})?S)?)?$";

  private static final ControlRule<Long> TIME_SPAN =
      new ControlRule<>(
          FeedbackTermsJson::window,
          ("{\"type\":[\"string\",\"number\"],\"minimum\":0.001,\"maximum\":%d,\"maxLength\":%d,"
                  + "\"pattern\":\"%s\"}")
              .formatted(
                  MAX_WINDOW.toSeconds(), FieldReader.MAX_NAME, ControlRules.escaped(WINDOWS)));

  static final ControlField<Long> WINDOW =
      ControlField.optional(
          "window",
          TIME_SPAN,
          FeedbackTerms.DEFAULT.windowMillis(),
          "How long after a decision its feedback counts: seconds, or an ISO-8601 duration "
              + "of days, hours, minutes and seconds such as PT24H; 1 ms to 366 days. Absent: 24 "
              + "hours.");

  static final ControlField<Double> SATISFIED_RATE =
      ControlField.optional(
          "satisfied_rate",
          ControlRules.SHARE,
          FeedbackTerms.DEFAULT.satisfiedRate(),
          "Probability that a satisfied user says so. Absent: 1.");

  static final ControlField<Double> DISSATISFIED_RATE =
      ControlField.optional(
          "dissatisfied_rate",
          ControlRules.SHARE,
          FeedbackTerms.DEFAULT.dissatisfiedRate(),
          "Probability that a dissatisfied user says so. Absent: 1.");

  static final ControlField<Double> SOLICIT_RATE =
      ControlField.optional(
          "solicit_rate",
          ControlRules.SHARE,
          FeedbackTerms.DEFAULT.solicitRate(),
          "Share of decisions for which the gateway is asked to get a judgement. Absent: 0.");

  static final ControlField<Long> MONEY_WINDOW =
      ControlField.optional(
          "money_window",
          TIME_SPAN,
          FeedbackTerms.DEFAULT.moneyWindowMillis(),
          "How long after a request money for its answers is booked, and what was booked of "
              + "them is remembered: as window is written, and at least as long as that. Absent: "
              + "7 days.");

  static final ControlField<Integer> MAX_OPEN =
      ControlField.optional(
          "max_open",
          ControlRules.count(1, MOST_OPEN),
          FeedbackTerms.DEFAULT.maxOpen(),
          "Decisions that a tenant and tier keep open for feedback, and as many answers "
              + "whose money it remembers; past it the oldest are given up. Absent: 100000.");

  static final ControlFields FIELDS =
      ControlFields.of(
          WINDOW, SATISFIED_RATE, DISSATISFIED_RATE, SOLICIT_RATE, MONEY_WINDOW, MAX_OPEN);

  private FeedbackTermsJson() {}

  static FeedbackTerms read(FieldReader in) throws IOException, MalformedRecord {
    Given given = FIELDS.read(in);
    return new FeedbackTerms(
        given.get(WINDOW),
        given.get(SATISFIED_RATE),
        given.get(DISSATISFIED_RATE),
        given.get(SOLICIT_RATE),
        given.get(MAX_OPEN),
        Math.max(given.get(WINDOW), given.get(MONEY_WINDOW)));
  }

  static void write(FeedbackTerms terms, FieldWriter out) throws IOException {
    out.text(WINDOW.name(), Duration.ofMillis(terms.windowMillis()).toString())
        .number(SATISFIED_RATE.name(), terms.satisfiedRate())
        .number(DISSATISFIED_RATE.name(), terms.dissatisfiedRate())
        .number(SOLICIT_RATE.name(), terms.solicitRate())
        .integer(MAX_OPEN.name(), terms.maxOpen())
        .text(MONEY_WINDOW.name(), Duration.ofMillis(terms.moneyWindowMillis()).toString());
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

package dev.surety.wire.json;

import dev.surety.domain.DeadlineTerms;
import dev.surety.domain.DeadlineTerms.Measure;
import dev.surety.domain.DeadlineTerms.Precedence;
import dev.surety.wire.json.ControlFields.Given;
import java.io.IOException;

/** The object {@code deadline} of an SLA. */
final class DeadlineTermsJson {

  /** A day. */
  private static final long MOST_MILLIS = 86_400_000;

  private static final double LEAST_SHARE = 1e-6;
  private static final double MOST_SHARE = 0.999999;

  /** One of the two times. */
  static final String SCHEMA =
      """
      {"type":"object",
       "anyOf":[
        {"required":["total_ms"],"properties":{"total_ms":{"not":{"type":"null"}}}},
        {"required":["first_token_ms"],"properties":{"first_token_ms":{"not":{"type":"null"}}}}],
       "not":
        {"type":"object","required":["total_ms","first_token_ms"],
         "properties":
          {"total_ms":{"not":{"type":"null"}},"first_token_ms":{"not":{"type":"null"}}}}}
      """;

  static final WireNames<Precedence> PRECEDENCES = new WireNames<>(Precedence.class, null);

  private static final ControlRule<Long> MILLIS =
      new ControlRule<>(
          in -> in.integer(1, MOST_MILLIS), ControlRules.range("integer", 1, MOST_MILLIS));

  static final ControlField<Long> FIRST_TOKEN =
      ControlField.optional(
          "first_token_ms",
          MILLIS,
          null,
          "From the question to the first word of the answer, milliseconds, up to a day.");

  static final ControlField<Long> TOTAL =
      ControlField.optional(
          "total_ms",
          MILLIS,
          null,
          "From the question to the last word of the answer, milliseconds, up to a day.");

  static final ControlField<Double> SHARE =
      ControlField.required(
          "share",
          new ControlRule<>(
              in -> in.number(LEAST_SHARE, MOST_SHARE),
              "{\"type\":\"number\",\"minimum\":0.000001,\"maximum\":0.999999}"),
          "Share of answers that take no longer, above 0 and below 1 by a millionth at least.");

  static final ControlFields FIELDS = ControlFields.ofPart("deadline.", FIRST_TOKEN, TOTAL, SHARE);

  private DeadlineTermsJson() {}

  static DeadlineTerms read(FieldReader in) throws IOException, MalformedRecord {
    Given given = FIELDS.read(in);
    Long first = given.get(FIRST_TOKEN);
    Long total = given.get(TOTAL);
    if (first != null && total != null) {
      throw MalformedRecord.field(
          "deadline", "has first_token_ms and total_ms", "promise one of them");
    }
    if (first == null && total == null) {
      throw MalformedRecord.field(
          "deadline", "has no time", "give first_token_ms or total_ms, in milliseconds");
    }
    return new DeadlineTerms(
        first == null ? Measure.TOTAL : Measure.FIRST_TOKEN,
        first == null ? total : first,
        given.get(SHARE),
        Precedence.QUALITY);
  }

  static void write(DeadlineTerms deadline, FieldWriter out) throws IOException {
    boolean first = deadline.measure() == Measure.FIRST_TOKEN;
    out.integer(first ? FIRST_TOKEN.name() : TOTAL.name(), deadline.millis())
        .number(SHARE.name(), deadline.share());
  }
}

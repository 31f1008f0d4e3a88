package dev.surety.wire.json;

import dev.surety.domain.CertificateTerms.Unanswered;
import dev.surety.domain.Certified;
import java.io.IOException;

/** The object {@code certified} of a standing. */
final class CertifiedJson {

  private static final WireNames<Certified.Missing> MISSING =
      new WireNames<>(Certified.Missing.class, null);

  private CertifiedJson() {}

  static void write(Certified certified, FieldWriter out) throws IOException {
    out.number("at_least", certified.atLeast()).number("confidence", certified.confidence());
    if (certified.since() > 0) {
      out.time("since", certified.since());
    }
    out.integer("answers", certified.answers())
        .integer("asked", certified.asked())
        .integer("judged", certified.judged())
        .text("unanswered", CertificateTermsJson.UNANSWERED_NAMES.name(certified.unanswered()))
        .text("missing", certified.isGiven() ? null : MISSING.name(certified.missing()));
  }

  static Certified read(FieldReader in) throws IOException, MalformedRecord {
    double atLeast = Double.NaN;
    double confidence = Double.NaN;
    long since = 0;
    long answers = 0;
    long asked = 0;
    long judged = 0;
    Unanswered unanswered = Unanswered.DISSATISFIED;
    Certified.Missing missing = null;
    for (String field; (field = in.next()) != null; ) {
      switch (field) {
        case "at_least" -> atLeast = in.share();
        case "confidence" -> confidence = in.share();
        case "since" -> since = in.time();
        case "answers" -> answers = in.integer(0, Long.MAX_VALUE);
        case "asked" -> asked = in.integer(0, Long.MAX_VALUE);
        case "judged" -> judged = in.integer(0, Long.MAX_VALUE);
        case "unanswered" -> unanswered = in.oneOf(CertificateTermsJson.UNANSWERED_NAMES);
        case "missing" -> missing = in.oneOf(MISSING);
        default -> in.skip();
      }
    }
    if (Double.isNaN(atLeast) && missing == null) {
      missing = Certified.Missing.NO_LABEL_YET;
    }
    return new Certified(atLeast, confidence, since, answers, asked, judged, unanswered, missing);
  }
}

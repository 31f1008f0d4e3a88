package dev.surety.wire.json;

import dev.surety.domain.CertificateTerms;
import dev.surety.domain.CertificateTerms.Unanswered;
import dev.surety.wire.json.ControlFields.Given;
import java.io.IOException;

/** The object {@code certificate} of an SLA. */
final class CertificateTermsJson {

  private static final double LEAST_CONFIDENCE = 0.5;
  private static final double MOST_CONFIDENCE = 0.999999;

  static final WireNames<Unanswered> UNANSWERED_NAMES = new WireNames<>(Unanswered.class, null);

  static final ControlField<Double> CONFIDENCE =
      ControlField.optional(
          "confidence",
          new ControlRule<>(
              in -> in.number(LEAST_CONFIDENCE, MOST_CONFIDENCE),
              "{\"type\":\"number\",\"minimum\":0.5,\"maximum\":0.999999}"),
          CertificateTerms.USUAL_CONFIDENCE,
          "Chance that the bound holds at every moment since it was begun, 0.5 to 0.999999. Absent:"
              + " 0.95.");

  static final ControlField<Unanswered> UNANSWERED =
      ControlField.optional(
          "unanswered",
          ControlRules.oneOf(UNANSWERED_NAMES),
          Unanswered.DISSATISFIED,
          "What counts where a judgement was asked for and none has come: dissatisfied is the worst"
              + " case and needs no belief; ignored takes those who answer to speak for those who"
              + " don't. Absent: dissatisfied.");

  static final ControlFields FIELDS = ControlFields.ofPart("certificate.", CONFIDENCE, UNANSWERED);

  private CertificateTermsJson() {}

  static CertificateTerms read(FieldReader in) throws IOException, MalformedRecord {
    Given given = FIELDS.read(in);
    return new CertificateTerms(given.get(CONFIDENCE), given.get(UNANSWERED));
  }

  static void write(CertificateTerms certificate, FieldWriter out) throws IOException {
    out.number(CONFIDENCE.name(), certificate.confidence())
        .text(UNANSWERED.name(), UNANSWERED_NAMES.name(certificate.unanswered()));
  }
}

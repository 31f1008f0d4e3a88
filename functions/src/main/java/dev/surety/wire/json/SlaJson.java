package dev.surety.wire.json;

import dev.surety.domain.ControlUpdate.SlaUpdate;
import dev.surety.domain.FeedbackTerms;
import dev.surety.domain.SlaPolicy;
import dev.surety.domain.TenantTier;
import java.io.IOException;
import java.util.Map;

/** The fields of a promise, in a control record and in a configuration. */
final class SlaJson {

  /** {@code fixed:} and the name of a model, and some. */
  static final int MAX_POLICY = FieldReader.MAX_NAME + 50;

  static final WireNames<SlaPolicy.Mode> MODES = new WireNames<>(SlaPolicy.Mode.class, null);

  private SlaJson() {}

  static SlaUpdate readUpdate(FieldReader in) throws IOException, MalformedRecord {
    String[] key = new String[2];
    SlaPolicy sla = read(in, key);
    TenantTier checked = Required.key(key[0], key[1]);
    return new SlaUpdate(checked.tenant(), checked.tier(), sla);
  }

  static SlaPolicy read(FieldReader in) throws IOException, MalformedRecord {
    return read(in, new String[2]);
  }

  private static SlaPolicy read(FieldReader in, String[] key) throws IOException, MalformedRecord {
    Long version = null;
    Double target = null;
    String policy = null;
    double tolerance = 0;
    Map<String, String> parameters = Map.of();
    FeedbackTerms feedback = FeedbackTerms.DEFAULT;
    SlaPolicy.Mode mode = SlaPolicy.Mode.APPLY;
    for (String field; (field = in.next()) != null; ) {
      switch (field) {
        case "tenant" -> key[0] = in.name(FieldReader.MAX_NAME);
        case "tier" -> key[1] = in.name(FieldReader.MAX_NAME);
        case "version" -> version = in.integer(0, ControlJson.MAX_VERSION);
        case "target" -> target = in.share();
        case "policy" -> policy = in.name(MAX_POLICY);
        case "tolerance" -> tolerance = in.share();
        case "parameters" -> parameters = FieldLists.scalars(in);
        case "feedback" -> feedback = in.object(FeedbackTermsJson::read);
        case "mode" -> mode = in.oneOf(MODES);
        default -> in.skip();
      }
    }
    return new SlaPolicy(
        Required.field("version", version),
        Required.field("target", target),
        Required.field("policy", policy),
        tolerance,
        parameters,
        feedback,
        mode);
  }

  static void write(SlaPolicy sla, FieldWriter out) throws IOException {
    out.integer("version", sla.version())
        .number("target", sla.target())
        .text("policy", sla.policy())
        .number("tolerance", sla.tolerance())
        .texts("parameters", sla.parameters())
        .object("feedback", terms -> FeedbackTermsJson.write(sla.feedback(), terms))
        .text("mode", MODES.name(sla.mode()));
  }
}

package dev.surety.wire.json;

import dev.surety.domain.ControlUpdate.ModelStatus;
import dev.surety.domain.ModelSpec;
import dev.surety.wire.json.ControlFields.Given;
import java.io.IOException;

/** The fields of what an operator says of a model's status. */
final class ModelStatusJson {

  static final ControlField<String> MODEL =
      ControlField.required("model", ControlRules.NAME, "Whose status it is, by the pool's name.");

  static final ControlField<Long> VERSION =
      ControlField.required(
          "version",
          ControlRules.VERSION,
          "Orders the records of one subject: the greatest counts, whenever it arrives. The "
              + "subject is status/NAME, so the versions of the model itself are others.");

  static final ControlField<ModelSpec.Status> STATUS =
      ControlField.required(
          "status",
          ControlRules.oneOf(ModelJson.STATUSES),
          "A model is as available as the less available of this and the status of its own "
              + "record, which a price feed may write as it likes.");

  static final ControlField<Long> UNTIL =
      ControlField.optional(
          "effective_until",
          ControlRules.TIME,
          Long.MAX_VALUE,
          "From when it counts no longer, by the router's clock. Absent: for good. The text is "
              + "RFC 3339 with seconds and an offset; fractions finer than a millisecond are cut "
              + "off.");

  static final ControlField<ModelSpec.Status> THEN =
      ControlField.optional(
          "then",
          ControlRules.oneOf(ModelJson.STATUSES),
          ModelSpec.Status.ACTIVE,
          "The status from effective_until on. Absent: active.");

  static final ControlFields FIELDS =
      ControlFields.of(MODEL, VERSION, STATUS, UNTIL, THEN, ModelJson.PUBLISHED_AT);

  private ModelStatusJson() {}

  static ModelStatus read(FieldReader in) throws IOException, MalformedRecord {
    Given given = FIELDS.read(in);
    return new ModelStatus(
        given.get(MODEL),
        given.get(VERSION),
        given.get(STATUS),
        given.get(UNTIL),
        given.get(THEN),
        given.get(ModelJson.PUBLISHED_AT));
  }

  static void write(ModelStatus word, FieldWriter out) throws IOException {
    out.text(MODEL.name(), word.model())
        .integer(VERSION.name(), word.version())
        .text(STATUS.name(), ModelJson.STATUSES.name(word.status()));
    if (word.until() < Long.MAX_VALUE) {
      out.time(UNTIL.name(), word.until());
    }
    if (word.then() != ModelSpec.Status.ACTIVE) {
      out.text(THEN.name(), ModelJson.STATUSES.name(word.then()));
    }
    ModelJson.published(word.publishedAt(), out);
  }
}

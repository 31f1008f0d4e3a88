package dev.surety.wire.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.surety.domain.ControlUpdate.ArtefactUpdate;
import dev.surety.wire.json.ControlFields.Given;
import java.io.IOException;

/** The fields of an artefact, in a control record and in a configuration. */
final class ArtefactJson {

  static final int MAX_PAYLOAD_BYTES = 512 << 10;

  static final ControlField<String> KIND =
      ControlField.required("kind", ControlRules.KEY_PART, "What it is, such as proteus. No '/'.");

  static final ControlField<String> NAME =
      ControlField.required("name", ControlRules.NAME, "Which one of its kind.");

  static final ControlField<Long> VERSION =
      ControlField.required(
          "version",
          ControlRules.VERSION,
          "Orders the records of one subject: the greatest counts, whenever it arrives.");

  static final ControlField<String> PAYLOAD =
      ControlField.required(
          "payload",
          new ControlRule<>(
              in -> in.text(0, MAX_PAYLOAD_BYTES),
              "{\"type\":\"string\",\"maxLength\":" + MAX_PAYLOAD_BYTES + '}'),
          "Its content as text, at most 512 KB (524288 bytes) in UTF-8.");

  static final ControlFields FIELDS = ControlFields.of(KIND, NAME, VERSION, PAYLOAD);

  private ArtefactJson() {}

  static ArtefactUpdate read(FieldReader in) throws IOException, MalformedRecord {
    Given given = FIELDS.read(in);
    String payload = given.get(PAYLOAD);
    if (payload.getBytes(UTF_8).length > MAX_PAYLOAD_BYTES) {
      throw MalformedRecord.field("payload", "is too large", "send at most 512 KB of UTF-8");
    }
    if (given.get(KIND).indexOf('/') >= 0) {
      throw MalformedRecord.field("kind", "has a '/'", "take it out: it ends the kind in the key");
    }
    return new ArtefactUpdate(given.get(KIND), given.get(NAME), given.get(VERSION), payload);
  }

  static void write(ArtefactUpdate artefact, FieldWriter out) throws IOException {
    out.text(KIND.name(), artefact.kind())
        .text(NAME.name(), artefact.name())
        .integer(VERSION.name(), artefact.version())
        .text(PAYLOAD.name(), artefact.payload());
  }
}

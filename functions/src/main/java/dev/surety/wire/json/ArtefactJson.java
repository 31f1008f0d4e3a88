package dev.surety.wire.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.surety.domain.ControlUpdate.ArtefactUpdate;
import java.io.IOException;

/** The fields of an artefact, in a control record and in a configuration. */
final class ArtefactJson {

  static final int MAX_PAYLOAD_BYTES = 512 << 10;

  private ArtefactJson() {}

  static ArtefactUpdate read(FieldReader in) throws IOException, MalformedRecord {
    String kind = null;
    String name = null;
    Long version = null;
    String payload = null;
    for (String field; (field = in.next()) != null; ) {
      switch (field) {
        case "kind" -> kind = in.name(FieldReader.MAX_NAME);
        case "name" -> name = in.name(FieldReader.MAX_NAME);
        case "version" -> version = in.integer(0, ControlJson.MAX_VERSION);
        case "payload" -> payload = in.text(0, MAX_PAYLOAD_BYTES);
        default -> in.skip();
      }
    }
    Required.field("payload", payload);
    if (payload.getBytes(UTF_8).length > MAX_PAYLOAD_BYTES) {
      throw MalformedRecord.field("payload", "is too large", "send at most 512 KB of UTF-8");
    }
    if (Required.field("kind", kind).indexOf('/') >= 0) {
      throw MalformedRecord.field("kind", "has a '/'", "take it out: it ends the kind in the key");
    }
    return new ArtefactUpdate(
        kind, Required.field("name", name), Required.field("version", version), payload);
  }

  static void write(ArtefactUpdate artefact, FieldWriter out) throws IOException {
    out.text("kind", artefact.kind())
        .text("name", artefact.name())
        .integer("version", artefact.version())
        .text("payload", artefact.payload());
  }
}

package dev.surety.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.surety.domain.TenantTier;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Writes the fields of a JSON object; what is absent or unknown is left out. */
final class FieldWriter {

  private final JsonGenerator out;

  FieldWriter(JsonGenerator out) {
    this.out = out;
  }

  FieldWriter text(String field, String value) throws IOException {
    if (value != null) {
      out.writeStringField(field, value);
    }
    return this;
  }

  FieldWriter key(TenantTier key) throws IOException {
    return text("tenant", key.tenant()).text("tier", key.tier());
  }

  FieldWriter integer(String field, long value) throws IOException {
    out.writeNumberField(field, value);
    return this;
  }

  /** A count; a negative one is unknown. */
  FieldWriter count(String field, long value) throws IOException {
    return value < 0 ? this : integer(field, value);
  }

  /** A number; NaN and the infinities have no place in JSON and are left out. */
  FieldWriter number(String field, double value) throws IOException {
    if (Double.isFinite(value)) {
      out.writeNumberField(field, value);
    }
    return this;
  }

  FieldWriter truth(String field, boolean value) throws IOException {
    out.writeBooleanField(field, value);
    return this;
  }

  FieldWriter time(String field, long millis) throws IOException {
    return text(field, IsoTime.format(millis));
  }

  FieldWriter texts(String field, List<String> values) throws IOException {
    out.writeArrayFieldStart(field);
    for (String value : values) {
      out.writeString(value);
    }
    out.writeEndArray();
    return this;
  }

  FieldWriter floats(String field, float[] values) throws IOException {
    out.writeArrayFieldStart(field);
    for (float value : values) {
      out.writeNumber(value);
    }
    out.writeEndArray();
    return this;
  }

  /** A map of texts; an empty one is left out. */
  FieldWriter texts(String field, Map<String, String> values) throws IOException {
    if (!values.isEmpty()) {
      out.writeObjectFieldStart(field);
      for (Map.Entry<String, String> entry : values.entrySet()) {
        out.writeStringField(entry.getKey(), entry.getValue());
      }
      out.writeEndObject();
    }
    return this;
  }

  FieldWriter counts(String field, Map<String, Long> values) throws IOException {
    out.writeObjectFieldStart(field);
    for (Map.Entry<String, Long> entry : values.entrySet()) {
      out.writeNumberField(entry.getKey(), entry.getValue());
    }
    out.writeEndObject();
    return this;
  }

  FieldWriter object(String field, JsonRecord.Content content) throws IOException {
    out.writeObjectFieldStart(field);
    content.write(this);
    out.writeEndObject();
    return this;
  }

  /** An array of objects. */
  FieldWriter objects(String field, List<JsonRecord.Content> contents) throws IOException {
    out.writeArrayFieldStart(field);
    for (JsonRecord.Content content : contents) {
      out.writeStartObject();
      content.write(this);
      out.writeEndObject();
    }
    out.writeEndArray();
    return this;
  }
}

package dev.surety.wire.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import dev.surety.domain.TenantTier;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes the fields of a JSON object; what is absent or unknown is left out. */
final class FieldWriter {

  private final JsonGenerator out;

  /** Names in UTF-8, the same in record after record: as many as the code has. */
  private final Map<String, SerializableString> names = new HashMap<>();

  private final byte[] time = new byte[IsoTime.LENGTH];

  FieldWriter(JsonGenerator out) {
    this.out = out;
  }

  FieldWriter text(String field, String value) throws IOException {
    if (value != null) {
      name(field);
      out.writeString(value);
    }
    return this;
  }

  FieldWriter key(TenantTier key) throws IOException {
    return text("tenant", key.tenant()).text("tier", key.tier());
  }

  FieldWriter integer(String field, long value) throws IOException {
    name(field);
    out.writeNumber(value);
    return this;
  }

  /** A count; a negative one is unknown. */
  FieldWriter count(String field, long value) throws IOException {
    return value < 0 ? this : integer(field, value);
  }

  /** A number; NaN and the infinities have no place in JSON and are left out. */
  FieldWriter number(String field, double value) throws IOException {
    if (Double.isFinite(value)) {
      name(field);
      out.writeNumber(value);
    }
    return this;
  }

  FieldWriter truth(String field, boolean value) throws IOException {
    name(field);
    out.writeBoolean(value);
    return this;
  }

  FieldWriter time(String field, long millis) throws IOException {
    if (millis < 0 || millis > IsoTime.MAX_MILLIS) {
      return text(field, IsoTime.format(millis));
    }
    IsoTime.write(millis, time);
    name(field);
    out.writeRawUTF8String(time, 0, time.length);
    return this;
  }

  /** An array, which may be empty; {@code null} is left out. */
  FieldWriter texts(String field, List<String> values) throws IOException {
    if (values == null) {
      return this;
    }
    name(field);
    out.writeStartArray();
    for (String value : values) {
      out.writeString(value);
    }
    out.writeEndArray();
    return this;
  }

  FieldWriter floats(String field, float[] values) throws IOException {
    name(field);
    out.writeStartArray();
    for (float value : values) {
      out.writeNumber(value);
    }
    out.writeEndArray();
    return this;
  }

  /** Nothing where there are none. */
  FieldWriter someTexts(String field, List<String> values) throws IOException {
    return values.isEmpty() ? this : texts(field, values);
  }

  /** A map of texts; an empty one is left out. */
  FieldWriter texts(String field, Map<String, String> values) throws IOException {
    if (!values.isEmpty()) {
      name(field);
      out.writeStartObject();
      for (Map.Entry<String, String> entry : values.entrySet()) {
        out.writeStringField(entry.getKey(), entry.getValue());
      }
      out.writeEndObject();
    }
    return this;
  }

  FieldWriter counts(String field, Map<String, Long> values) throws IOException {
    name(field);
    out.writeStartObject();
    for (Map.Entry<String, Long> entry : values.entrySet()) {
      out.writeNumberField(entry.getKey(), entry.getValue());
    }
    out.writeEndObject();
    return this;
  }

  /** Left out where there is nothing to count. */
  FieldWriter someCounts(String field, Map<String, Long> values) throws IOException {
    return values.isEmpty() ? this : counts(field, values);
  }

  FieldWriter object(String field, JsonRecord.Content content) throws IOException {
    name(field);
    out.writeStartObject();
    content.write(this);
    out.writeEndObject();
    return this;
  }

  /** An array of objects. */
  FieldWriter objects(String field, List<JsonRecord.Content> contents) throws IOException {
    name(field);
    out.writeStartArray();
    for (JsonRecord.Content content : contents) {
      out.writeStartObject();
      content.write(this);
      out.writeEndObject();
    }
    out.writeEndArray();
    return this;
  }

  private void name(String field) throws IOException {
    SerializableString name = names.get(field);
    if (name == null) {
      name = new SerializedString(field);
      names.put(field, name);
    }
    out.writeFieldName(name);
  }
}

package dev.surety.wire.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.surety.domain.TenantTier;
import java.io.IOException;

/**
 * Who waits for an answer to a request that cannot be read: its id, and its tenant and tier or else
 * those of the record's key. As far as the record is JSON its own fields count, the first of each
 * name; what stands behind the place where it breaks is looked for as text.
 */
public record WhoAsked(TenantTier key, String requestId) {

  private static final String[] FIELDS = {"request_id", "tenant", "tier"};

  /**
   * @param recordKey as Kafka has it, or {@code null}
   * @param value as Kafka has it, or {@code null}
   * @return {@code null} if it cannot be told
   */
  public static WhoAsked of(byte[] recordKey, byte[] value) {
    if (value == null) {
      return null;
    }
    String[] found = new String[FIELDS.length];
    readFields(value, found);
    for (int i = 0; i < FIELDS.length; i++) {
      found[i] = found[i] == null ? search(value, FIELDS[i], i == 0) : found[i];
    }
    String id = found[0];
    TenantTier own = key(found[1], found[2]);
    TenantTier key = own == null ? key(recordKey) : own;
    boolean isId = id != null && !id.isEmpty() && id.length() <= FieldReader.MAX_ID;
    return isId && key != null ? new WhoAsked(key, id) : null;
  }

  private static void readFields(byte[] value, String[] found) {
    try (JsonParser parser = JsonRecord.parser(value, 0)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return;
      }
      for (String name; (name = parser.nextFieldName()) != null; ) {
        JsonToken token = parser.nextToken();
        for (int i = 0; i < FIELDS.length; i++) {
          if (name.equals(FIELDS[i]) && found[i] == null) {
            found[i] = text(parser, token, i == 0);
          }
        }
        parser.skipChildren();
      }
    } catch (IOException | RuntimeException e) {
      // As far as it goes.
    }
  }

  /** The first value behind a field's name, wherever that stands. */
  private static String search(byte[] value, String field, boolean isId) {
    byte[] name = ('"' + field + '"').getBytes(UTF_8);
    for (int at = 0; at + name.length < value.length; at++) {
      if (value[at] != '"' || !matches(value, at, name)) {
        continue;
      }
      int colon = skipBlanks(value, at + name.length);
      if (colon < value.length && value[colon] == ':') {
        try (JsonParser parser = JsonRecord.parser(value, colon + 1)) {
          return text(parser, parser.nextToken(), isId);
        } catch (IOException | RuntimeException e) {
          return null;
        }
      }
    }
    return null;
  }

  private static boolean matches(byte[] value, int at, byte[] name) {
    for (int i = 0; i < name.length; i++) {
      if (value[at + i] != name[i]) {
        return false;
      }
    }
    return true;
  }

  private static int skipBlanks(byte[] value, int from) {
    int at = from;
    while (at < value.length && (value[at] == ' ' || value[at] == '\t' || value[at] == '\n')) {
      at++;
    }
    return at;
  }

  /** An id that came as a number is one all the same to whoever sent it. */
  private static String text(JsonParser parser, JsonToken token, boolean isId) throws IOException {
    boolean text = token == JsonToken.VALUE_STRING || (isId && token == JsonToken.VALUE_NUMBER_INT);
    String value = text ? parser.getText() : null;
    return value == null || Surrogates.half(value, 0) >= 0 ? null : value;
  }

  private static TenantTier key(byte[] recordKey) {
    String key = recordKey == null ? "" : new String(recordKey, UTF_8);
    int slash = key.indexOf('/');
    return slash < 0 || key.indexOf('\ufffd') >= 0
        ? null
        : key(key.substring(0, slash), key.substring(slash + 1));
  }

  private static TenantTier key(String tenant, String tier) {
    try {
      return tenant == null || tier == null ? null : new TenantTier(tenant, tier);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}

package dev.surety.wire.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * One record: one JSON object in UTF-8 and nothing after it. Two fields of the same name make a
 * record malformed, wherever they stand: parsers disagree on which of them counts, and the audit
 * must not.
 */
final class JsonRecord {

  /** A megabyte of prompt, every character escaped, and some. */
  static final int MAX_BYTES = 8 << 20;

  static final int MAX_TEXT = 4 << 20;
  static final int MAX_DEPTH = 32;
  private static final int MAX_TOKENS = 100_000;
  private static final int MAX_NAME = 1024;
  private static final int MAX_DIGITS = 200;
  private static final String MEND = "send one JSON object in UTF-8 a record";

  // Names are made by whoever writes to the topic: not interned, and a flood of colliding names may
  // cost time, but must not make later records fail.
  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .disable(JsonFactory.Feature.CHARSET_DETECTION)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .disable(JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW)
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxStringLength(MAX_TEXT)
                  .maxNestingDepth(MAX_DEPTH)
                  .maxTokenCount(MAX_TOKENS)
                  .maxNameLength(MAX_NAME)
                  .maxNumberLength(MAX_DIGITS)
                  .build())
          .build();

  private static final Runnable NOTHING = () -> {};

  private JsonRecord() {}

  /** What the fields of an object make. */
  @FunctionalInterface
  interface Shape<T> {
    /** Called inside the object, returns behind its last field. */
    T read(FieldReader in) throws IOException, MalformedRecord;
  }

  /** Writes the fields of an object. */
  @FunctionalInterface
  interface Content {
    void write(FieldWriter out) throws IOException;
  }

  static <T> T read(byte[] json, Shape<T> shape) throws MalformedRecord {
    return read(json, shape, NOTHING);
  }

  /**
   * @param cut told once if anything that the record said was cut or left out
   */
  static <T> T read(byte[] json, Shape<T> shape, Runnable cut) throws MalformedRecord {
    if (json == null || json.length == 0) {
      throw new MalformedRecord("the record has no value; " + MEND);
    }
    if (json.length > MAX_BYTES) {
      throw new MalformedRecord(
          "the record has " + json.length + " bytes; send at most " + MAX_BYTES);
    }
    try (JsonParser parser = FACTORY.createParser(json)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new MalformedRecord("the record is not a JSON object; " + MEND);
      }
      FieldReader fields = new FieldReader(parser);
      T value = shape.read(fields);
      if (parser.nextToken() != null) {
        throw new MalformedRecord("something follows the JSON object; " + MEND);
      }
      if (fields.isLossy()) {
        cut.run();
      }
      return value;
    } catch (JsonProcessingException e) {
      throw new MalformedRecord(
          "the record is not JSON within limits, byte %d: %s; %s"
              .formatted(
                  e.getLocation() == null ? 0 : e.getLocation().getByteOffset(),
                  MalformedRecord.quoted(String.valueOf(e.getOriginalMessage())),
                  MEND));
    } catch (IOException e) {
      throw new MalformedRecord("the record is not UTF-8; " + MEND);
    }
  }

  /** Of what may not be a record at all: from an offset on, within the same limits. */
  static JsonParser parser(byte[] json, int offset) throws IOException {
    return FACTORY.createParser(json, offset, json.length - offset);
  }

  /** Half a surrogate pair in a text, which UTF-8 cannot say, is escaped. */
  static byte[] write(Content content) {
    try (Writer writer = new Writer()) {
      return writer.write(content);
    }
  }

  /** Writes record after record with one generator. Not thread-safe. */
  static final class Writer implements AutoCloseable {

    private final ByteArrayBuilder bytes = new ByteArrayBuilder();
    private JsonGenerator generator;
    private FieldWriter fields;

    byte[] write(Content content) {
      bytes.reset();
      try {
        if (generator == null) {
          generator = FACTORY.createGenerator(bytes).setRootValueSeparator(null);
          fields = new FieldWriter(generator);
        }
        JsonGenerator out = generator;
        generator = null; // A record that breaks off leaves it in the middle: not to be used again.
        out.writeStartObject();
        content.write(fields);
        out.writeEndObject();
        out.flush();
        generator = out;
      } catch (IOException e) {
        throw new UncheckedIOException("memory does not fail", e);
      }
      return bytes.toByteArray();
    }

    @Override
    public void close() {
      try {
        if (generator != null) {
          generator.close();
        }
      } catch (IOException e) {
        throw new UncheckedIOException("memory does not fail", e);
      }
    }
  }
}

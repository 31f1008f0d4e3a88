package dev.surety.wire.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The contract of a topic twice: as its published schema and as the code that reads it. */
enum Contract {
  REQUEST(RequestJson::read),
  FEEDBACK(FeedbackJson::read),
  CONTROL(json -> ControlJson.read(null, json)),
  DECISION(DecisionJson::read),
  STANDING(StandingJson::read);

  static Path configs() {
    return Path.of("..", "configs");
  }

  static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  interface Reader {
    Object read(byte[] json) throws MalformedRecord;
  }

  private final Reader reader;
  private final JsonNode source;
  private final Schema schema;

  Contract(Reader reader) {
    this.reader = reader;
    Path file =
        configs().resolve("schemas").resolve(name().toLowerCase(Locale.ROOT) + ".schema.json");
    try {
      source = new ObjectMapper().readTree(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12).getSchema(source);
  }

  JsonNode source() {
    return source;
  }

  Object read(byte[] json) throws MalformedRecord {
    return reader.read(json);
  }

  Object read(JsonNode json) throws MalformedRecord {
    return reader.read(bytes(json));
  }

  /** What the code has against it, or {@code null}. */
  String refusal(JsonNode json) {
    try {
      reader.read(bytes(json));
      return null;
    } catch (MalformedRecord e) {
      return e.getMessage();
    }
  }

  /** What the schema has against it, one line each. */
  List<String> violations(JsonNode json) {
    return schema.validate(json).stream().map(Object::toString).collect(Collectors.toList());
  }

  List<String> violations(byte[] json) {
    return violations(tree(json));
  }

  static JsonNode tree(byte[] json) {
    try {
      return JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(new String(json, UTF_8), e);
    }
  }

  static byte[] bytes(JsonNode json) {
    try {
      return JSON.writeValueAsBytes(json);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}

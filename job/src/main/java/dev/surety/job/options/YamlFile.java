package dev.surety.job.options;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads a file of options. Keys may be nested or dotted. Values are taken as they are written: 1e3
 * is a text until the option says what it should be.
 */
final class YamlFile {

  private static final YAMLFactory YAML =
      YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private final String file;
  private final YAMLParser parser;
  private final GivenOptions given = new GivenOptions();

  private YamlFile(String file, YAMLParser parser) {
    this.file = file;
    this.parser = parser;
  }

  static GivenOptions read(Path path) {
    if (!Files.isReadable(path) || Files.isDirectory(path)) {
      GivenOptions none = new GivenOptions();
      none.problem(
          Origin.argument("config"),
          "there is no file " + path.toAbsolutePath() + " that can be read; mend the path");
      return none;
    }
    try (YAMLParser parser = YAML.createParser(Files.newInputStream(path))) {
      return new YamlFile(path.getFileName().toString(), parser).document();
    } catch (IOException e) {
      GivenOptions none = new GivenOptions();
      none.problem(path + ": " + e.getMessage());
      return none;
    }
  }

  private GivenOptions document() throws IOException {
    try {
      JsonToken first = parser.nextToken();
      if (first == JsonToken.START_OBJECT) {
        object("");
      } else if (first != null) {
        given.problem(origin(), "is not a list of 'key: value' lines");
      }
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      given.problem(Origin.file(file, line), "is not YAML: " + e.getOriginalMessage());
    }
    return given;
  }

  /** From behind the opening to the closing of a mapping; as deep as the file nests it. */
  private void object(String prefix) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = prefix + parser.currentName();
      JsonToken value = parser.nextToken();
      if (value == JsonToken.START_OBJECT) {
        object(key + '.');
      } else if (value == JsonToken.START_ARRAY) {
        given.problem(origin(), "'" + key + "' is a list; write its elements separated by commas");
        parser.skipChildren();
      } else if (value == JsonToken.VALUE_NULL || parser.getText().isBlank()) {
        given.problem(origin(), "'" + key + "' has no value; give it one or remove the line");
      } else if (given.has(key)) {
        given.problem(origin(), "'" + key + "' is given twice; remove one");
      } else {
        given.put(key, parser.getText(), origin());
      }
    }
  }

  private Origin origin() {
    return Origin.file(file, parser.currentTokenLocation().getLineNr());
  }
}

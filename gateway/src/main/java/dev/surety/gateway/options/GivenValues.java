package dev.surety.gateway.options;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import dev.surety.domain.NearestName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Values as texts with where they were given, before they are checked; a stronger source replaces
 * what a weaker one gave. Keys of the file may be nested or dotted.
 */
final class GivenValues {

  /** One value as it was written. */
  record Value(String text, String origin) {}

  private static final String VARIABLES = "SURETY_GATEWAY_";

  /** Kubernetes puts these into every pod beside a service that is called surety-gateway. */
  private static final Pattern SERVICE_LINK =
      Pattern.compile(".*(SERVICE_HOST|SERVICE_PORT(_.+)?|PORT(_\\d+_(TCP|UDP|SCTP)(_.+)?)?)");

  private static final YAMLFactory YAML =
      YAMLFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  final Map<String, Value> values = new TreeMap<>();
  final List<String> problems = new ArrayList<>();

  void file(Path path) {
    if (!Files.isReadable(path) || Files.isDirectory(path)) {
      problems.add("there is no file " + path + " that can be read; mend --config");
      return;
    }
    String name = path.getFileName().toString();
    try (YAMLParser parser = YAML.createParser(Files.newInputStream(path))) {
      JsonToken first = parser.nextToken();
      if (first == JsonToken.START_OBJECT) {
        object(name, "", parser);
      } else if (first != null) {
        problems.add(name + ": is not a list of 'key: value' lines");
      }
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
      problems.add("%s line %d: is not YAML: %s".formatted(name, line, e.getOriginalMessage()));
    } catch (IOException e) {
      problems.add(path + ": " + e.getMessage());
    }
  }

  private void object(String file, String prefix, YAMLParser parser) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String key = prefix + parser.currentName();
      JsonToken value = parser.nextToken();
      String origin = file + " line " + parser.currentTokenLocation().getLineNr();
      if (value == JsonToken.START_OBJECT) {
        object(file, key + '.', parser);
      } else if (value == JsonToken.START_ARRAY) {
        problems.add(origin + ": '" + key + "' is a list; write its elements separated by commas");
        parser.skipChildren();
      } else if (value == JsonToken.VALUE_NULL || parser.getText().isBlank()) {
        problems.add(origin + ": '" + key + "' has no value; give it one or remove the line");
      } else if (values.putIfAbsent(key, new Value(parser.getText().strip(), origin)) != null) {
        problems.add(origin + ": '" + key + "' is given twice; remove one");
      }
    }
  }

  void environment(Map<String, String> environment) {
    Map<String, String> keys =
        DoorOptions.all()
            .map(DoorOption::key)
            .collect(Collectors.toMap(GivenValues::variable, key -> key));
    String client = variable(DoorOptions.KAFKA_PROPERTIES);
    new TreeMap<>(environment)
        .forEach(
            (name, text) -> {
              String origin = "environment variable " + name;
              if (keys.containsKey(name)) {
                values.put(keys.get(name), new Value(text.strip(), origin));
              } else if (name.startsWith(client)) {
                String property = name.substring(client.length()).toLowerCase(Locale.ROOT);
                values.put(
                    DoorOptions.KAFKA_PROPERTIES + property.replace('_', '.'),
                    new Value(text.strip(), origin));
              } else if (name.startsWith(VARIABLES) && !SERVICE_LINK.matcher(name).matches()) {
                problems.add(
                    "%s: no option has this variable; did you mean %s? (Upstreams stand in the file.)"
                        .formatted(origin, NearestName.of(name, keys.keySet())));
              }
            });
  }

  static String variable(String key) {
    return VARIABLES + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  void arguments(List<String> arguments) {
    for (String argument : arguments) {
      int is = argument.indexOf('=');
      if (!argument.startsWith("--") || is < 3 || is == argument.length() - 1) {
        problems.add("argument '" + argument + "' is no option; write --key=value");
      } else {
        String key = argument.substring(2, is);
        values.put(key, new Value(argument.substring(is + 1).strip(), "argument --" + key));
      }
    }
  }
}

package dev.surety.job.options;

import dev.surety.domain.NearestName;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.flink.configuration.ConfigOption;

/**
 * Options in environment variables: {@code SURETY_} and the key in capitals, every dot and hyphen
 * an underscore. Under {@code SURETY_KAFKA_PROPERTIES_} an underscore stands for a dot, as in all
 * of Kafka's own names.
 */
final class EnvironmentOptions {

  private static final String PREFIX = "SURETY_";

  private static final Map<String, String> KEYS =
      JobOptions.all()
          .map(ConfigOption::key)
          .collect(Collectors.toUnmodifiableMap(EnvironmentOptions::variable, Function.identity()));

  private static final Map<String, String> RETIRED =
      RetiredOptions.MENDS.keySet().stream()
          .collect(Collectors.toUnmodifiableMap(EnvironmentOptions::variable, Function.identity()));

  /** Only what begins like one of our keys can be a misspelt one: the launcher has its own. */
  private static final Set<String> SECTIONS =
      KEYS.values().stream()
          .filter(key -> key.contains("."))
          .map(key -> variable(key.substring(0, key.indexOf('.') + 1)))
          .collect(Collectors.toUnmodifiableSet());

  /** Kubernetes puts these into every pod for a service that happens to be named like a section. */
  private static final Pattern SERVICE_LINK =
      Pattern.compile(".*_(SERVICE_HOST|SERVICE_PORT(_.+)?|PORT(_\\d+_(TCP|UDP|SCTP)(_.+)?)?)");

  private EnvironmentOptions() {}

  /** The variable of a key. */
  static String variable(String key) {
    return PREFIX + key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
  }

  static GivenOptions read(Map<String, String> environment) {
    GivenOptions given = new GivenOptions();
    String client = variable(JobOptions.KAFKA_PROPERTIES);
    new TreeMap<>(environment)
        .forEach(
            (name, value) -> {
              Origin origin = Origin.environment(name);
              if (KEYS.containsKey(name)) {
                given.put(KEYS.get(name), value, origin);
              } else if (RETIRED.containsKey(name)) {
                given.put(RETIRED.get(name), value, origin);
              } else if (name.startsWith(client)) {
                String property = name.substring(client.length()).toLowerCase(Locale.ROOT);
                given.put(JobOptions.KAFKA_PROPERTIES + property.replace('_', '.'), value, origin);
              } else if (SECTIONS.stream().anyMatch(name::startsWith)
                  && !SERVICE_LINK.matcher(name).matches()) {
                given.problem(
                    origin,
                    "no option has this variable; did you mean "
                        + NearestName.of(name, KEYS.keySet())
                        + "?");
              }
            });
    return given;
  }
}

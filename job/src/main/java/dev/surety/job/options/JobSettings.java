package dev.surety.job.options;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;

/** The options in force: complete, checked, and each with the place where it was set. */
public final class JobSettings {

  /** What is shown of a secret. */
  static final String MASK = "****";

  private static final List<String> SECRET =
      List.of("password", "secret", "token", "jaas", "key", "credential");

  private final Configuration values;
  private final Map<String, Origin> origins;
  private final List<String> warnings;

  JobSettings(Configuration values, Map<String, Origin> origins, List<String> warnings) {
    this.values = values;
    this.origins = Map.copyOf(origins);
    this.warnings = List.copyOf(warnings);
  }

  public <T> T get(ConfigOption<T> option) {
    return values.get(option);
  }

  /** What was given and is heeded no more, each with its source and the mend. */
  public List<String> warnings() {
    return warnings;
  }

  /** The seed of chance, where an operator has set one. */
  public Optional<Long> seed() {
    return values.getOptional(JobOptions.SEED);
  }

  /** Key, value and headers together. */
  public int maxRecordBytes() {
    return (int) get(JobOptions.MAX_RECORD_BYTES).getBytes();
  }

  /** What every Kafka client of the job is given: the brokers, and the properties passed on. */
  public Properties kafkaProperties() {
    Properties properties = new Properties();
    for (String key : values.keySet()) {
      if (key.startsWith(JobOptions.KAFKA_PROPERTIES)) {
        properties.setProperty(
            key.substring(JobOptions.KAFKA_PROPERTIES.length()), values.getString(key, ""));
      }
    }
    properties.setProperty("bootstrap.servers", get(JobOptions.BOOTSTRAP_SERVERS));
    return properties;
  }

  /** Tenants, and tenants with a tier, that have metrics of their own; empty: who comes first. */
  public Set<String> meteredTenants() {
    String names = get(JobOptions.METERED_TENANTS);
    return names.equals("*")
        ? Set.of()
        : Arrays.stream(names.split(",")).map(String::strip).collect(Collectors.toSet());
  }

  /** One line an option: {@code key = value (where it was set)}, secrets masked; for the log. */
  public List<String> describe() {
    Stream<String> options =
        JobOptions.all()
            .filter(option -> get(option) != null)
            .map(option -> line(option.key(), shown(option)));
    Stream<String> passedOn =
        new TreeSet<>(values.keySet())
            .stream()
                .filter(key -> key.startsWith(JobOptions.KAFKA_PROPERTIES))
                .map(key -> line(key, isSecret(key) ? MASK : values.getString(key, "")));
    return Stream.concat(options, passedOn).toList();
  }

  private String shown(ConfigOption<?> option) {
    return JobOptions.SECRET.contains(option) ? MASK : OptionsHelp.written(get(option));
  }

  private String line(String key, String value) {
    return key + " = " + value + " (" + origins.getOrDefault(key, Origin.DEFAULT) + ")";
  }

  private static boolean isSecret(String key) {
    String name = key.substring(JobOptions.KAFKA_PROPERTIES.length()).toLowerCase(Locale.ROOT);
    return SECRET.stream().anyMatch(name::contains);
  }

  /** As {@link #describe}, so that a log line never shows a secret. */
  @Override
  public String toString() {
    return String.join("\n", describe());
  }
}

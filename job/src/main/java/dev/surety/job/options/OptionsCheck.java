package dev.surety.job.options;

import dev.surety.domain.NearestName;
import dev.surety.job.options.GivenOptions.Given;
import dev.surety.wire.json.TopicNames;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.util.TimeUtils;

/** Turns texts into settings, or says everything that is wrong with them. */
final class OptionsCheck {

  /** What a value of the right type must still hold. */
  private record Rule<T>(ConfigOption<T> option, Predicate<T> holds, String must) {}

  private static final Pattern METERED =
      Pattern.compile("\\*|[^/,*]+(/[^/,*]+)?(,[^/,*]+(/[^/,*]+)?)*");

  private static final List<Rule<?>> RULES = rules();

  /** Kafka properties that the job must own, and what to do instead of setting them. */
  private static final Map<String, String> OWNED =
      Map.ofEntries(
          Map.entry("bootstrap.servers", "set kafka.bootstrap.servers"),
          Map.entry("group.id", "set kafka.group.id"),
          Map.entry("max.request.size", "set kafka.max-record-bytes"),
          Map.entry("auto.offset.reset", "set kafka.start"),
          Map.entry("partition.discovery.interval.ms", "set kafka.discover-partitions-every"),
          Map.entry("enable.auto.commit", "remove it: progress is committed with checkpoints"),
          Map.entry("isolation.level", "remove it: only committed records are read"),
          Map.entry("transactional.id", "remove it: no transactions are written"),
          Map.entry("key.serializer", "remove it"),
          Map.entry("value.serializer", "remove it"),
          Map.entry("key.deserializer", "remove it"),
          Map.entry("value.deserializer", "remove it"));

  private final GivenOptions given;
  private final Configuration values = new Configuration();
  private final List<String> problems;
  private final List<String> warnings = new ArrayList<>();

  private OptionsCheck(GivenOptions given) {
    this.given = given;
    this.problems = new ArrayList<>(given.problems());
  }

  static JobSettings check(GivenOptions given) {
    OptionsCheck check = new OptionsCheck(given);
    check.keysAreKnown();
    JobOptions.all().forEach(check::valueHasItsType);
    RULES.forEach(check::ruleHolds);
    check.topicsDiffer();
    check.removalComesLast();
    if (!check.problems.isEmpty()) {
      throw new InvalidOptions(check.problems);
    }
    Map<String, Origin> origins = new HashMap<>();
    given.values().forEach((key, value) -> origins.put(key, value.origin()));
    return new JobSettings(check.values, origins, check.warnings);
  }

  private static List<Rule<?>> rules() {
    List<Rule<?>> rules = new ArrayList<>();
    for (ConfigOption<String> topic : JobOptions.TOPICS) {
      rules.add(
          new Rule<>(
              topic,
              TopicNames::isLegal,
              "be a topic's name: 1 to 249 letters, digits, '.', '_' or '-'"));
    }
    rules.add(
        new Rule<>(
            JobOptions.FEATURE_DIMENSIONS,
            n -> n == 0 || (n > 0 && n <= 1 << 15 && Integer.bitCount(n) == 1),
            "be 0 or a power of two up to 32768, such as 256"));
    rules.add(new Rule<>(JobOptions.FEATURE_TERMS, n -> n >= 1, "be 1 or more, such as 64"));
    rules.add(
        new Rule<>(
            JobOptions.METERED_TENANTS,
            names -> METERED.matcher(names).matches(),
            "be * or tenants such as acme or acme/gold, separated by commas"));
    rules.add(
        new Rule<>(
            JobOptions.MOST_METERED_TENANTS,
            n -> n >= 0 && n <= 10_000,
            "be from 0 to 10000, such as 50"));
    rules.add(
        new Rule<>(
            JobOptions.HEALTH_TENANTS, n -> n >= 0 && n <= 100, "be from 0 to 100, such as 3"));
    rules.add(
        new Rule<>(
            JobOptions.HEALTH_WAIT,
            wait -> wait.toMillis() >= 1_000 && wait.toMinutes() < 16,
            "be from 1 s to 15 min, such as 15 s"));
    rules.add(
        new Rule<>(
            JobOptions.JOURNAL_PATH,
            OptionsCheck::isAbsoluteUri,
            "be an absolute URI, such as file:///var/lib/surety/journal"));
    rules.add(
        new Rule<>(
            JobOptions.MAX_RECORD_BYTES,
            size -> size.getBytes() >= 16 << 10 && size.getBytes() <= 64 << 20,
            "be from 16 kb to 64 mb"));
    rules.add(
        new Rule<>(
            JobOptions.JOURNAL_MOST_WAITING,
            size -> size.getBytes() <= 1L << 30,
            "be from 0 to 1 gb, such as 64 mb"));
    rules.add(
        new Rule<>(
            JobOptions.STATE_CACHE,
            size -> size.getBytes() <= 16L << 30,
            "be from 0 to 16 gb, such as 64 mb"));
    for (ConfigOption<Duration> time :
        List.of(
            JobOptions.MAX_SKEW,
            JobOptions.IDLE_AFTER,
            JobOptions.CONTROL_TIMEOUT,
            JobOptions.DISCOVERY)) {
      rules.add(new Rule<>(time, d -> d.toMillis() > 0, "be longer than nothing, such as 1 min"));
    }
    rules.add(
        new Rule<>(
            JobOptions.TIME_TOLERANCE,
            d -> !d.isNegative() && d.compareTo(Duration.ofHours(1)) <= 0,
            "be from 0 to 1 h, such as 10 s"));
    rules.add(
        new Rule<>(JobOptions.NEW_KEYS_PER_MINUTE, n -> n >= 0, "be 0 or more, such as 1000"));
    rules.add(new Rule<>(JobOptions.NEW_KEYS_AT_ONCE, n -> n >= 1, "be 1 or more, such as 100000"));
    rules.add(
        new Rule<>(JobOptions.REMOVE_AFTER, d -> !d.isNegative(), "be 0 or more, such as 90 d"));
    rules.add(new Rule<>(JobOptions.FEED_EVERY, d -> !d.isNegative(), "be 0 or more, such as 1 d"));
    rules.add(
        new Rule<>(
            JobOptions.STANDINGS_INTERVAL, d -> !d.isNegative(), "be 0 or more, such as 2 s"));
    return List.copyOf(rules);
  }

  private static boolean isAbsoluteUri(String text) {
    try {
      URI uri = URI.create(text);
      return uri.isAbsolute() && uri.getPath() != null && uri.getPath().startsWith("/");
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private void keysAreKnown() {
    List<String> known = JobOptions.all().map(ConfigOption::key).toList();
    given
        .values()
        .forEach(
            (key, value) -> {
              if (key.startsWith(JobOptions.KAFKA_PROPERTIES)) {
                kafkaProperty(key, value);
              } else if (RetiredOptions.MENDS.containsKey(key)) {
                warnings.add(
                    "%s: '%s' has no effect any more; remove it: %s"
                        .formatted(value.origin(), key, RetiredOptions.MENDS.get(key)));
              } else if (!known.contains(key)) {
                problems.add(
                    "%s: there is no option '%s'; did you mean '%s'?"
                        .formatted(value.origin(), key, NearestName.of(key, known)));
              }
            });
  }

  private void kafkaProperty(String key, Given value) {
    String mend = OWNED.get(key.substring(JobOptions.KAFKA_PROPERTIES.length()));
    if (mend != null) {
      problems.add("%s: '%s' is not free to be set; %s".formatted(value.origin(), key, mend));
    } else {
      values.setString(key, value.value());
    }
  }

  private void valueHasItsType(ConfigOption<?> option) {
    Given value = given.values().get(option.key());
    if (value == null) {
      if (!option.hasDefaultValue() && !JobOptions.OPTIONAL.contains(option)) {
        problems.add(
            "'%s' must be set, in the file, as %s or as --%s=VALUE"
                .formatted(option.key(), EnvironmentOptions.variable(option.key()), option.key()));
      }
      return;
    }
    values.setString(option.key(), value.value());
    try {
      values.get(option);
    } catch (IllegalArgumentException e) {
      refuse(option, value, "be " + expected(option));
      values.removeConfig(option);
    }
  }

  private <T> void ruleHolds(Rule<T> rule) {
    Given value = given.values().get(rule.option().key());
    T read = values.get(rule.option());
    if (value != null && read != null && !rule.holds().test(read)) {
      refuse(rule.option(), value, rule.must());
    }
  }

  private void refuse(ConfigOption<?> option, Given value, String must) {
    String found = JobOptions.SECRET.contains(option) ? JobSettings.MASK : value.value();
    problems.add("%s: '%s' must %s, not '%s'".formatted(value.origin(), option.key(), must, found));
  }

  /** A topic that is both read and written would feed the job its own output. */
  private void topicsDiffer() {
    Map<String, String> roles = new HashMap<>();
    for (ConfigOption<String> topic : JobOptions.TOPICS) {
      String name = values.get(topic);
      String other = roles.putIfAbsent(name, topic.key());
      if (other != null) {
        problems.add(
            "'%s' and '%s' are both '%s'; give each its own topic"
                .formatted(other, topic.key(), name));
      }
    }
  }

  /** A key is packed before it is forgotten. */
  private void removalComesLast() {
    Given given = this.given.values().get(JobOptions.REMOVE_AFTER.key());
    Duration idle = values.get(JobOptions.IDLE_AFTER);
    Duration remove = values.get(JobOptions.REMOVE_AFTER);
    if (given != null && remove.toMillis() > 0 && remove.compareTo(idle) < 0) {
      refuse(
          JobOptions.REMOVE_AFTER,
          given,
          "be at least '%s', which is %s, or 0 to forget nobody"
              .formatted(JobOptions.IDLE_AFTER.key(), TimeUtils.formatWithHighestUnit(idle)));
    }
  }

  /** What a value of the option's type looks like. */
  static String expected(ConfigOption<?> option) {
    Object example = option.defaultValue();
    if (example instanceof Duration) {
      return "a duration such as 500 ms, 2 s, 10 min, 12 h or 1 d";
    } else if (example instanceof MemorySize) {
      return "a size such as 512 kb or 1 mb";
    } else if (example instanceof Integer || example instanceof Long || option == JobOptions.SEED) {
      return "a whole number";
    } else if (example instanceof Enum<?> constant) {
      return Arrays.stream(constant.getDeclaringClass().getEnumConstants())
          .map(Object::toString)
          .collect(Collectors.joining(", ", "one of ", ""));
    }
    return "a text";
  }
}

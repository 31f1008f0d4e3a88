package dev.surety.gateway.options;

import dev.surety.domain.NearestName;
import dev.surety.gateway.options.DoorSettings.Answering;
import dev.surety.gateway.options.DoorSettings.Deciding;
import dev.surety.gateway.options.DoorSettings.Judging;
import dev.surety.gateway.options.DoorSettings.Listening;
import dev.surety.gateway.options.DoorSettings.Stopping;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads the options: the file, over it the environment, over both the arguments. */
public final class DoorOptionsReader {

  private final GivenValues given;
  private final Map<String, String> environment;

  private DoorOptionsReader(GivenValues given, Map<String, String> environment) {
    this.given = given;
    this.environment = environment;
  }

  /**
   * Reads and checks them all.
   *
   * @param file of options, or {@code null}
   * @param environment usually {@code System.getenv()}; keys of upstreams are looked up there, too
   * @param arguments each {@code --key=value}
   * @return what to start with
   * @throws IllegalArgumentException with everything that is wrong, each with its source and the
   *     mend; no secret shows in it
   */
  public static DoorSettings read(
      Path file, Map<String, String> environment, List<String> arguments) {
    GivenValues given = new GivenValues();
    if (file != null) {
      given.file(file);
    }
    given.environment(environment);
    given.arguments(arguments);
    return new DoorOptionsReader(given, environment).settings();
  }

  private DoorSettings settings() {
    refuseUnknown();
    Map<String, Secret> kafka = new TreeMap<>();
    given.values.forEach(
        (key, value) -> {
          if (key.startsWith(DoorOptions.KAFKA_PROPERTIES)) {
            kafka.put(
                key.substring(DoorOptions.KAFKA_PROPERTIES.length()), new Secret(value.text()));
          }
        });
    DoorSettings settings =
        new DoorSettings(
            new Listening(
                value(DoorOptions.ADDRESS),
                number(DoorOptions.PORT),
                number(DoorOptions.LOOPS),
                number(DoorOptions.KEY_IN_FLIGHT),
                number(DoorOptions.BODY_MAX),
                1024L * number(DoorOptions.BODIES_MAX),
                value(DoorOptions.BODY_TIMEOUT),
                list(DoorOptions.CORS_ORIGINS)),
            value(DoorOptions.BROKERS),
            kafka,
            value(DoorOptions.PREFIX),
            deciding(),
            path(value(DoorOptions.KEY_FILE)),
            value(DoorOptions.KEY_RELOAD),
            answering(),
            new Judging(value(DoorOptions.SCORE_NAMES), number(DoorOptions.REMEMBER)),
            JudgeOptions.read(given),
            new Stopping(value(DoorOptions.REFUSE_AFTER), value(DoorOptions.DRAIN)),
            new UpstreamsReader(given, environment).read());
    SettingsCheck.check(settings, given.problems);
    if (!given.problems.isEmpty()) {
      throw new IllegalArgumentException(
          "%d problem%s with the options:%n  - %s%ndocs/gateway-options.md lists all options."
              .formatted(
                  given.problems.size(),
                  given.problems.size() == 1 ? "" : "s",
                  String.join("%n  - ".formatted(), given.problems)));
    }
    return settings;
  }

  private Deciding deciding() {
    return new Deciding(
        value(DoorOptions.BUDGET),
        list(DoorOptions.DEFAULT_MODELS),
        value(DoorOptions.ROUTE_NAMES),
        value(DoorOptions.NAMED),
        value(DoorOptions.INCUMBENT),
        value(DoorOptions.SEND_PROMPT),
        choices(),
        number(DoorOptions.CONVERSATIONS),
        value(DoorOptions.CACHE_FOR));
  }

  private Map<String, List<String>> choices() {
    Map<String, List<String>> choices = new TreeMap<>();
    given.values.forEach(
        (key, value) -> {
          if (key.startsWith(DoorOptions.CHOICES)) {
            choices.put(
                key.substring(DoorOptions.CHOICES.length()), DoorOption.names(value.text()));
          }
        });
    return choices;
  }

  private Answering answering() {
    return new Answering(
        number(DoorOptions.ANSWER_MAX),
        value(DoorOptions.ANSWER_MODEL),
        number(DoorOptions.HOLD_EVENTS),
        number(DoorOptions.HOLD_BYTES),
        value(DoorOptions.PING_EVERY),
        value(DoorOptions.FIRST_TOKEN),
        value(DoorOptions.IDLE),
        value(DoorOptions.WHOLE));
  }

  private static Path path(String text) {
    return text == null ? null : Path.of(text);
  }

  private void refuseUnknown() {
    List<String> known = DoorOptions.all().map(DoorOption::key).toList();
    given.values.forEach(
        (key, value) -> {
          if (DoorOptions.of(key) == null
              && !key.startsWith(DoorOptions.KAFKA_PROPERTIES)
              && !key.startsWith(DoorOptions.CHOICES)
              && !key.startsWith(DoorOptions.UPSTREAMS)) {
            given.problems.add(
                "%s: there is no option '%s'; did you mean '%s'?"
                    .formatted(value.origin(), key, NearestName.of(key, known)));
          }
        });
  }

  private List<String> list(DoorOption<List<String>> option) {
    List<String> list = value(option);
    return list == null ? List.of() : list;
  }

  private int number(DoorOption<Integer> option) {
    Integer number = value(option);
    return number == null ? 0 : number;
  }

  private <T> T value(DoorOption<T> option) {
    return value(given, option, option.key());
  }

  /** What was given under a key, or the option's default, or {@code null} beside a problem. */
  static <T> T value(GivenValues given, DoorOption<T> option, String key) {
    GivenValues.Value value = given.values.get(key);
    if (value == null) {
      if (option.needed()) {
        given.problems.add("'%s' must be set: %s".formatted(key, option.description()));
      }
      return option.fallback() == null ? null : option.parser().apply(option.fallback());
    }
    try {
      return option.parser().apply(value.text());
    } catch (IllegalArgumentException | ArithmeticException e) {
      given.problems.add(
          "%s: '%s' %s, not '%s'".formatted(value.origin(), key, e.getMessage(), value.text()));
      return option.fallback() == null ? null : option.parser().apply(option.fallback());
    }
  }
}

package dev.surety.job.options;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Options as arguments: {@code --key=value} or {@code --key value}. */
final class ArgumentOptions {

  /** Names the file; no option of the job. */
  static final String CONFIG = "config";

  private ArgumentOptions() {}

  static boolean askForHelp(String[] args) {
    return Arrays.stream(args).anyMatch(List.of("--help", "-h")::contains);
  }

  static GivenOptions read(String[] args) {
    GivenOptions given = new GivenOptions();
    for (int i = 0; i < args.length; i++) {
      String argument = args[i];
      if (!argument.startsWith("--") || argument.length() < 3) {
        given.problem("argument '" + argument + "' is no option; write --key=value");
        continue;
      }
      int equals = argument.indexOf('=');
      String key = argument.substring(2, equals < 0 ? argument.length() : equals);
      Origin origin = Origin.argument(key);
      boolean separate = equals < 0 && i + 1 < args.length && !args[i + 1].startsWith("--");
      String value = equals >= 0 ? argument.substring(equals + 1) : separate ? args[++i] : "";
      if (value.isBlank()) {
        given.problem(origin, "has no value; write --" + key + "=VALUE");
      } else if (given.has(key)) {
        given.problem(origin, "is given twice; remove one");
      } else {
        given.put(key, value, origin);
      }
    }
    return given;
  }

  /** Values that a program gives instead of a person. */
  static GivenOptions of(Map<String, String> values) {
    GivenOptions given = new GivenOptions();
    new TreeMap<>(values).forEach((key, value) -> given.put(key, value, Origin.argument(key)));
    return given;
  }
}

package dev.surety.gateway.options;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * One option of the door.
 *
 * @param key as it is written, or its last part for an option of each upstream
 * @param values what it takes, for people
 * @param fallback what counts where it is not given, as it would be written; {@code null} if
 *     nothing does
 * @param needed whether the door can't start without
 * @param description in whole sentences
 * @param parser reads a value; throws {@link IllegalArgumentException} with what is wrong
 */
record DoorOption<T>(
    String key,
    String values,
    String fallback,
    boolean needed,
    String description,
    Function<String, T> parser) {

  static DoorOption<String> text(String key, String fallback, String description) {
    return new DoorOption<>(key, "text", fallback, false, description, Function.identity());
  }

  static DoorOption<List<String>> list(String key, String fallback, String description) {
    return new DoorOption<>(
        key, "names, separated by commas", fallback, false, description, DoorOption::names);
  }

  static <E extends Enum<E>> DoorOption<E> word(
      String key, Class<E> type, String fallback, String description) {
    String words =
        Arrays.stream(type.getEnumConstants())
            .map(constant -> '`' + constant.name().toLowerCase(Locale.ROOT) + '`')
            .collect(Collectors.joining(", "));
    return new DoorOption<>(
        key,
        words,
        fallback,
        false,
        description,
        text -> {
          for (E constant : type.getEnumConstants()) {
            if (constant.name().equalsIgnoreCase(text)) {
              return constant;
            }
          }
          throw new IllegalArgumentException("takes " + words.replace("`", ""));
        });
  }

  DoorOption<T> mustBeSet() {
    return new DoorOption<>(key, values, fallback, true, description, parser);
  }

  static List<String> names(String text) {
    return Arrays.stream(text.split(",")).map(String::strip).filter(n -> !n.isEmpty()).toList();
  }
}

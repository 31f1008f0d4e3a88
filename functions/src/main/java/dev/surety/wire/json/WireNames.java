package dev.surety.wire.json;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The names of an enum's constants on the wire: lower case. */
final class WireNames<E extends Enum<E>> {

  private final Map<String, E> values = new LinkedHashMap<>();
  private final Map<E, String> names;

  /**
   * @param silent the constant that stands for an absent field and has no name, or {@code null}
   */
  WireNames(Class<E> type, E silent) {
    names = new EnumMap<>(type);
    for (E value : type.getEnumConstants()) {
      if (value != silent) {
        String name = value.name().toLowerCase(Locale.ROOT);
        values.put(name, value);
        names.put(value, name);
      }
    }
  }

  /** The constant, or {@code null} if there is none of this name. */
  E value(String name) {
    return values.get(name);
  }

  /** The name, or {@code null} for the silent constant. */
  String name(E value) {
    return names.get(value);
  }

  /** All names. */
  List<String> names() {
    return List.copyOf(values.keySet());
  }

  @Override
  public String toString() {
    return String.join(", ", values.keySet());
  }
}

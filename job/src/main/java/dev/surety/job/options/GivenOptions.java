package dev.surety.job.options;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Values as texts with their origins, before they are checked; and what was wrong on the way. */
final class GivenOptions {

  /** One value as it was written. */
  record Given(String value, Origin origin) {}

  private final Map<String, Given> values = new TreeMap<>();
  private final List<String> problems = new ArrayList<>();

  /** A value; one given before, from a weaker source, gives way. */
  void put(String key, String value, Origin origin) {
    values.put(key, new Given(value.strip(), origin));
  }

  /** Values of a stronger source. */
  void override(GivenOptions stronger) {
    values.putAll(stronger.values);
    problems.addAll(stronger.problems);
  }

  void problem(Origin origin, String text) {
    problems.add(origin + ": " + text);
  }

  void problem(String text) {
    problems.add(text);
  }

  Map<String, Given> values() {
    return values;
  }

  List<String> problems() {
    return problems;
  }

  boolean has(String key) {
    return values.containsKey(key);
  }
}

package dev.surety.k8s;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Something that holds for every overlay and that no schema can say.
 *
 * @param name what holds
 * @param findings what breaks it, one sentence each; empty where it holds
 */
record Rule(String name, Function<Manifests, List<String>> findings) {

  static List<Rule> all() {
    return Stream.of(StateRules.all(), PodRules.all(), AccessRules.all(), NetworkRules.all())
        .flatMap(List::stream)
        .toList();
  }

  static Rule named(String name) {
    return all().stream()
        .filter(rule -> rule.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no rule '" + name + "'"));
  }

  @Override
  public String toString() {
    return name;
  }
}

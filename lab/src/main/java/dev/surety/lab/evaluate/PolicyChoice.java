package dev.surety.lab.evaluate;

import dev.surety.lab.baseline.Baseline;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A policy to evaluate, as an SLA names it, with the parameters that differ from its defaults.
 *
 * @param name what an SLA writes under {@code policy}
 * @param parameters by name
 */
record PolicyChoice(String name, Map<String, String> parameters) {

  private static final String BUYER = "surety";
  private static final String EXAMPLE = "Write policies like mess-plus{v=1,c=0.1},fixed:small.";

  /** What people and results call it: {@code name} or {@code name{key=value,...}}. */
  String label() {
    if (parameters.isEmpty()) {
      return name;
    }
    List<String> pairs = new ArrayList<>();
    new TreeMap<>(parameters).forEach((key, value) -> pairs.add(key + '=' + value));
    return name + '{' + String.join(",", pairs) + '}';
  }

  /** The baseline of this name, if it is one. */
  Optional<Baseline> baseline() {
    return Baseline.named(name);
  }

  /** Whether it can say what a judge's label is worth: of no other a promise names a judge. */
  boolean buysLabels() {
    return name.equals(BUYER);
  }

  /** The label, and what a baseline knows that no router online could. */
  String title() {
    return label()
        + baseline()
            .map(
                known ->
                    switch (known.knows()) {
                      case NOTHING -> "";
                      case TRAINING_ROWS -> " (trained)";
                      case EVERYTHING -> " (hindsight)";
                    })
            .orElse("");
  }

  /**
   * Reads {@code a,b{key=value,...},c}.
   *
   * @throws IllegalArgumentException naming the part that can't be read and the mend
   */
  static List<PolicyChoice> parseList(String text) {
    List<PolicyChoice> policies = new ArrayList<>();
    Set<String> labels = new LinkedHashSet<>();
    int start = 0;
    boolean inBraces = false;
    for (int i = 0; i <= text.length(); i++) {
      char c = i < text.length() ? text.charAt(i) : ',';
      if (c == ',' && (!inBraces || i == text.length())) {
        PolicyChoice policy = parse(text.substring(start, i).strip());
        if (!labels.add(policy.label())) {
          throw new IllegalArgumentException("policy '" + policy.label() + "' stands there twice");
        }
        policies.add(policy);
        start = i + 1;
      } else if (c == '{' || c == '}') {
        inBraces = c == '{';
      }
    }
    return List.copyOf(policies);
  }

  private static PolicyChoice parse(String text) {
    int brace = text.indexOf('{');
    String name = (brace < 0 ? text : text.substring(0, brace)).strip();
    if (name.isEmpty()) {
      throw new IllegalArgumentException("a policy without a name in '" + text + "'. " + EXAMPLE);
    }
    if (brace < 0) {
      return new PolicyChoice(name, Map.of());
    }
    if (text.indexOf('}') != text.length() - 1) {
      throw new IllegalArgumentException(
          "the braces of policy '" + text + "' don't close at its end. " + EXAMPLE);
    }
    Map<String, String> parameters = new TreeMap<>();
    String inside = text.substring(brace + 1, text.length() - 1);
    for (String pair : inside.isBlank() ? new String[0] : inside.split(",", -1)) {
      int equals = pair.indexOf('=');
      String key = equals < 0 ? "" : pair.substring(0, equals).strip();
      if (key.isEmpty() || parameters.put(key, pair.substring(equals + 1).strip()) != null) {
        throw new IllegalArgumentException(
            "'" + pair + "' of policy '" + name + "' is no new parameter=value. " + EXAMPLE);
      }
    }
    return new PolicyChoice(name, Map.copyOf(parameters));
  }
}

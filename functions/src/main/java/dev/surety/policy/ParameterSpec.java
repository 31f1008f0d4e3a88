package dev.surety.policy;

import java.util.List;
import java.util.Map;

/**
 * One parameter that an SLA may set for its policy.
 *
 * @param fallback the default, as text
 * @param choices the allowed values of a choice; empty for a number
 * @param min smallest allowed number
 * @param max largest allowed number
 */
public record ParameterSpec(
    String name,
    String fallback,
    List<String> choices,
    double min,
    double max,
    String description) {

  public static ParameterSpec number(
      String name, double fallback, double min, double max, String description) {
    return new ParameterSpec(name, Double.toString(fallback), List.of(), min, max, description);
  }

  public static ParameterSpec choice(String name, String description, String... choices) {
    return new ParameterSpec(
        name, choices[0], List.of(choices), Double.NaN, Double.NaN, description);
  }

  /** The value set, or the default. */
  public String text(Map<String, String> parameters) {
    String value = parameters.getOrDefault(name, fallback);
    if (!choices.isEmpty() && !choices.contains(value)) {
      throw new IllegalArgumentException(
          "parameter '" + name + "' must be one of " + choices + ", not '" + value + "'");
    }
    return value;
  }

  /** The value set, or the default. */
  public double number(Map<String, String> parameters) {
    String text = parameters.getOrDefault(name, fallback);
    double value;
    try {
      value = Double.parseDouble(text);
    } catch (NumberFormatException e) {
      value = Double.NaN;
    }
    if (!(value >= min && value <= max)) {
      throw new IllegalArgumentException(
          "parameter '"
              + name
              + "' must be a number from "
              + min
              + " to "
              + max
              + ", not '"
              + text
              + "'");
    }
    return value;
  }
}

package dev.surety.policy;

import dev.surety.domain.ControlUpdate;
import java.util.List;
import java.util.Map;

/**
 * One parameter that an SLA may set for its policy.
 *
 * @param fallback the default, as text; {@code null} where none is an answer
 * @param choices the allowed values of a choice; empty for others
 * @param min smallest allowed number
 * @param max largest allowed number
 * @param artefact for a text: the kind of the control artefact that it names; {@code null} for
 *     others
 * @param artefactName for a choice that names an artefact by some of its values: the artefact's
 *     name; {@code null} for others
 * @param naming those values; empty for others
 * @param prefix for a choice that may also be this text and the name of an artefact, {@code
 *     tagger:NAME}; {@code null} for others
 * @param needed whether an SLA must set it
 */
public record ParameterSpec(
    String name,
    String fallback,
    List<String> choices,
    double min,
    double max,
    ArtefactKind<?> artefact,
    String artefactName,
    List<String> naming,
    String prefix,
    boolean needed,
    String description) {

  public static ParameterSpec number(
      String name, double fallback, double min, double max, String description) {
    return new ParameterSpec(
        name,
        Double.toString(fallback),
        List.of(),
        min,
        max,
        null,
        null,
        List.of(),
        null,
        false,
        description);
  }

  public static ParameterSpec choice(String name, String description, String... choices) {
    return new ParameterSpec(
        name,
        choices[0],
        List.of(choices),
        Double.NaN,
        Double.NaN,
        null,
        null,
        List.of(),
        null,
        false,
        description);
  }

  /** The name of an artefact on the control topic, which need not be there; by default none. */
  public static ParameterSpec artefact(String name, ArtefactKind<?> kind, String description) {
    return new ParameterSpec(
        name,
        null,
        List.of(),
        Double.NaN,
        Double.NaN,
        kind,
        null,
        List.of(),
        null,
        false,
        description);
  }

  /** The name of an artefact that the policy cannot do without; an SLA must name one. */
  public static ParameterSpec neededArtefact(
      String name, ArtefactKind<?> kind, String description) {
    return new ParameterSpec(
        name,
        null,
        List.of(),
        Double.NaN,
        Double.NaN,
        kind,
        null,
        List.of(),
        null,
        true,
        description);
  }

  /**
   * A choice of which some values say that an artefact of this name is used, which need not be
   * there.
   */
  public static ParameterSpec artefactByChoice(
      String name,
      ArtefactKind<?> kind,
      String artefactName,
      List<String> naming,
      String description,
      String... choices) {
    return new ParameterSpec(
        name,
        choices[0],
        List.of(choices),
        Double.NaN,
        Double.NaN,
        kind,
        artefactName,
        naming,
        null,
        false,
        description);
  }

  /**
   * A choice that may also be {@code prefix} and the name of an artefact, which need not be there.
   */
  public static ParameterSpec choiceOrArtefact(
      String name, String prefix, ArtefactKind<?> kind, String description, String... choices) {
    return new ParameterSpec(
        name,
        choices[0],
        List.of(choices),
        Double.NaN,
        Double.NaN,
        kind,
        null,
        List.of(),
        prefix,
        false,
        description);
  }

  /** The value set, or the default. */
  public String text(Map<String, String> parameters) {
    String value = parameters.getOrDefault(name, fallback);
    boolean named =
        prefix != null && value.startsWith(prefix) && isName(value.substring(prefix.length()));
    if (!choices.isEmpty() && !choices.contains(value) && !named) {
      throw new IllegalArgumentException(
          "parameter '%s' must be one of %s%s, not '%s'"
              .formatted(name, choices, prefix == null ? "" : " or " + prefix + "NAME", value));
    }
    return value;
  }

  /**
   * The subject of the artefact that is named, or {@code null} if none is, or if this parameter
   * names none.
   */
  public String subject(Map<String, String> parameters) {
    if (artefactName != null) {
      return naming.contains(text(parameters))
          ? ControlUpdate.artefactSubject(artefact.name(), artefactName)
          : null;
    }
    if (prefix != null) {
      String named = artefactNamed(parameters);
      return named == null ? null : ControlUpdate.artefactSubject(artefact.name(), named);
    }
    String value = artefact == null ? null : parameters.getOrDefault(name, fallback);
    if (value != null && value.isBlank()) {
      throw new IllegalArgumentException(
          "parameter '"
              + name
              + "' must be the name of a "
              + artefact.name()
              + " artefact, or left out");
    }
    return value == null ? null : ControlUpdate.artefactSubject(artefact.name(), value);
  }

  /** The name behind the prefix, or {@code null} if the value is one of the choices. */
  public String artefactNamed(Map<String, String> parameters) {
    String value = text(parameters);
    return choices.contains(value) ? null : value.substring(prefix.length());
  }

  private static boolean isName(String text) {
    return !text.isBlank() && text.chars().noneMatch(Character::isISOControl);
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

package dev.surety.testing;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Skips or fails what {@link Requires} marks. */
final class RequiresCondition implements ExecutionCondition {

  static final String VARIABLE = "SURETY_REQUIRE";

  @Override
  public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
    List<Outside> needed =
        AnnotationSupport.findRepeatableAnnotations(context.getElement(), Requires.class).stream()
            .flatMap(requires -> Arrays.stream(requires.value()))
            .toList();
    return judge(needed, Outside::present, requiredHere());
  }

  /**
   * @param needed what the test needs
   * @param present what this machine has
   * @param required what must not be absent
   * @throws AssertionError if something is needed, required and absent
   */
  static ConditionEvaluationResult judge(
      Collection<Outside> needed, Predicate<Outside> present, Set<Outside> required) {
    List<Outside> absent = needed.stream().filter(present.negate()).toList();
    for (Outside outside : absent) {
      if (required.contains(outside)) {
        throw new AssertionError(
            "%s requires %s, but it isn't here: %s"
                .formatted(VARIABLE, outside.word(), outside.mend()));
      }
    }
    return absent.isEmpty()
        ? ConditionEvaluationResult.enabled("has all of " + needed)
        : ConditionEvaluationResult.disabled(
            "absent: %s; %s".formatted(absent.get(0).word(), absent.get(0).mend()));
  }

  /** Reads a list such as {@code data,k8s}; blanks and empty words don't count. */
  static Set<Outside> parse(String words) {
    Set<Outside> required = EnumSet.noneOf(Outside.class);
    Arrays.stream(words.split(","))
        .map(String::strip)
        .filter(word -> !word.isEmpty())
        .map(Outside::of)
        .forEach(required::add);
    return required;
  }

  private static Set<Outside> requiredHere() {
    return parse(System.getenv().getOrDefault(VARIABLE, ""));
  }
}

package dev.surety.testing;

import static dev.surety.testing.Outside.DATA;
import static dev.surety.testing.Outside.PROMETHEUS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;

class RequiresConditionTest {

  @Test
  void runsWhereEverythingIsThere() {
    ConditionEvaluationResult result =
        RequiresCondition.judge(List.of(DATA, PROMETHEUS), outside -> true, Set.of(DATA));

    assertThat(result.isDisabled()).isFalse();
  }

  @Test
  void skipsWithTheMendWhereSomethingIsAbsent() {
    ConditionEvaluationResult result =
        RequiresCondition.judge(
            List.of(DATA, PROMETHEUS), outside -> outside == DATA, Set.of(DATA));

    assertThat(result.isDisabled()).isTrue();
    assertThat(result.getReason()).hasValueSatisfying(r -> assertThat(r).contains("promtool"));
  }

  @Test
  void failsWhereSomethingRequiredIsAbsent() {
    assertThatThrownBy(() -> RequiresCondition.judge(List.of(DATA), outside -> false, Set.of(DATA)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("SURETY_REQUIRE requires data")
        .hasMessageContaining("../shared/data");
  }

  @Test
  void readsTheListOfRequiredThings() {
    assertThat(RequiresCondition.parse(" data, prometheus,")).containsOnly(DATA, PROMETHEUS);
    assertThat(RequiresCondition.parse("")).isEmpty();
  }

  @Test
  void refusesAMisspeltRequirement() {
    assertThatThrownBy(() -> RequiresCondition.parse("date"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'date'")
        .hasMessageContaining("data");
  }
}

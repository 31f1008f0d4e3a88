package dev.surety.console;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.surety.architecture.HouseRules;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * One name, one thing: who reads a class's name anywhere in the house, in a stack trace or in a
 * decision record, finds one file. This module sees all others, so it is held here.
 */
class NamesTest {

  @Test
  void noSimpleNameStandsTwice() {
    assertThat(standingTwice(HouseRules.shippedClasses())).isEmpty();
  }

  /** A model is an LLM; what learns or decides is an algorithm, a regression, a policy. */
  @Test
  void onlyAnLlmIsCalledAModel() {
    assertThat(HouseRules.shippedClasses().stream().filter(JavaClass::isTopLevelClass))
        .extracting(JavaClass::getSimpleName)
        .filteredOn(name -> name.endsWith("Model"))
        .containsExactlyInAnyOrder("AnsweringModel", "FixedModel", "PooledModel");
  }

  @Test
  void aNameThatStandsTwiceIsNoticed() {
    JavaClasses two =
        new ClassFileImporter().importClasses(List.class, java.awt.List.class, Map.Entry.class);
    assertThat(standingTwice(two))
        .containsExactly(Map.entry("List", List.of("java.awt.List", "java.util.List")));
  }

  /** Top-level classes by simple name, as far as there are several of it. */
  private static Map<String, List<String>> standingTwice(JavaClasses classes) {
    Map<String, List<String>> byName =
        classes.stream()
            .filter(JavaClass::isTopLevelClass)
            .filter(type -> !type.getSimpleName().equals("package-info"))
            .map(JavaClass::getName)
            .sorted()
            .collect(
                groupingBy(
                    name -> name.substring(name.lastIndexOf('.') + 1),
                    TreeMap::new,
                    mapping(name -> name, toList())));
    byName.values().removeIf(names -> names.size() < 2);
    return byName;
  }
}

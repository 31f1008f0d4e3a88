package dev.surety.console;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import dev.surety.architecture.HouseRules;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * Which module may know which. This module sees all others, so the rules are held here. Most breaks
 * can't even be compiled, as the poms don't offer the dependency; these rules hold when a pom is
 * widened.
 *
 * <p>A rule that never fails guards nothing: {@link #aRuleBites} turns one on a dependency that is
 * there. Shown once for real, too: with the job in the pom of the tools, a record of {@code tools}
 * that holds one of {@code job} is reported by {@link #jobAndToolsDontKnowEachOther}.
 */
class ModulesTest {

  private static final String[] FUNCTIONS =
      HouseRules.FLOORS.stream().map(floor -> "dev.surety." + floor + "..").toArray(String[]::new);
  private static final String[] LAB = {
    "dev.surety.lab..",
    "dev.surety.tools.baseline..",
    "dev.surety.tools.chart..",
    "dev.surety.tools.data..",
    "dev.surety.tools.evaluate..",
    "dev.surety.tools.reference..",
    "dev.surety.tools.terminal..",
    "dev.surety.tools.train.."
  };
  private static final String JOB = "dev.surety.job..";
  private static final String TOOLS = "dev.surety.tools..";
  private static final String DEMO = "dev.surety.demo..";
  private static final String BENCHMARKS = "dev.surety.benchmarks..";

  private static final JavaClasses HOUSE = HouseRules.shippedClasses();

  @Test
  void functionsKnowsNoOtherModule() {
    mustNotKnow(FUNCTIONS, JOB, "dev.surety.lab..", TOOLS, DEMO, BENCHMARKS).check(HOUSE);
  }

  @Test
  void theLabKnowsFunctionsAlone() {
    noClasses()
        .that()
        .resideInAnyPackage(LAB)
        .should()
        .dependOnClassesThat(
            resideInAPackage("dev.surety..")
                .and(resideOutsideOfPackages(FUNCTIONS))
                .and(resideOutsideOfPackages(LAB)))
        .check(HOUSE);
  }

  @Test
  void jobAndToolsDontKnowEachOther() {
    mustNotKnow(new String[] {JOB}, TOOLS, "dev.surety.lab..").check(HOUSE);
    mustNotKnow(new String[] {TOOLS}, JOB).check(HOUSE);
  }

  @Test
  void nobodyKnowsTheDemo() {
    mustNotKnow(new String[] {JOB, TOOLS}, DEMO, BENCHMARKS).check(HOUSE);
    mustNotKnow(new String[] {DEMO}, BENCHMARKS).check(HOUSE);
  }

  @Test
  void namesSayWhatAThingIs() {
    HouseRules.namesSayWhatAThingIs("dev.surety").check(HOUSE);
  }

  @Test
  void aRuleBites() {
    assertThat(mustNotKnow(new String[] {TOOLS}, "picocli..").evaluate(HOUSE).getFailureReport())
        .asString()
        .contains("SuretyTools");
  }

  /** No class of these packages depends on those. */
  private static ArchRule mustNotKnow(String[] these, String... those) {
    return noClasses()
        .that()
        .resideInAnyPackage(these)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(those)
        .as("%s must know none of %s".formatted(Arrays.toString(these), Arrays.toString(those)))
        .allowEmptyShould(true);
  }
}

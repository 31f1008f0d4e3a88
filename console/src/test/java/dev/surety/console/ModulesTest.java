package dev.surety.console;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import dev.surety.architecture.HouseRules;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Which module may know which. This module sees all others, so the rules are held here. Most breaks
 * can't even be compiled, as the poms don't offer the dependency; these rules hold when a pom is
 * widened.
 */
class ModulesTest {

  private static final String[] FUNCTIONS =
      HouseRules.FLOORS.stream().map(floor -> "dev.surety." + floor + "..").toArray(String[]::new);

  /** The packages of a module, and the modules that it may know beside {@code functions}. */
  private static final Map<String, List<String>> HOUSE_PLAN =
      Map.ofEntries(
          entry("output", List.of()),
          entry("client", List.of()),
          entry("gateway", List.of("output", "client")),
          entry("lab", List.of("output")),
          entry("job", List.of()),
          entry("tools", List.of("output")),
          entry("operate", List.of("output")),
          entry("demo", List.of("output", "client", "gateway", "lab", "job", "tools", "operate")),
          entry(
              "trials",
              List.of("output", "client", "gateway", "lab", "job", "tools", "operate", "demo")),
          entry(
              "benchmarks",
              List.of(
                  "output", "client", "gateway", "lab", "job", "tools", "operate", "demo",
                  "trials")));

  private static final JavaClasses HOUSE = HouseRules.shippedClasses();

  @Test
  void functionsKnowsNoOtherModule() {
    knowsOnly(FUNCTIONS).check(HOUSE);
  }

  @ParameterizedTest
  @MethodSource("modules")
  void aModuleKnowsOnlyThoseBelowIt(String module) {
    knowsOnly(new String[] {packages(module)}, HOUSE_PLAN.get(module)).check(HOUSE);
  }

  @Test
  void noModuleIsForgotten() {
    assertThat(HOUSE.stream().map(JavaClass::getPackageName))
        .allMatch(
            name ->
                name.startsWith("dev.surety.console")
                    || Stream.concat(HouseRules.FLOORS.stream(), modules())
                        .anyMatch(room -> (name + '.').startsWith("dev.surety." + room + '.')));
  }

  /** What a gateway is given to compile with has no Flink and no Jackson in it. */
  @Test
  void theClientShowsNeitherFlinkNorJackson() {
    noClasses()
        .that()
        .resideInAPackage(packages("client"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.flink..", "com.fasterxml.jackson..", "org.apache.avro..")
        .check(HOUSE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"operate", "gateway"})
  void operatingAndServingTakeNoFlink(String module) {
    noClasses()
        .that()
        .resideInAPackage(packages(module))
        .should()
        .transitivelyDependOnClassesThat()
        .resideInAnyPackage("org.apache.flink..", "org.apache.avro..")
        .check(HOUSE);
  }

  /** Who serves HTTP without blocking is the door alone, and who comes to it by the thousand. */
  @Test
  void onlyTheDoorAndItsUsersByTheThousandKnowVertx() {
    noClasses()
        .that()
        .resideOutsideOfPackages(
            packages("gateway"), "dev.surety.trials.door..", "dev.surety.benchmarks.gateway..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.vertx..", "io.netty..", "io.micrometer..")
        .check(HOUSE);
  }

  /** Pages and progress have one look, so one module makes them. */
  @Test
  void onlyOutputWritesMarkupAndBars() {
    noClasses()
        .that()
        .resideOutsideOfPackage(packages("output"))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("gg.jte..", "me.tongfei..")
        .check(HOUSE);
  }

  @Test
  void namesSayWhatAThingIs() {
    HouseRules.namesSayWhatAThingIs("dev.surety").check(HOUSE);
  }

  @Test
  void aRuleBites() {
    assertThat(knowsOnly(new String[] {packages("demo")}).evaluate(HOUSE).getFailureReport())
        .asString()
        .contains("dev.surety.client.Gateway");
  }

  static Stream<String> modules() {
    return HOUSE_PLAN.keySet().stream().sorted();
  }

  private static String packages(String module) {
    return "dev.surety." + module + "..";
  }

  /** Of this house, these packages depend on themselves, on {@code functions} and on those. */
  private static ArchRule knowsOnly(String[] these, List<String> those) {
    return noClasses()
        .that()
        .resideInAnyPackage(these)
        .should()
        .dependOnClassesThat(
            resideInAPackage("dev.surety..")
                .and(resideOutsideOfPackages(FUNCTIONS))
                .and(resideOutsideOfPackages(these))
                .and(
                    resideOutsideOfPackages(
                        those.stream().map(ModulesTest::packages).toArray(String[]::new))))
        .as("%s must know only functions and %s".formatted(Arrays.toString(these), those));
  }

  private static ArchRule knowsOnly(String... these) {
    return knowsOnly(these, List.of());
  }
}

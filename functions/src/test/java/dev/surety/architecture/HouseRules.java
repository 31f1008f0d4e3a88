package dev.surety.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import com.tngtech.archunit.library.Architectures.LayeredArchitecture;
import java.util.List;

/**
 * The rules, for any root package: the house itself, and a small broken one that shows that they
 * bite.
 */
public final class HouseRules {

  /** The packages of the module {@code functions}, lowest first. */
  public static final List<String> FLOORS =
      List.of("domain", "features", "estimator", "policy", "engine", "wire", "flink");

  /** Read when it is first asked for, once a JVM: some seconds for all modules. */
  private static final class Shipped {
    static final JavaClasses CLASSES =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("dev.surety");
  }

  private HouseRules() {}

  /** What this house ships, as far as the module that asks can see it; no tests. */
  public static JavaClasses shippedClasses() {
    return Shipped.CLASSES;
  }

  /** Each floor knows only those below it. */
  static ArchRule floorsKnowOnlyThoseBelow(String root) {
    LayeredArchitecture house =
        layeredArchitecture().consideringOnlyDependenciesInLayers().withOptionalLayers(true);
    for (String floor : FLOORS) {
      house = house.layer(floor).definedBy(root + "." + floor + "..");
    }
    for (int i = 0; i < FLOORS.size(); i++) {
      String[] below = FLOORS.subList(0, i).toArray(String[]::new);
      house =
          below.length == 0
              ? house.whereLayer(FLOORS.get(i)).mayNotAccessAnyLayer()
              : house.whereLayer(FLOORS.get(i)).mayOnlyAccessLayers(below);
    }
    return house;
  }

  /** Flink, and what comes with it, stays on the top floor. */
  static ArchRule onlyTheTopFloorKnowsFlink(String root) {
    return noClasses()
        .that()
        .resideInAPackage(root + "..")
        .and()
        .resideOutsideOfPackage(root + ".flink..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.flink..", "org.apache.kafka..")
        .allowEmptyShould(true);
  }

  /** A thing is called what it is; these names say nothing. */
  public static ArchRule namesSayWhatAThingIs(String root) {
    return CompositeArchRule.of(
            noClasses()
                .that()
                .resideInAPackage(root + "..")
                .should()
                .haveSimpleNameEndingWith("Util")
                .orShould()
                .haveSimpleNameEndingWith("Utils")
                .orShould()
                .haveSimpleNameEndingWith("Helper")
                .orShould()
                .haveSimpleNameEndingWith("Manager")
                .orShould()
                .haveSimpleNameEndingWith("Common")
                .allowEmptyShould(true))
        .and(
            noClasses()
                .should()
                .resideInAnyPackage(
                    root + "..util..",
                    root + "..utils..",
                    root + "..common..",
                    root + "..helper..",
                    root + "..manager..")
                .allowEmptyShould(true));
  }
}

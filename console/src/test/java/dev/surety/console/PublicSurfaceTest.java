package dev.surety.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import dev.surety.architecture.HouseRules;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/**
 * What is public is meant: it belongs to the surface that users may rely on (CONTRIBUTING lists
 * it), or another package of the house needs it, or a framework finds it by its name.
 */
class PublicSurfaceTest {

  private static final JavaClasses HOUSE = HouseRules.shippedClasses();

  /** Packages that are there to be used by others. */
  private static final List<String> SURFACE =
      List.of(
          "dev.surety.client", "dev.surety.domain", "dev.surety.wire", "dev.surety.job.options");

  /**
   * Public for what is not seen from here: tests of other packages, the module of embeddings, which
   * is a profile of its own, and Flink, which serializes these two as POJOs.
   */
  private static final Set<String> FOR_OTHERS =
      Set.of(
          "dev.surety.tools.history.SidedKey",
          "dev.surety.tools.journal.KeyedRow",
          "dev.surety.benchmarks.pipeline.Workload",
          "dev.surety.demo.kafka.BrokerSecurity",
          "dev.surety.output.terminal.PlainErrors",
          "dev.surety.policy.MessPlus",
          "dev.surety.policy.SlaRouterClock",
          "dev.surety.policy.proteus.ProteusAccount",
          "dev.surety.policy.proteus.ProteusLearner",
          "dev.surety.policy.surety.SuretyLearner",
          "dev.surety.tools.journal.RowsThatCount");

  @Test
  void whatNoOtherPackageUsesIsNotPublic() {
    Set<String> needless = new TreeSet<>();
    for (JavaClass type : HOUSE) {
      if (isPublicTopLevel(type)
          && SURFACE.stream().noneMatch(type.getPackageName()::startsWith)
          && !isGenerated(type)
          && !isFoundByName(type)
          && !isUsedElsewhere(type)) {
        needless.add(type.getName());
      }
    }
    assertThat(needless).isEqualTo(new TreeSet<>(FOR_OTHERS));
  }

  private static boolean isPublicTopLevel(JavaClass type) {
    return type.isTopLevelClass()
        && type.getModifiers().contains(JavaModifier.PUBLIC)
        && !type.getSimpleName().equals("package-info");
  }

  private static boolean isGenerated(JavaClass type) {
    return type.getPackageName().endsWith(".jmh_generated")
        || type.getSimpleName().matches("Jte.*Generated");
  }

  /** By picocli, by Java's launcher, by Flink's restore of a serializer, by JMH. */
  private static boolean isFoundByName(JavaClass type) {
    Predicate<String> annotated = type::isAnnotatedWith;
    return annotated.test("picocli.CommandLine$Command")
        || annotated.test("org.openjdk.jmh.annotations.State")
        || type.getMethods().stream().anyMatch(method -> method.getName().equals("main"))
        || type.getMethods().stream()
            .anyMatch(method -> method.isAnnotatedWith("org.openjdk.jmh.annotations.Benchmark"))
        || type.isAssignableTo("org.apache.flink.api.common.typeutils.TypeSerializer")
        || type.isAssignableTo("org.apache.flink.api.common.typeutils.TypeSerializerSnapshot");
  }

  private static boolean isUsedElsewhere(JavaClass type) {
    return type.getDirectDependenciesToSelf().stream()
        .anyMatch(use -> !use.getOriginClass().getPackageName().equals(type.getPackageName()));
  }
}

package dev.surety.architecture;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/**
 * The floors of the module {@code functions}. Each rule is held against the house, and against the
 * classes in {@code dev.surety.architecture.broken}, which break every one: a rule that let those
 * pass would guard nothing.
 */
class FloorsTest {

  private static final String HOUSE = "dev.surety";
  private static final String BROKEN = "dev.surety.architecture.broken";

  private final JavaClasses house = HouseRules.shippedClasses();
  private final JavaClasses broken = new ClassFileImporter().importPackages(BROKEN);

  @Test
  void eachFloorKnowsOnlyThoseBelow() {
    HouseRules.floorsKnowOnlyThoseBelow(HOUSE).check(house);
    assertBites(HouseRules.floorsKnowOnlyThoseBelow(BROKEN), "broken.domain.KnowsTheEngine");
  }

  @Test
  void onlyTheTopFloorKnowsFlink() {
    HouseRules.onlyTheTopFloorKnowsFlink(HOUSE).check(house);
    assertBites(HouseRules.onlyTheTopFloorKnowsFlink(BROKEN), "broken.wire.KnowsFlink");
  }

  @Test
  void namesSayWhatAThingIs() {
    HouseRules.namesSayWhatAThingIs(HOUSE).check(house);
    assertBites(HouseRules.namesSayWhatAThingIs(BROKEN), "broken.engine.RoutingHelper");
    assertBites(HouseRules.namesSayWhatAThingIs(BROKEN), "broken.util.Clock");
  }

  private void assertBites(ArchRule rule, String culprit) {
    assertThatThrownBy(() -> rule.check(broken))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(culprit);
  }
}

package dev.surety.demo.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.surety.demo.traffic.Tenant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetChangeTest {

  private static final Tenant ACME = new Tenant("acme", "gold", 0.8);
  private static final Tenant INITECH = new Tenant("initech", "bronze", 0.6);
  private static final List<Tenant> TENANTS = List.of(ACME, INITECH);

  @Test
  void isOfTheLastTenantUnlessOneIsNamed() {
    assertThat(TargetChange.parse("0.25:0.7", TENANTS))
        .isEqualTo(new TargetChange(0.25, INITECH, 0.7));
    assertThat(TargetChange.parse("0.25:0.7:acme", TENANTS).tenant()).isEqualTo(ACME);
    assertThat(TargetChange.parse("0.25:0.7", TENANTS).before(400)).isEqualTo(100);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0.5", "0.5:x", "x:0.5", "0.5:1.5", "-1:0.5", "0.5:0.6:acme:gold"})
  void whatIsNoChangeIsRefusedWithAnExample(String text) {
    assertThatThrownBy(() -> TargetChange.parse(text, TENANTS))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("--change-target " + text, "0.5:0.85");
  }

  @Test
  void anUnknownTenantIsRefusedWithTheNamesThereAre() {
    assertThatThrownBy(() -> TargetChange.parse("0.5:0.7:hooli", TENANTS))
        .hasMessageContainingAll("acme", "initech");
  }

  @Test
  void anUpgradeNeedsSomewhereToGo() {
    assertThat(TargetChange.upgrade(TENANTS)).isEqualTo(new TargetChange(0.5, INITECH, 0.8));
    assertThat(TargetChange.upgrade(List.of(ACME))).isNull();
  }
}

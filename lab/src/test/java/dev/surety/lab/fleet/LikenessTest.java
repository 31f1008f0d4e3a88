package dev.surety.lab.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class LikenessTest {

  @Property(tries = 100)
  void everyKindGetsItsShareToOneTenant(
      @ForAll @IntRange(min = 1, max = 200) int tenants,
      @ForAll @IntRange(max = 50) int alien,
      @ForAll @IntRange(max = 50) int hostile,
      @ForAll long seed) {
    Likeness likeness =
        Likeness.parse("like,alien=" + alien / 100.0 + ",hostile=" + hostile / 100.0);
    List<TenantKind> kinds = likeness.of(tenants, seed);
    assertThat(kinds).hasSize(tenants).isEqualTo(likeness.of(tenants, seed));
    assertThat((double) Collections.frequency(kinds, TenantKind.ALIEN))
        .isCloseTo(tenants * alien / 100.0, within(1.0));
    assertThat((double) Collections.frequency(kinds, TenantKind.HOSTILE))
        .isCloseTo(tenants * hostile / 100.0, within(1.0));
  }

  @Example
  void theStudysMixIsKnownByName() {
    Likeness study = Likeness.parse("study");
    assertThat(study.shares().get(TenantKind.LIKE)).isCloseTo(0.52, within(1e-12));
    assertThat(Collections.frequency(study.of(30, 1), TenantKind.HOSTILE)).isEqualTo(1);
  }

  @Example
  void whatCannotBeSaysHowToWriteIt() {
    for (String text :
        List.of("strange", "like,like", "like,same", "alien=0.5", "alien=2", "like,alien=x", "")) {
      assertThatThrownBy(() -> Likeness.parse(text))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("write kinds with shares");
    }
  }
}

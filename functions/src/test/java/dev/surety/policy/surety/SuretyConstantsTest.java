package dev.surety.policy.surety;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SuretyConstantsTest {

  @Test
  void replacesNamedConstantsOnly() {
    SuretyConstants changed =
        SuretyConstants.defaults().with(Map.of("tolerance", 0.01, "buckets", 8.0));
    assertThat(changed.tolerance()).isEqualTo(0.01);
    assertThat(changed.buckets()).isEqualTo(8);
    assertThat(changed.with(Map.of("tolerance", 0.0, "buckets", 16.0)))
        .isEqualTo(SuretyConstants.defaults());
  }

  @Test
  void saysWhatIsWrong() {
    SuretyConstants defaults = SuretyConstants.defaults();
    assertThatThrownBy(() -> defaults.with(Map.of("windows", 1.0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no constant 'windows'")
        .hasMessageContaining("window");
    assertThatThrownBy(() -> defaults.with(Map.of("marginErrors", -1.0)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("marginErrors must lie in [0.0, 10.0], not -1.0");
    assertThatThrownBy(() -> defaults.with(Map.of("buckets", 2.5)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("whole number");
  }
}

package dev.surety.lab.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyChoiceTest {

  @Test
  void readsNamesAndParametersWithCommasInside() {
    assertThat(PolicyChoice.parseList("mess-plus, mess-plus{v=1,c=0.1},fixed:a/b-1.5,x{}"))
        .containsExactly(
            new PolicyChoice("mess-plus", Map.of()),
            new PolicyChoice("mess-plus", Map.of("v", "1", "c", "0.1")),
            new PolicyChoice("fixed:a/b-1.5", Map.of()),
            new PolicyChoice("x", Map.of()));
  }

  @Test
  void labelIsTheSameInWhateverOrderParametersStand() {
    assertThat(PolicyChoice.parseList("p{v=1,c=2}").get(0).label()).isEqualTo("p{c=2,v=1}");
    assertThat(PolicyChoice.parseList("p{c=2,v=1}").get(0).label()).isEqualTo("p{c=2,v=1}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a,",
        "a,,b",
        "{v=1}",
        "a{v=1",
        "a{v}",
        "a{=1}",
        "a{v=1,v=2}",
        "a{v=1}b",
        "a,a"
      })
  void saysWhatCannotBeRead(String text) {
    assertThatThrownBy(() -> PolicyChoice.parseList(text))
        .isInstanceOf(IllegalArgumentException.class);
  }
}

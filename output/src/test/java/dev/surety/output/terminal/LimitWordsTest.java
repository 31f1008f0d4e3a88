package dev.surety.output.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.ModelOffer;
import dev.surety.domain.SlaLimits;
import java.util.List;
import org.junit.jupiter.api.Test;

class LimitWordsTest {

  @Test
  void whatIsNotSaidIsNotSaid() {
    assertThat(LimitWords.of(SlaLimits.NONE)).isEmpty();
    assertThat(LimitWords.of(ModelOffer.NONE)).isEmpty();
  }

  @Test
  void whatAPromiseAllows() {
    assertThat(
            LimitWords.of(
                new SlaLimits(List.of("eu", "ch"), List.of("north"), List.of("old-model"))))
        .isEqualTo("only in eu, ch; only of north; never old-model");
    assertThat(LimitWords.allowed(List.of("a", "b"))).isEqualTo("a, b");
    assertThat(LimitWords.allowed(List.of())).isEqualTo("no model of the pool");
  }

  @Test
  void whatAModelOffers() {
    assertThat(LimitWords.of(new ModelOffer(List.of("tools", "vision"), List.of("eu"), 16_384)))
        .isEqualTo("can tools, vision; runs in eu; answers of at most 16,384 tokens");
    assertThat(LimitWords.of(new ModelOffer(List.of(), null, -1))).isEqualTo("text alone");
  }

  /** A name that would move the cursor moves nothing. */
  @Test
  void namesAreOnlyNames() {
    assertThat(LimitWords.of(new SlaLimits(List.of(), List.of(), List.of("\u001b[2Jx"))))
        .doesNotContain("\u001b");
  }
}

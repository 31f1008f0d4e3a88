package dev.surety.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.CachedPrefix;
import dev.surety.domain.TenantTier;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What is remembered of conversations, and for how long. */
class ConversationsTest {

  private static final TenantTier ACME = new TenantTier("acme", "gold");

  private final Conversations known = new Conversations(2, Duration.ofMinutes(5));

  @Test
  void theModelThatAnsweredLastHoldsThePromptItRead() {
    known.answered(ACME, "c", "small", 100, 0);
    known.answered(ACME, "c", "large", 150, 10);

    assertThat(known.held(ACME, "c", 200, 20)).isEqualTo(new CachedPrefix("large", 150));
    assertThat(known.held(new TenantTier("other", "gold"), "c", 200, 20))
        .isEqualTo(CachedPrefix.NONE);
    assertThat(known.held(ACME, null, 200, 20)).isEqualTo(CachedPrefix.NONE);
  }

  @Test
  void nothingIsHeldLongerThanProvidersKeepItNorOfAPromptThatBecameShorter() {
    known.answered(ACME, "c", "small", 100, 0);

    assertThat(known.held(ACME, "c", 100, 300_000).isHeld()).isTrue();
    assertThat(known.held(ACME, "c", 100, 300_001).isHeld()).isFalse();
    assertThat(known.held(ACME, "c", 99, 1).isHeld()).isFalse();
  }

  @Test
  void theOldestAreForgottenAndOfNobodyMoreThanOneIsKept() {
    known.answered(ACME, "a", "small", 1, 0);
    known.answered(ACME, "b", "small", 1, 0);
    known.held(ACME, "a", 1, 0);
    known.answered(ACME, "x".repeat(10_000), "small", 1, 0);

    assertThat(known.held(ACME, "a", 1, 0).isHeld()).isTrue();
    assertThat(known.held(ACME, "b", 1, 0).isHeld()).isFalse();
    assertThat(known.held(ACME, "x".repeat(10_000), 1, 0).isHeld()).isTrue();
  }

  @Test
  void anAnswerOfWhichNobodyCountedTokensTellsNothing() {
    known.answered(ACME, "c", "small", -1, 0);

    assertThat(known.held(ACME, "c", 100, 1)).isEqualTo(CachedPrefix.NONE);
  }
}

package dev.surety.wire.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.surety.policy.Policies;
import dev.surety.policy.PolicyKind;
import dev.surety.policy.PolicyMemory;
import dev.surety.policy.PolicyMemory.NoMemory;
import dev.surety.policy.RoutingPolicy;
import dev.surety.testing.Bytes;
import dev.surety.testing.EveryPolicy;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PolicyMemoriesTest {

  @ParameterizedTest
  @EnumSource
  void whatEveryPolicyRemembersHasAForm(EveryPolicy every) {
    RoutingPolicy policy = every.play(0.8).config().policy();
    PolicyMemory memory = policy.newMemory();
    PolicyKind kind = Policies.kind(policy.name());
    byte[] decisions = Bytes.of(out -> MemoryCodec.DECISIONS.write(memory.decisions(), out));
    byte[] learned = Bytes.of(out -> MemoryCodec.LEARNED.write(memory.learned(), out));

    assertThat(decisions[0] == 0)
        .isEqualTo(memory.decisions() instanceof NoMemory)
        .isEqualTo(kind.decisionForms().isEmpty());
    assertThat(learned[0] == 0)
        .isEqualTo(memory.learned() instanceof NoMemory)
        .isEqualTo(kind.learnedForms().isEmpty());
    assertThat(Bytes.read(decisions, MemoryCodec.DECISIONS::read))
        .hasSameClassAs(memory.decisions());
    assertThat(Bytes.read(learned, MemoryCodec.LEARNED::read)).hasSameClassAs(memory.learned());
  }

  @Test
  void aTagThatNoPolicyHasIsRefused() {
    for (byte tag : new byte[] {-1, 99}) {
      assertThatThrownBy(() -> Bytes.read(new byte[] {tag}, MemoryCodec.DECISIONS::read))
          .hasRootCauseInstanceOf(IOException.class)
          .hasMessageContaining("no policy memory has tag " + tag);
    }
  }
}

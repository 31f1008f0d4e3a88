package dev.surety.wire.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.Features;
import dev.surety.engine.Account;
import dev.surety.engine.Learner;
import dev.surety.engine.ModelTable;
import dev.surety.estimator.BalancedHeads;
import dev.surety.estimator.CostEstimator;
import dev.surety.policy.MessPlus;
import dev.surety.policy.SlaRouterClock;
import dev.surety.testing.Bytes;
import org.junit.jupiter.api.Test;

class SlaRouterStateTest {

  @Test
  void balancedHeadsComeBack() {
    BalancedHeads heads = new BalancedHeads();
    heads.ensureSlots(3);
    heads.learn(0, new Features(new int[] {2, 70}, new float[] {0.6f, 0.8f}), 0.25, 0.5);
    heads.learn(2, Features.NONE, 1, 0.5);
    Learner learner =
        new Learner(
            new ModelTable(),
            new CostEstimator(),
            "slarouter/balanced",
            new MessPlus.Predictor(heads));

    byte[] bytes = Bytes.of(out -> LearnerCodec.write(learner, out));

    assertThat(Bytes.read(bytes, LearnerCodec::read)).usingRecursiveComparison().isEqualTo(learner);
  }

  @Test
  void theClockComesBack() {
    SlaRouterClock clock = new SlaRouterClock(1.5);
    clock.t = 42;
    clock.recentLabels = 3.25;
    clock.recentSatisfaction = 2.5;
    Account account = new Account();
    account.memory = clock;

    byte[] bytes = Bytes.of(out -> AccountCodec.write(account, out));

    assertThat(Bytes.read(bytes, AccountCodec::read)).usingRecursiveComparison().isEqualTo(account);
  }
}

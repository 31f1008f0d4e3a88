package dev.surety.wire.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.surety.engine.Account;
import dev.surety.engine.Learner;
import dev.surety.engine.ModelTable;
import dev.surety.estimator.CostEstimator;
import dev.surety.policy.proteus.ProteusAccount;
import dev.surety.policy.proteus.ProteusLearner;
import dev.surety.testing.Bytes;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class ProteusStateTest {

  @Test
  void theDualVariableComesBack() {
    ProteusAccount memory = new ProteusAccount();
    memory.decided = 42;
    memory.debt = -3.25;
    memory.reach = 0.75;
    Account account = new Account();
    account.memory = memory;

    byte[] bytes = Bytes.of(out -> AccountCodec.write(account, out));

    assertThat(Bytes.read(bytes, AccountCodec::read)).usingRecursiveComparison().isEqualTo(account);
  }

  @Test
  void whatLabelsSaidComesBack() {
    ProteusLearner memory = new ProteusLearner();
    memory.models = new short[] {1, -1};
    memory.labels = new float[2 * (ProteusLearner.BUCKETS + 1)];
    memory.surplus = new float[2 * (ProteusLearner.BUCKETS + 1)];
    memory.labels[3] = 7;
    memory.surplus[20] = -1.5f;
    Learner learner = new Learner(new ModelTable(), new CostEstimator(), "proteus/1", memory);

    byte[] bytes = Bytes.of(out -> LearnerCodec.write(learner, out));

    assertThat(Bytes.read(bytes, LearnerCodec::read)).usingRecursiveComparison().isEqualTo(learner);
  }

  @Test
  void aNewerLayoutIsRefused() {
    byte[] bytes = Bytes.of(out -> MemoryCodec.DECISIONS.write(new ProteusAccount(), out));
    bytes[1]++; // the first byte says whose memory it is
    assertThatThrownBy(() -> Bytes.read(bytes, MemoryCodec.DECISIONS::read))
        .hasRootCauseInstanceOf(IOException.class)
        .hasMessageContaining("layout version 2");
  }
}

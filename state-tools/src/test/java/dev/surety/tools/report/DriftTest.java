package dev.surety.tools.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class DriftTest {

  private static final int SEEDS = 1000;

  @Test
  void aFallIsFoundWhereItHappened() {
    Drift drift = Drift.of("m", use(new Random(1), 0.9, 0.6));

    assertThat(drift.part()).isBetween(Span.PARTS / 2 - 2, Span.PARTS / 2 + 2);
    assertThat(drift.text()).startsWith("m: 9").contains("since");
  }

  @Test
  void aModelThatStayedAsItWasSeldomSeemsToDrift() {
    int found = 0;
    for (int seed = 0; seed < SEEDS; seed++) {
      found += Drift.of("m", use(new Random(seed), 0.8, 0.8)) == null ? 0 : 1;
    }
    assertThat(found).isLessThan(SEEDS / 100);
  }

  /** Ten judgements a part; another satisfaction in the second half. */
  private static ModelUse use(Random random, double first, double second) {
    ModelUse use = new ModelUse();
    for (int part = 0; part < Span.PARTS; part++) {
      for (int i = 0; i < 10; i++) {
        double satisfaction = part < Span.PARTS / 2 ? first : second;
        use.judged[part].judge(random.nextDouble() < satisfaction ? 1 : 0);
      }
    }
    return use;
  }
}

package dev.surety.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.surety.testing.Bytes;
import dev.surety.wire.state.AccountCodec;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Evidence against a model: how it is gathered, what it does, how it goes away. */
class ModelHealthTest {

  private final Account account = new Account();
  private final ModelHealth health = account.health;

  /** A model of which {@code failing} of a hundred attempts fail, all of them reported. */
  @ParameterizedTest
  @CsvSource({"1, 0", "5, 0.01", "10, 0.02", "50, 0.5", "90, 0.95", "100, 0.98"})
  void theMoreAModelFailsTheLongerItIsFailing(int failing, double share) {
    double seen = shareOfTimeFailing(failing / 100.0, true);
    assertThat(seen).isCloseTo(share, within(share < 0.1 ? 0.02 : 0.25));
  }

  /** Gateways that report errors and nothing else must not make a good model look bad. */
  @ParameterizedTest
  @CsvSource({"1, 0", "5, 0.01", "10, 0.01", "100, 0.98"})
  void answersThatNobodyReportsCountAllTheSame(int failing, double share) {
    double seen = shareOfTimeFailing(failing / 100.0, false);
    assertThat(seen).isCloseTo(share, within(0.02));
  }

  private double shareOfTimeFailing(double rate, boolean answersReported) {
    SplittableRandom chance = new SplittableRandom(7);
    int failing = 0;
    for (int i = 0; i < 20_000; i++) {
      account.countDecision(0);
      account.clock = i;
      if (chance.nextDouble() < rate) {
        health.failed(account, 0, ModelHealth.FAILURE, i, true);
      } else if (answersReported) {
        health.answered(account, 0, i, true);
      }
      failing += health.isFailing(0) ? 1 : 0;
    }
    return failing / 20_000.0;
  }

  /** Three hundred requests are under way when a model that times out after 30 s dies. */
  @Test
  void aWaveOfLateErrorsIsSeenWithinFour() {
    for (int i = 0; i < 300; i++) {
      account.countDecision(0);
    }
    for (int i = 0; i < 4; i++) {
      assertThat(health.isFailing(0)).isFalse();
      health.failed(account, 0, ModelHealth.FAILURE, i, true);
    }
    assertThat(health.isFailing(0)).isTrue();
  }

  /** Users judge answers that a model gave before it died. */
  @Test
  void whatAModelAnsweredBeforeItFailedIsNoSignOfLife() {
    for (int i = 0; i < 4; i++) {
      health.failed(account, 0, ModelHealth.FAILURE, 1000 + i, false);
    }
    for (int i = 0; i < 100; i++) {
      health.answered(account, 0, 900, false);
    }
    assertThat(health.isFailing(0)).isTrue();
    health.answered(account, 0, 1003, false);
    health.answered(account, 0, 1003, false);
    assertThat(health.isFailing(0)).isFalse();
  }

  @Test
  void rateLimitsCountHalf() {
    for (int i = 0; i < 6; i++) {
      health.failed(account, 0, ModelHealth.LIMITED, i, false);
    }
    assertThat(health.isFailing(0)).isFalse();
    health.failed(account, 0, ModelHealth.LIMITED, 7, false);
    assertThat(health.isFailing(0)).isTrue();
  }

  /** Requests until a failing model is tried again: bounded, whatever its level. */
  @Property(tries = 50)
  void aFailingModelIsTriedWithinABoundedNumberOfRequests(@ForAll long seed) {
    SplittableRandom chance = new SplittableRandom(seed);
    for (int i = 0; i < 10; i++) {
      health.failed(account, 0, ModelHealth.FAILURE, i, false);
    }
    int requests = 0;
    while (chance.nextDouble() >= health.probeChance(account, 0, 1)) {
      account.countDecision(1);
      requests++;
    }
    assertThat(requests).isLessThan(400);
  }

  @Test
  void whoComesBackAfterAnHourTriesItAtOnceButNotAlways() {
    for (int i = 0; i < 10; i++) {
      health.failed(account, 0, ModelHealth.FAILURE, i, false);
    }
    account.clock += 3_600_000;
    assertThat(health.probeChance(account, 0, 1)).isEqualTo(0.5);
    health.tried(account, 0);
    assertThat(health.probeChance(account, 0, 1)).isZero();
  }

  @Property
  void chancesAreChancesAndStateComesBack(
      @ForAll long seed, @ForAll @DoubleRange(max = 1) double rate) {
    SplittableRandom chance = new SplittableRandom(seed);
    for (int i = 0; i < 200; i++) {
      int slot = chance.nextInt(4);
      account.countDecision(slot);
      account.clock += chance.nextInt(5000);
      if (chance.nextDouble() < rate) {
        health.failed(
            account, slot, 1 + chance.nextInt(2), account.clock - 50, chance.nextBoolean());
      } else {
        health.answered(account, slot, account.clock - chance.nextInt(100), chance.nextBoolean());
      }
      for (int s = 0; s < 4; s++) {
        assertThat(health.level(s)).isBetween(0, ModelHealth.WORST);
        if (health.isFailing(s)) {
          assertThat(health.probeChance(account, s, 2)).isBetween(0.0, ModelHealth.MOST);
        }
      }
    }
    byte[] bytes = Bytes.of(out -> AccountCodec.write(account, out));
    Account back = Bytes.read(bytes, AccountCodec::read);
    assertThat(back.health).usingRecursiveComparison().isEqualTo(health);
  }
}

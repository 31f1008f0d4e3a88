package dev.surety.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** A cache that finds nothing is made small, and is seen to be worth its room again while it is. */
class LooksAgainTest {

  private static final long FITS = 10_000;
  private static final int MANY = 100_000;

  private final LooksAgain again = new LooksAgain();
  private final Random chance = new Random(7);

  private void looks(int keys) {
    for (int i = 0; i < MANY; i++) {
      look("tenant-" + chance.nextInt(keys) + "/gold");
    }
  }

  private void look(String key) {
    if (LooksAgain.samples(key)) {
      again.at(key, FITS);
    }
  }

  @Test
  void whoFindsOneInThirtyNeedsLittleAndWhoFindsMostNeedsAll() {
    assertThat(again.isWorth()).as("unseen").isTrue();
    looks(300_000);
    assertThat(again.isWorth()).as("one look in thirty").isFalse();
    looks(12_000);
    assertThat(again.isWorth()).as("five looks in six").isTrue();
    looks(300_000);
    assertThat(again.isWorth()).isFalse();
  }

  @Test
  void betweenTheTwoItStaysAsItIs() {
    looks(31_000);
    assertThat(again.isWorth()).as("one look in three").isTrue();
    looks(300_000);
    looks(31_000);
    assertThat(again.isWorth()).isFalse();
  }

  @Test
  void aKeyThatIsTheOnlyOneIsAlwaysFound() {
    for (int i = 0; i < MANY; i++) {
      look("acme/gold");
    }
    assertThat(again.isWorth()).isTrue();
  }
}

package dev.surety.engine;

import static dev.surety.testing.Pools.CHEAP;
import static dev.surety.testing.Pools.DEAR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.surety.domain.Decision;
import dev.surety.domain.Standing;
import dev.surety.testing.Answers;
import dev.surety.testing.Play;
import dev.surety.testing.Pools;
import dev.surety.testing.Promises;
import dev.surety.testing.Requests;
import org.junit.jupiter.api.Test;

/** Saved is reckoned from what was paid, where that is known. */
class SavingsTest {

  private final Play play = Play.of(Promises.fixed(CHEAP, 0.75).sla(), Pools.three());

  /** Cheap is a fiftieth of dear by the list. */
  @Test
  void beforeAnyMoneyItIsAsExpected() {
    decide("r1");

    assertThat(saved()).isCloseTo(0.98, within(1e-9));
  }

  @Test
  void answersOfAnyLengthSaveWhatThePricesSay() {
    for (int i = 0; i < 100; i++) {
      Decision decision = decide("r" + i);
      play.learn(Answers.to(decision).at(10).tokens(500, 200 + i).feedback());
    }

    assertThat(play.account().spentUsd).isCloseTo(play.account().costUsd, within(1e-12));
    assertThat(saved()).isCloseTo(0.98, within(0.005));
  }

  /** Half of the answers are never reported: they count as expected. */
  @Test
  void whatIsNotReportedCountsAsExpected() {
    for (int i = 0; i < 100; i++) {
      Decision decision = decide("r" + i);
      if (i % 2 == 0) {
        play.learn(Answers.to(decision).at(10).tokens(500, 250).feedback());
      }
    }

    assertThat(play.account().spentUsd).isGreaterThan(1.5 * play.account().costUsd);
    assertThat(saved()).isCloseTo(0.98, within(0.005));
  }

  /** The gateway always falls back on the dearest model, whatever is decided. */
  @Test
  void fallbacksOnTheDearestSaveNothing() {
    for (int i = 0; i < 100; i++) {
      Decision decision = decide("r" + i);
      play.learn(Answers.to(decision).by(DEAR).at(10).tokens(500, 250).feedback());
    }

    assertThat(saved()).isCloseTo(0, within(1e-9));
  }

  /** What a chain of attempts cost is all spent; the best model would have answered once. */
  @Test
  void attemptsThatFailedArePaidFor() {
    Decision decision = decide("r1");
    play.learn(Answers.to(decision).at(10).failed(false).paid(0.001).feedback());
    play.learn(Answers.to(decision).attempt(1).at(10).failed(false).paid(0.001).feedback());
    play.learn(Answers.to(decision).by(DEAR).at(10).satisfied(true).paid(0.004).feedback());

    assertThat(play.account().spentUsd).isCloseTo(0.006, within(1e-12));
    assertThat(play.account().bestUsd).isLessThan(0.1);
  }

  @Test
  void oneAbsurdBillIsInTheBooksAndMovesNoSaving() {
    for (int i = 0; i < 100; i++) {
      play.learn(Answers.to(decide("r" + i)).at(10).tokens(500, 250).feedback());
    }
    double before = play.account().bestUsd;
    play.learn(Answers.to(decide("lie")).at(10).paid(100).feedback());

    assertThat(play.account().bestUsd).isLessThan(2 * before);
    assertThat(play.account().costUsd).isGreaterThan(100);
    assertThat(saved()).isCloseTo(0.98, within(0.005));
  }

  @Test
  void aLaterBillReplacesTheEstimateHereToo() {
    Decision decision = decide("r1");
    play.learn(Answers.to(decision).at(10).tokens(500, 250).feedback());
    play.learn(Answers.to(decision).at(10).paid(0.0001).feedback());

    assertThat(play.account().spentUsd).isCloseTo(0.0001, within(1e-12));
  }

  @Test
  void answersWithoutADecisionAreNoSaving() {
    decide("r1");
    double spent = play.account().spentUsd;
    play.learn(Answers.unrouted("u", DEAR).at(10).paid(5).feedback());

    assertThat(play.account().spentUsd).isEqualTo(spent);
    assertThat(play.account().costUsd).isEqualTo(5);
  }

  private Decision decide(String id) {
    return play.now(10).decide(Requests.id(id).at(10).request());
  }

  private double saved() {
    Standing standing = StandingReader.of(play.state(), play.config());
    return Standing.saved(standing.spentUsd(), standing.bestSpentUsd());
  }
}

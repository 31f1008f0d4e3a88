package dev.surety.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.surety.domain.Decision;
import dev.surety.domain.FeedbackTerms;
import dev.surety.domain.SlaPolicy;
import dev.surety.domain.SlaPolicy.Mode;
import dev.surety.testing.Answers;
import dev.surety.testing.Play;
import dev.surety.testing.Pools;
import dev.surety.testing.Requests;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The doubly robust increment, and what holds of all of them. */
class PredictionBooksTest {

  private static final double TARGET = 0.8;

  private static Play play(String increment, double up, double down, double solicit) {
    return Play.of(
        new SlaPolicy(
            1,
            TARGET,
            "slarouter",
            0,
            Map.of("queue_increment", increment, "c", "0.3"),
            new FeedbackTerms(1000, up, down, solicit, 1000),
            Mode.APPLY),
        Pools.three());
  }

  @Test
  void theQueueMovesWithTheDecisionAndIsCorrectedByTheJudgement() {
    Play play = play("doubly-robust", 0.5, 0.5, 0);
    Decision first = play.decide(Requests.id("r1").request());
    assertThat(first.expectedSatisfaction()).isEqualTo(0.5);
    assertThat(play.account().queue).isCloseTo(TARGET - 0.5, within(1e-12));

    play.learn(Answers.to(first).at(1).satisfied(false).feedback());
    assertThat(play.account().queue)
        .describedAs("0.8 - (0.5 + 2 (0 - 0.5))")
        .isCloseTo(TARGET + 0.5, within(1e-12));
    assertThat(play.account().samples).isEqualTo(1);
    assertThat(play.account().labels).isEqualTo(1);
    assertThat(play.account().satisfactionSquares).isCloseTo(0.25, within(1e-12));
  }

  @Test
  void anAnswerThatWasNotPredictedIsBookedByItsJudgement() {
    Play play = play("doubly-robust", 0.5, 0.5, 0);
    Decision pinned = play.decide(Requests.id("r1").pinned(Pools.DEAR).request());
    assertThat(play.account().queue).isZero();
    play.learn(Answers.to(pinned).at(1).satisfied(false).feedback());
    assertThat(play.account().queue).isCloseTo(2 * TARGET, within(1e-12));
  }

  @Test
  void whereAllAreJudgedTheBooksAreTheJudgements() {
    Play play = play("doubly-robust", 1, 1, 0);
    Random random = new Random(2);
    int satisfied = 0;
    for (int i = 0; i < 400; i++) {
      Decision decision = play.decide(Requests.id("r" + i).at(i).request());
      boolean yes = random.nextInt(3) > 0;
      satisfied += yes ? 1 : 0;
      play.learn(Answers.to(decision).at(i).satisfied(yes).feedback());
    }
    Account account = play.account();
    assertThat(account.satisfactionSum / account.samples)
        .isCloseTo(satisfied / 400.0, within(1e-9));
    assertThat(account.satisfactionSquares).isCloseTo(satisfied, within(1e-6));
  }

  /** Dossier fact 1, whatever the increment counts: sum of increments is at most the queue. */
  @Property(tries = 60)
  void theQueueIsNeverLessThanTheDebt(
      @ForAll @IntRange(max = 2) int increment,
      @ForAll @IntRange(max = 3) int rates,
      @ForAll long seed) {
    double[][] known = {{1, 1}, {0.3, 0.3}, {0, 0.3}, {0.1, 0.4}};
    String[] increments = {"inverse-propensity", "observed", "doubly-robust"};
    Play play = play(increments[increment], known[rates][0], known[rates][1], 0.1);
    Random random = new Random(seed);
    for (int i = 0; i < 120; i++) {
      Decision decision = play.decide(Requests.id("r" + i).at(i * 70L).request());
      if (random.nextInt(3) == 0) {
        double score = random.nextInt(3) / 2.0;
        play.learn(Answers.to(decision).at(i * 70L + 5).scored(score).feedback());
      }
      Account account = play.account();
      assertThat(account.bookedTarget - account.bookedSatisfaction)
          .isLessThanOrEqualTo(account.queue + 1e-9);
    }
  }
}

package dev.surety.engine;

import static dev.surety.testing.Pools.CHEAP;
import static dev.surety.testing.Pools.DEAR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.surety.domain.Decision;
import dev.surety.domain.FeedbackTerms;
import dev.surety.domain.JournalRow.Outcome;
import dev.surety.domain.OutcomeClass;
import dev.surety.domain.SlaPolicy;
import dev.surety.domain.SlaPolicy.Mode;
import dev.surety.policy.ClosedOutcomes;
import dev.surety.testing.Answers;
import dev.surety.testing.Play;
import dev.surety.testing.Pools;
import dev.surety.testing.Requests;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Only the dissatisfied speak, three in ten of them. Fails when {@code WindowBooks.close} is not
 * called: then no answer is ever booked.
 */
class WindowBooksTest {

  private static final long WINDOW = 1000;
  private static final double TARGET = 0.8;
  private static final double COMPLAINT = 1 - 1 / 0.3;

  private final Play play = Play.of(sla(0, 0.3, 0, 1000), Pools.three());

  private static SlaPolicy sla(double up, double down, double solicit, int maxOpen) {
    return new SlaPolicy(
        1,
        TARGET,
        "slarouter",
        0,
        Map.of("c", "0"),
        new FeedbackTerms(WINDOW, up, down, solicit, maxOpen),
        Mode.APPLY);
  }

  private Decision decide(String id, long time) {
    return play.decide(Requests.id(id).at(time).request());
  }

  private Outcome complain(Decision decision, long time) {
    return play.outcome(Answers.to(decision).at(time).satisfied(false).feedback());
  }

  private List<ClosedOutcomes> present() {
    Account account = play.account();
    return account.windows[account.presentMap].cells.outcomes();
  }

  @Test
  void aComplaintIsBookedWithTheSilenceAroundIt() {
    Decision first = decide("r1", 0);
    decide("r2", 1);
    decide("r3", 2);
    Outcome outcome = complain(first, 500);

    assertThat(outcome.booked()).isTrue();
    assertThat(outcome.queue()).describedAs("waits for its window").isZero();
    assertThat(present()).containsExactly(new ClosedOutcomes(0, 0, 2, 0, 1));

    decide("r4", 1500);
    assertThat(play.account().queue).isZero();
    decide("r5", 2000);

    Account account = play.account();
    assertThat(account.queue).isCloseTo(3 * TARGET - 2 - COMPLAINT, within(1e-12));
    assertThat(account.samples).isEqualTo(3);
    assertThat(account.labels).isEqualTo(1);
    assertThat(account.bookedTarget - account.bookedSatisfaction)
        .isCloseTo(account.queue, within(1e-12));
    assertThat(account.closed).describedAs("the policy was given it").isNull();
  }

  @Test
  void duplicateAndLateAndOrphanComplaintsChangeNothing() {
    Decision first = decide("r1", 900);
    complain(first, 950);

    assertThat(complain(first, 960).outcome()).isEqualTo(OutcomeClass.DUPLICATE);
    Decision second = decide("r2", 980);
    assertThat(complain(second, 1981).outcome()).isEqualTo(OutcomeClass.LATE);
    decide("r3", 2000);
    assertThat(complain(second, 1979).outcome()).isEqualTo(OutcomeClass.ORPHAN);

    assertThat(play.account().queue).isCloseTo(2 * TARGET - 1 - COMPLAINT, within(1e-12));
  }

  @Test
  void theModelThatReallyAnsweredIsCounted() {
    Decision decision = decide("r1", 0);
    assertThat(decision.model()).isEqualTo(CHEAP);
    play.learn(Answers.to(decision).at(10).failed(false).tokens(5, 0).feedback());
    assertThat(present()).containsExactly(new ClosedOutcomes(0, 0, 1, 0, 0));

    play.learn(Answers.to(decision).at(20).by(DEAR).tokens(5, 5).feedback());
    assertThat(present()).containsExactly(new ClosedOutcomes(2, 0, 1, 0, 0));
    play.learn(Answers.to(decision).at(30).by(DEAR).scored(0.25).feedback());
    assertThat(present()).containsExactly(new ClosedOutcomes(2, 0, 0, 0.25, 0.75));

    Decision other = decide("r2", 40);
    play.learn(Answers.to(other).at(50).by("foreign").decidedBy("x").satisfied(false).feedback());
    assertThat(present()).describedAs("foreign models teach nothing").hasSize(1);
    play.idle();
    assertThat(play.account().samples).describedAs("but what they cost is owed").isEqualTo(2);
  }

  @Test
  void anAnswerWithoutADecisionIsOwedButNotLearntFrom() {
    play.learn(Answers.unrouted("r9", DEAR).at(5).tokens(5, 5).feedback());
    assertThat(present()).isEmpty();
    play.learn(Answers.unrouted("r9", DEAR).at(6).satisfied(false).feedback());
    play.idle();

    assertThat(play.account().queue).isCloseTo(TARGET - COMPLAINT, within(1e-12));
    assertThat(play.account().closed.outcomes()).isEmpty();
  }

  @Test
  void idleBooksWhatIsOpenAndThePolicyGetsItLater() {
    Decision first = decide("r1", 0);
    complain(first, 1);
    decide("r2", 1000);
    play.idle();

    assertThat(play.account().queue).isCloseTo(2 * TARGET - 1 - COMPLAINT, within(1e-12));
    assertThat(play.account().closed.outcomes()).containsExactly(new ClosedOutcomes(0, 0, 1, 0, 1));
    byte[] learner = play.learnerBytes();
    decide("r3", 5000);
    assertThat(play.account().closed).isNull();
    assertThat(play.learnerBytes()).isNotEqualTo(learner);
  }

  @Test
  void overflowBooksWhatItGivesUp() {
    play.configure(sla(0, 0.3, 0, 10), Pools.three());
    for (int i = 0; i < 100; i++) {
      decide("r" + i, i);
    }
    Account account = play.account();
    assertThat(account.samples).isEqualTo(account.dropped).isEqualTo(100 - play.open());
    assertThat(account.openPresent).isEqualTo(account.windows[account.presentMap].answers);
  }

  @Test
  void askedForJudgementsAreBookedWhenTheyCome() {
    play.configure(sla(0, 0.3, 1, 1000), Pools.three());
    Decision first = decide("r1", 0);
    assertThat(first.solicit()).isTrue();
    decide("r2", 1);
    Outcome outcome = complain(first, 2);

    assertThat(outcome.queue()).isEqualTo(TARGET);
    play.idle();
    assertThat(play.account().queue)
        .describedAs("unanswered surveys say nothing")
        .isEqualTo(TARGET);
    assertThat(play.account().samples).isEqualTo(1);
  }

  @Test
  void equalRatesKeepNothing() {
    for (SlaPolicy sla : List.of(sla(0.3, 0.3, 0, 1000), sla(0, 0, 0, 1000))) {
      Play equal = Play.of(sla, Pools.three());
      for (int i = 0; i < 50; i++) {
        Decision decision = equal.decide(Requests.id("r" + i).at(i * 100L).request());
        equal.learn(Answers.to(decision).at(i * 100L).satisfied(i % 2 == 0).feedback());
      }
      Account account = equal.account();
      assertThat(account.windows).containsOnlyNulls();
      assertThat(account.closed).isNull();
    }
  }

  @Test
  void changedRatesFinishWhatWasBegun() {
    Decision first = decide("r1", 0);
    play.configure(sla(0.5, 0.5, 0, 1000), Pools.three());
    Decision second = decide("r2", 1);
    complain(first, 2);
    assertThat(play.account().queue).isZero();
    complain(second, 3);
    assertThat(play.account().queue).describedAs("one judgement in two").isEqualTo(2 * TARGET);
    play.idle();
    assertThat(play.account().samples).isEqualTo(2);
  }

  /** However late, doubled and out of order judgements come, the books are the sum of the truth. */
  @Test
  void booksAreTheSumOfWhatBecameOfEveryAnswer() {
    Random random = new Random(7);
    double expected = 0;
    int answers = 5000;
    for (int i = 0; i < answers; i++) {
      Decision decision = decide("r" + i, i * 10L);
      boolean complains = random.nextInt(5) == 0;
      expected += TARGET - (complains ? COMPLAINT : 1);
      for (int n = complains ? 1 + random.nextInt(2) : 0; n > 0; n--) {
        complain(decision, i * 10L + random.nextInt(5));
      }
    }
    play.idle();
    Account account = play.account();
    assertThat(account.samples).isEqualTo(answers);
    assertThat(account.bookedTarget - account.bookedSatisfaction).isCloseTo(expected, within(1e-7));
    assertThat(account.queue).isGreaterThanOrEqualTo(expected - 1e-7);
  }

  /** The same events give the same bytes, windows included. */
  @Test
  void theFoldIsDeterministic() {
    assertThat(played()).isEqualTo(played());
  }

  private static byte[] played() {
    Play play = Play.of(sla(0.05, 0.15, 0.1, 50), Pools.three());
    Random random = new Random(3);
    for (int i = 0; i < 500; i++) {
      Decision decision = play.decide(Requests.id("r" + i).at(i * 17L).request());
      if (random.nextBoolean()) {
        double score = random.nextInt(5) / 4.0;
        play.learn(Answers.to(decision).at(i * 17L + 3).scored(score).feedback());
      }
      if (i % 100 == 99) {
        play.idle();
      }
    }
    return play.bytes();
  }
}

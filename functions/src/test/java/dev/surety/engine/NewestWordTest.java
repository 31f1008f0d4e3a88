package dev.surety.engine;

import static dev.surety.testing.Pools.CHEAP;
import static dev.surety.testing.Pools.DEAR;
import static dev.surety.testing.Pools.MIDDLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.surety.domain.Decision;
import dev.surety.domain.Feedback;
import dev.surety.domain.Feedback.Source;
import dev.surety.domain.JournalRow.Outcome;
import dev.surety.domain.OutcomeClass;
import dev.surety.policy.Belief;
import dev.surety.policy.RoutingPolicy;
import dev.surety.testing.Answers;
import dev.surety.testing.EveryPolicy;
import dev.surety.testing.Play;
import dev.surety.testing.Pools;
import dev.surety.testing.Promises;
import dev.surety.testing.Requests;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Within the window the newest word of the most trusted source counts, as if it had come alone. */
class NewestWordTest {

  private static final long WINDOW = 1000;

  /** How the reporting rates say that users speak, so which way their words are booked. */
  private enum Speech {
    ALL,
    HALF,
    ASKED,
    COMPLAINTS
  }

  private static Promises promise(EveryPolicy policy, Speech speech) {
    Promises promise = policy.promise(0.7).window(WINDOW);
    if (policy == EveryPolicy.SLAROUTER_BALANCED) {
      promise = promise.with("estimator", "running-mean").with("queue_increment", "doubly-robust");
    }
    return switch (speech) {
      case ALL -> promise;
      case HALF -> promise.speaking(0.5, 0.5);
      case ASKED -> promise.speaking(0.2, 0.4).solicited(1);
      case COMPLAINTS -> promise.speaking(0.2, 0.4);
    };
  }

  /**
   * Any judgements of one answer, in any order: the books, what the policy believes and, when the
   * window has closed, all that came of it are what the one that counts alone would have led to.
   */
  @Property(tries = 150)
  void theWinningWordAloneCounts(
      @ForAll long seed, @ForAll @IntRange(min = 0, max = 60) int others) {
    Random chance = new Random(seed);
    EveryPolicy policy = EveryPolicy.values()[chance.nextInt(EveryPolicy.values().length)];
    Speech speech = Speech.values()[chance.nextInt(Speech.values().length)];
    Play many = policy.play(promise(policy, speech));
    Play one = policy.play(promise(policy, speech));
    for (int i = 0; i < others; i++) {
      boolean satisfied = chance.nextInt(10) < 6;
      for (Play play : List.of(many, one)) {
        Decision decision = play.decide(Requests.id("o" + i).at(100).request());
        play.learn(Answers.to(decision).at(100).satisfied(satisfied).feedback());
      }
    }
    Decision decision = many.decide(Requests.id("r").at(100).request());
    Decision same = one.decide(Requests.id("r").at(100).request());
    assertThat(same.model()).isEqualTo(decision.model());
    List<Answers> words = words(decision, chance);

    for (Answers word : words) {
      many.learn(word.feedback());
    }
    Feedback winner =
        words.stream()
            .map(Answers::feedback)
            .max(Comparator.comparingInt(NewestWordTest::rank).thenComparingLong(Feedback::time))
            .orElseThrow();
    one.learn(withDecision(winner, same));

    assertSame(many, one);
    for (Play play : List.of(many, one)) {
      play.decide(Requests.id("later").at(100 + 3 * WINDOW).request());
    }
    assertSame(many, one);
  }

  private static Feedback withDecision(Feedback said, Decision decision) {
    Answers answers =
        Answers.to(decision).at(said.time()).scored(said.satisfaction()).says(said.source());
    return said.error() == null ? answers.feedback() : answers.failed(true).feedback();
  }

  /** At distinct times, of all sources, some of them errors without another answer. */
  private static List<Answers> words(Decision decision, Random chance) {
    List<Answers> words = new ArrayList<>();
    int size = 1 + chance.nextInt(6);
    for (int i = 0; i < size; i++) {
      Answers word = Answers.to(decision).at(110 + i);
      word.says(Source.values()[chance.nextInt(Source.values().length)]);
      words.add(
          switch (chance.nextInt(4)) {
            case 0 -> word.scored(chance.nextInt(101) / 100.0);
            case 1 -> word.scored(Double.NaN).failed(true);
            default -> word.satisfied(chance.nextBoolean());
          });
    }
    Collections.shuffle(words, chance);
    return words;
  }

  private static int rank(Feedback feedback) {
    return feedback.error() != null
        ? 2
        : switch (feedback.source()) {
          case USER, SOLICITED, UNKNOWN -> 2;
          case JUDGE -> 1;
          case IMPLICIT -> 0;
        };
  }

  private static void assertSame(Play many, Play one) {
    Account books = many.account();
    Account expected = one.account();
    assertThat(books.queue).isCloseTo(expected.queue, within(1e-9));
    assertThat(books.bookedTarget).isCloseTo(expected.bookedTarget, within(1e-9));
    assertThat(books.bookedSatisfaction).isCloseTo(expected.bookedSatisfaction, within(1e-9));
    assertThat(books.labels).isEqualTo(expected.labels);
    assertThat(books.samples).isEqualTo(expected.samples);
    assertThat(books.satisfactionSum).isCloseTo(expected.satisfactionSum, within(1e-9));
    assertThat(books.satisfactionSquares).isCloseTo(expected.satisfactionSquares, within(1e-9));
    RoutingPolicy policy = many.config().policy();
    assertThat(policy.upkeep().debt(many.state().memory(), books.queue))
        .isCloseTo(policy.upkeep().debt(one.state().memory(), expected.queue), within(1e-4));
    for (int slot = 0; slot < 3; slot++) {
      Belief believed = policy.belief(many.state().memory(), slot);
      Belief right = policy.belief(one.state().memory(), slot);
      if (!Double.isNaN(right.satisfaction())) {
        assertThat(believed.satisfaction()).isCloseTo(right.satisfaction(), within(1e-4));
        assertThat(believed.labels()).isCloseTo(right.labels(), within(1e-4));
      }
    }
  }

  private final Play play = EveryPolicy.SURETY.play(EveryPolicy.SURETY.promise(0.7).window(WINDOW));
  private final Decision decision = play.decide(Requests.id("r1").at(100).request());

  @Test
  void satisfiedAndThenDissatisfiedIsDissatisfied() {
    OutcomeClass first =
        play.outcome(Answers.to(decision).at(110).satisfied(true).feedback()).outcome();
    Outcome second = play.outcome(Answers.to(decision).at(120).satisfied(false).feedback());

    assertThat(first).isEqualTo(OutcomeClass.COUNTED);
    assertThat(second.outcome()).isEqualTo(OutcomeClass.REVISED);
    assertThat(second.replaced()).isEqualTo(1);
    assertThat(second.learnt()).isTrue();
    assertThat(second.booked()).isTrue();
    assertThat(play.account().queue).isEqualTo(0.7);
    assertThat(play.account().labels).isEqualTo(1);
    assertThat(play.account().delivery.interval().mean()).isZero();
  }

  @Test
  void aScoreIsReplacedByALowerOne() {
    say(Source.USER, 110, 0.9);
    assertThat(say(Source.USER, 120, 0.2)).isEqualTo(OutcomeClass.REVISED);
    assertThat(play.account().bookedSatisfaction).isCloseTo(0.2, within(1e-12));
  }

  /** Who repeats himself changes nothing, but moves his word on in time. */
  @Test
  void aRepeatedWordIsADuplicateThatAnOlderOneDoesNotReplace() {
    say(Source.USER, 110, 1);
    assertThat(say(Source.USER, 130, 1)).isEqualTo(OutcomeClass.DUPLICATE);
    assertThat(say(Source.USER, 120, 0)).isEqualTo(OutcomeClass.DUPLICATE);
    assertThat(say(Source.USER, 130, 0))
        .as("ties: the later arrival")
        .isEqualTo(OutcomeClass.REVISED);
  }

  @Test
  void aUserOverridesAJudgeButNotTheOtherWayRound() {
    say(Source.JUDGE, 110, 1);
    assertThat(say(Source.USER, 105, 0)).isEqualTo(OutcomeClass.REVISED);
    assertThat(say(Source.JUDGE, 150, 1)).isEqualTo(OutcomeClass.DUPLICATE);
    assertThat(say(Source.IMPLICIT, 160, 1)).isEqualTo(OutcomeClass.DUPLICATE);
    assertThat(say(Source.UNKNOWN, 170, 1)).as("unnamed: a user").isEqualTo(OutcomeClass.REVISED);
  }

  @Test
  void behaviourGivesWayToTheUserAndIsIgnoredAfterwards() {
    assertThat(say(Source.IMPLICIT, 110, 0)).isEqualTo(OutcomeClass.COUNTED);
    assertThat(say(Source.USER, 120, 1)).isEqualTo(OutcomeClass.REVISED);
    assertThat(say(Source.IMPLICIT, 130, 0)).isEqualTo(OutcomeClass.DUPLICATE);
    assertThat(play.account().bookedSatisfaction).isEqualTo(1);
  }

  @Test
  void anErrorWithoutAnotherAnswerOverridesWhatWasSaidBefore() {
    say(Source.USER, 110, 1);
    Outcome failed = play.outcome(Answers.to(decision).at(120).failed(true).feedback());
    assertThat(failed.outcome()).isEqualTo(OutcomeClass.REVISED);
    assertThat(play.account().bookedSatisfaction).isZero();
  }

  @Test
  void afterTheWindowAWordIsLate() {
    say(Source.USER, 110, 1);
    byte[] open = play.openBytes();
    assertThat(say(Source.USER, 101 + WINDOW, 0)).isEqualTo(OutcomeClass.LATE);
    assertThat(play.openBytes()).isEqualTo(open);
    assertThat(play.account().bookedSatisfaction).isEqualTo(1);
  }

  @Test
  void anAnswerThatWasQueriedBesidesIsJudgedAnewWithoutTheBooks() {
    play.configure(Promises.messPlus(0.7).with("c", 1000).window(WINDOW).sla(), Pools.three());
    Decision explored = play.decide(Requests.id("r2").at(110).request());
    Answers besides = Answers.to(explored).by(CHEAP);
    play.learn(besides.at(120).satisfied(false).feedback());
    Outcome again = play.outcome(besides.at(130).satisfied(true).feedback());

    assertThat(again.outcome()).isEqualTo(OutcomeClass.REVISED);
    assertThat(again.booked()).isFalse();
    assertThat(again.learnt()).isTrue();
    assertThat(play.account().labels).isZero();
    assertThat(believed(CHEAP)).isEqualTo(1);
  }

  @ParameterizedTest
  @EnumSource
  void anAnswerWithoutADecisionIsJudgedAnew(EveryPolicy policy) {
    Play twice = policy.play(policy.promise(0.7).window(WINDOW));
    Play once = policy.play(policy.promise(0.7).window(WINDOW));
    Answers answer = Answers.unrouted("r9", DEAR);
    twice.learn(answer.at(110).satisfied(true).feedback());
    Outcome again = twice.outcome(answer.at(120).satisfied(false).feedback());
    once.learn(answer.at(120).satisfied(false).feedback());

    assertThat(again.outcome()).isEqualTo(OutcomeClass.REVISED);
    assertThat(again.booked()).isTrue();
    assertSame(twice, once);
    for (Play play : List.of(twice, once)) {
      play.decide(Requests.id("r9").at(105).request());
      play.learn(answer.at(130).satisfied(true).feedback());
    }
    assertSame(twice, once);
  }

  @Test
  void aSupersededAnswerIsJudgedAnew() {
    Answers other = Answers.to(decision).by(MIDDLE).decidedBy("another");
    play.learn(other.at(110).satisfied(true).feedback());
    Outcome again = play.outcome(other.at(120).satisfied(false).feedback());

    assertThat(again.outcome()).isEqualTo(OutcomeClass.REVISED);
    assertThat(again.booked()).isTrue();
    assertThat(play.account().queue).isEqualTo(0.7);
  }

  /** Another policy has never heard the first word: nothing is taken back from it. */
  @Test
  void afterAChangeOfPolicyOnlyTheBooksAreMended() {
    say(Source.USER, 110, 1);
    play.configure(
        Promises.messPlus(0.7).with("learn_from", "all").window(WINDOW).sla(), Pools.three());
    Outcome again = play.outcome(Answers.to(decision).at(120).satisfied(false).feedback());

    assertThat(again.outcome()).isEqualTo(OutcomeClass.REVISED);
    assertThat(again.learnt()).isFalse();
    assertThat(again.booked()).isTrue();
    assertThat(play.account().bookedSatisfaction).isZero();
    assertThat(believed(decision.model())).isEqualTo(0.5);
  }

  /** What was learned before an operator had it forgotten is in no count any more. */
  @Test
  void afterAnAmendmentNothingIsTakenBackFromThePolicy() {
    Play amended = EveryPolicy.MESS_PLUS.play(EveryPolicy.MESS_PLUS.promise(0.7).window(WINDOW));
    Decision about = amended.decide(Requests.id("r1").at(100).request());
    amended.learn(Answers.to(about).at(110).satisfied(true).feedback());
    RouterState state = amended.state();
    Amendments.forget(state, amended.config().policy(), about.model());
    Event.Context context = new Event.Context("run-1", 0, 1, 42);
    Event again =
        new Event.Learn(
            context, Answers.to(about).at(120).satisfied(false).feedback(), amended.config());
    Outcome outcome = (Outcome) new TenantRouter().apply(state, again).rows().get(0);

    assertThat(outcome.outcome()).isEqualTo(OutcomeClass.REVISED);
    assertThat(outcome.learnt()).isFalse();
    assertThat(state.account().bookedSatisfaction).isZero();
  }

  /** The detector replaced the model's evidence in between: the word is in no count any more. */
  @Test
  void afterTheDetectorHasResetAModelNothingIsTakenBackFromIt() {
    say(Source.USER, 110, 1);
    RouterState state = play.state();
    play.config()
        .policy()
        .upkeep()
        .forget(state.memory(), state.learner().models.slot(decision.model()));
    double before = play.config().policy().belief(state.memory(), 0).satisfaction();
    Event.Context context = new Event.Context("run-1", 0, 1, 42);
    Feedback feedback = Answers.to(decision).at(120).satisfied(false).feedback();
    new TenantRouter().apply(state, new Event.Learn(context, feedback, play.config()));

    assertThat(play.config().policy().belief(state.memory(), 0).satisfaction()).isEqualTo(before);
    assertThat(state.account().bookedSatisfaction).isZero();
  }

  private OutcomeClass say(Source who, long time, double satisfaction) {
    return play.outcome(Answers.to(decision).says(who).at(time).scored(satisfaction).feedback())
        .outcome();
  }

  private double believed(String model) {
    int slot = play.learner().models.slot(model);
    return play.config().policy().belief(play.state().memory(), slot).satisfaction();
  }
}

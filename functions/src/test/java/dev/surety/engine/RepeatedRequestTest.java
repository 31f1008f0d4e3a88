package dev.surety.engine;

import static dev.surety.testing.Pools.CHEAP;
import static dev.surety.testing.Pools.DEAR;
import static dev.surety.testing.Pools.MIDDLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.Decision;
import dev.surety.domain.FeedbackTerms;
import dev.surety.domain.JournalRow;
import dev.surety.domain.JournalRow.Decided;
import dev.surety.domain.ModelSpec;
import dev.surety.domain.ModelSpec.Status;
import dev.surety.domain.Notice;
import dev.surety.domain.OutcomeClass;
import dev.surety.domain.Rejection.Reason;
import dev.surety.domain.SlaPolicy;
import dev.surety.domain.SlaPolicy.Mode;
import dev.surety.domain.Standing;
import dev.surety.testing.Answers;
import dev.surety.testing.Play;
import dev.surety.testing.Pools;
import dev.surety.testing.Promises;
import dev.surety.testing.Requests;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** A request comes again, and wants something else, or finds another pool. */
class RepeatedRequestTest {

  private static final List<ModelSpec> POOL = Pools.three();
  private static final SlaPolicy FIXED = Promises.fixed(CHEAP, 0.8).sla();

  @Example
  void withTheSameWishesItGetsTheSameDecisionAndChangesNothing() {
    Play play = Play.of(FIXED, POOL);
    Decision first = play.decide(Requests.id("r").allowing(CHEAP, DEAR).request());
    byte[] before = play.bytes();

    assertThat(play.decide(Requests.id("r").allowing(CHEAP, DEAR).request())).isEqualTo(first);
    assertThat(play.bytes()).isEqualTo(before);
  }

  @Example
  void fallbacksThatItDoesNotAllowAnyMoreAreLeftOut() {
    Play play = Play.of(FIXED, POOL);
    Decision first = play.decide(Requests.id("r").request());

    Decision again = play.decide(Requests.id("r").allowing(CHEAP, DEAR).request());

    assertThat(first.fallbacks()).containsExactly(MIDDLE, DEAR);
    assertThat(again.decisionId()).isEqualTo(first.decisionId());
    assertThat(again.fallbacks()).containsExactly(DEAR);
  }

  @Example
  void modelsToQueryTooThatAreDownAreLeftOut() {
    SlaPolicy all = Promises.messPlus(0.8).with("c", 1000).sla();
    Play play = Play.of(all, POOL);
    Decision first = play.decide(Requests.id("r").request());
    play.configure(all, List.of(POOL.get(0), Pools.status(POOL.get(1), Status.DOWN), POOL.get(2)));

    assertThat(first.alsoQuery()).containsExactly(CHEAP, MIDDLE);
    assertThat(play.decide(Requests.id("r").request()).alsoQuery()).containsExactly(CHEAP);
  }

  @Example
  void anotherAllowListIsDecidedAnewAndMarked() {
    Play play = Play.of(FIXED, POOL);
    Decision first = play.decide(Requests.id("r").at(5).request());

    Decision second = play.decide(Requests.id("r").at(6).allowing(MIDDLE, DEAR).request());

    assertThat(first.model()).isEqualTo(CHEAP);
    assertThat(second.model()).isEqualTo(MIDDLE);
    assertThat(second.replaces()).isEqualTo(first.decisionId()).isNotEqualTo(second.decisionId());
    Decided row = (Decided) play.journal().get(1);
    assertThat(row.decision()).isEqualTo(second);
    assertThat(Notice.of(row.notices())).containsExactly(Notice.REDECIDED);
    assertThat(play.account().notices[Notice.REDECIDED.ordinal()]).isEqualTo(1);
    assertThat(play.open()).isEqualTo(1);
  }

  @Example
  void aPinIsDecidedAnewAndAfterIt() {
    Play play = Play.of(FIXED, POOL);
    play.decide(Requests.id("r").request());

    assertThat(play.decide(Requests.id("r").pinned(DEAR).request()).model()).isEqualTo(DEAR);
    assertThat(play.decide(Requests.id("r").request()).model()).isEqualTo(DEAR);
  }

  @Example
  void aModelThatIsDownOrGoneSinceIsDecidedAnew() {
    Play play = Play.of(FIXED, POOL);
    play.decide(Requests.id("down").request());
    play.decide(Requests.id("gone").request());
    play.configure(FIXED, List.of(Pools.status(POOL.get(0), Status.DOWN), POOL.get(1)));
    assertThat(play.decide(Requests.id("down").request()).model()).isEqualTo(MIDDLE);
    play.configure(FIXED, POOL.subList(1, 3));
    assertThat(play.decide(Requests.id("gone").request()).model()).isEqualTo(MIDDLE);
  }

  /** To drain is to finish what was begun, and a request that comes again is no new one. */
  @Example
  void aModelThatIsDrainingAnswersWhatItWasDecidedForAndNothingNew() {
    Play play = Play.of(FIXED, POOL);
    Decision first = play.decide(Requests.id("begun").at(1).request());
    play.configure(
        FIXED, List.of(Pools.status(POOL.get(0), Status.DRAINING), POOL.get(1), POOL.get(2)));

    assertThat(play.decide(Requests.id("begun").at(2).request())).isEqualTo(first);
    assertThat(play.decide(Requests.id("new").at(3).request()).model()).isEqualTo(MIDDLE);
    assertThat(play.decide(Requests.id("begun").at(4).allowing(MIDDLE).request()).model())
        .isEqualTo(MIDDLE);
  }

  @Example
  void whatIsHeardOfADrainingModelIsBookedAndItFailsNobody() {
    Play play = Play.of(FIXED, POOL);
    List<Decision> begun = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      begun.add(play.decide(Requests.id("r" + i).at(i).request()));
    }
    for (Decision decision : begun.subList(0, 10)) {
      play.learn(Answers.to(decision).at(20).failed(false).feedback());
    }
    assertThat(StandingReader.of(play.state(), play.config()).failing()).containsExactly(CHEAP);

    play.configure(
        FIXED, List.of(Pools.status(POOL.get(0), Status.DRAINING), POOL.get(1), POOL.get(2)));
    assertThat(play.outcome(Answers.to(begun.get(11)).at(21).satisfied(true).feedback()).learnt())
        .isTrue();
    Standing standing = StandingReader.of(play.state(), play.config());
    assertThat(standing.failing()).isEmpty();
    assertThat(standing.draining()).containsExactly(CHEAP);
    assertThat(StandingReader.failing(play.state(), play.config())).isEmpty();
  }

  @Example
  void whatNobodyMayAnswerIsRefusedAndTheStoredDecisionStays() {
    Play play = Play.of(FIXED, POOL);
    Decision first = play.decide(Requests.id("r").request());

    assertThat(play.route(Requests.id("r").allowing("nobody").request()).rejection().reason())
        .isEqualTo(Reason.NO_MODELS);
    assertThat(play.decide(Requests.id("r").request())).isEqualTo(first);
  }

  /** The gateway may have executed either. */
  @Example
  void feedbackOnEitherIsHeard() {
    Play play = Play.of(Promises.messPlus(0.8).with("c", 0).sla(), POOL);
    Decision first = play.decide(Requests.id("r").at(5).request());
    Decision second = play.decide(Requests.id("r").at(6).allowing(MIDDLE, DEAR).request());

    JournalRow.Outcome old =
        play.outcome(Answers.to(first).at(7).tokens(500, 400).paid(0.1).feedback());
    JournalRow.Outcome fresh = play.outcome(Answers.to(second).at(8).satisfied(true).feedback());

    assertThat(old.outcome()).isEqualTo(OutcomeClass.SUPERSEDED);
    assertThat(old.decidedId()).isEqualTo(second.decisionId());
    assertThat(fresh.outcome()).isEqualTo(OutcomeClass.COUNTED);
    assertThat(play.account().costUsd).isEqualTo(0.1);
    assertThat(play.account().labels).isEqualTo(1);
  }

  @Example
  void aJudgementThatCameBeforeIsBookedOnce() {
    Play play = Play.of(Promises.messPlus(0.8).with("c", 0).sla(), POOL);
    Decision first = play.decide(Requests.id("r").at(5).request());
    play.outcome(Answers.to(first).at(6).satisfied(false).feedback());
    double queue = play.account().queue;

    Decision second = play.decide(Requests.id("r").at(7).allowing(DEAR).request());
    play.outcome(Answers.to(second).at(8).satisfied(true).feedback());

    assertThat(play.account().queue).isEqualTo(queue);
    assertThat(play.account().labels).isEqualTo(1);
  }

  /** One user gets one answer, so the books hold one, whatever it was booked as at first. */
  @Property(tries = 60)
  void howeverOftenItIsDecidedAnewItIsOneAnswerInTheBooks(
      @ForAll @IntRange(min = 1, max = 6) int times, @ForAll Booked booked) {
    Play play = Play.of(booked.sla(), POOL);
    play.decide(Requests.id("before").at(1).request());
    String[] models = {CHEAP, MIDDLE, DEAR};
    Decision last = null;
    for (int i = 0; i <= times; i++) {
      last = play.decide(Requests.id("r").at(2 + i).pinned(models[i % 3]).request());
    }
    Account account = play.account();
    OpenWindow window = account.windows[account.presentMap];
    double answers = account.samples + (window == null ? 0 : window.answers);
    assertThat(answers).isEqualTo(booked == Booked.WHEN_JUDGED ? 0 : booked.answers(2));
    assertThat(play.open()).isEqualTo(2);

    play.outcome(Answers.to(last).at(20).satisfied(true).feedback());
    play.decide(Requests.id("later").at(5_000).request());
    account = play.account();
    assertThat(account.queue)
        .isGreaterThanOrEqualTo(account.bookedTarget - account.bookedSatisfaction - 1e-9);
    assertThat(account.delivery.interval().mean()).isBetween(0.0, 1.0);
  }

  enum Booked {
    WHEN_JUDGED,
    WHEN_ITS_WINDOW_CLOSES;

    SlaPolicy sla() {
      double dissatisfied = this == WHEN_JUDGED ? 1 : 0.3;
      return new SlaPolicy(
          1,
          0.8,
          "surety",
          0,
          Map.of(),
          new FeedbackTerms(1000, 1, dissatisfied, 0, 1000),
          Mode.APPLY);
    }

    double answers(int open) {
      return this == WHEN_JUDGED ? 0 : open;
    }
  }

  @Property(tries = 30)
  void aFoldOfTheRowsIsTheState(@ForAll long seed) {
    for (Booked booked : Booked.values()) {
      Random random = new Random(seed);
      Play play = Play.of(booked.sla(), POOL).seed(seed);
      Decision[] made = new Decision[40];
      for (int i = 0; i < 400; i++) {
        int r = random.nextInt(made.length);
        Requests request = Requests.id("r" + r).at(i * 10);
        switch (random.nextInt(4)) {
          case 0 ->
              made[r] = play.decide(request.pinned(POOL.get(random.nextInt(3)).name()).request());
          case 1 -> made[r] = play.decide(request.allowing(MIDDLE, DEAR).request());
          case 2 -> made[r] = play.decide(request.request());
          default -> {
            if (made[r] != null) {
              play.learn(Answers.to(made[r]).at(i * 10).satisfied(random.nextBoolean()).feedback());
            }
          }
        }
      }
      Play fold = Play.of(booked.sla(), POOL).seed(seed);
      for (JournalRow row : play.journal()) {
        if (row instanceof Decided decided) {
          fold.route(decided.request());
        } else if (row instanceof JournalRow.Outcome outcome) {
          fold.learn(outcome.feedback());
        }
      }
      assertThat(fold.journal()).isEqualTo(play.journal());
      assertThat(fold.bytes()).isEqualTo(play.bytes());
      assertThat(play.account().notices[Notice.REDECIDED.ordinal()]).isPositive();
      assertThat(play.account().queue)
          .isGreaterThanOrEqualTo(
              play.account().bookedTarget - play.account().bookedSatisfaction - 1e-9);
    }
  }
}

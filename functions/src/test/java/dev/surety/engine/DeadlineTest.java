package dev.surety.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.surety.domain.ControlUpdate.ArtefactUpdate;
import dev.surety.domain.DeadlineStanding;
import dev.surety.domain.DeadlineTerms;
import dev.surety.domain.DeadlineTerms.Measure;
import dev.surety.domain.DeadlineTerms.Precedence;
import dev.surety.domain.Decision;
import dev.surety.domain.Feedback;
import dev.surety.domain.FeedbackTerms;
import dev.surety.domain.JournalRow;
import dev.surety.domain.OutcomeClass;
import dev.surety.domain.SlaPolicy;
import dev.surety.domain.SlaPolicy.Mode;
import dev.surety.policy.Artefacts;
import dev.surety.policy.health.PoolHealth;
import dev.surety.policy.health.PoolLatencies;
import dev.surety.testing.Answers;
import dev.surety.testing.Bytes;
import dev.surety.testing.Play;
import dev.surety.testing.Pools;
import dev.surety.testing.Requests;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class DeadlineTest {

  private static final long DAY = 86_400_000;
  private static final DeadlineTerms TWO_SECONDS = total(2000, 0.9);

  private static DeadlineTerms total(long millis, double share) {
    return new DeadlineTerms(Measure.TOTAL, millis, share, Precedence.QUALITY);
  }

  private static SlaPolicy sla(String policy, double target, DeadlineTerms deadline) {
    FeedbackTerms terms = new FeedbackTerms(DAY, 1, 1, 0, 10_000);
    return new SlaPolicy(1, target, policy, 0, Map.of(), terms, Mode.APPLY).by(deadline);
  }

  private static Play play(DeadlineTerms deadline) {
    return Play.of(sla("surety", 0.9, deadline), Pools.three());
  }

  private static DeadlineStanding standing(Play play) {
    return StandingReader.of(play.state(), play.config()).deadline();
  }

  private static Decision decide(Play play, String id, long at) {
    return play.decide(Requests.id(id).at(at).tokens(1000, 500).request());
  }

  @Test
  void aTimeCountsOnceAndTheNewestWordOfItCounts() {
    Play play = play(TWO_SECONDS);
    Decision decision = decide(play, "r", 1000);
    double expected = play.account().deadline.debt;
    play.learn(Answers.to(decision).at(4000).latency(3000).feedback());
    assertThat(standing(play).answers()).isEqualTo(1);
    assertThat(standing(play).late()).isEqualTo(1);
    double late = play.account().deadline.debt;
    assertThat(late).isGreaterThan(expected);
    byte[] beliefs = times(play);

    // The same again, with a judgement, a bill, and as it was.
    play.learn(Answers.to(decision).at(4000).latency(3000).satisfied(true).feedback());
    play.learn(Answers.to(decision).at(4500).latency(3000).tokens(10, 10).feedback());
    play.learn(Answers.to(decision).at(4000).latency(3000).feedback());
    assertThat(times(play)).isEqualTo(beliefs);

    // Corrected: it was in time. What was said before that is of no matter any more.
    play.learn(Answers.to(decision).at(5000).latency(1500).feedback());
    assertThat(standing(play).answers()).isEqualTo(1);
    assertThat(standing(play).late()).isZero();
    assertThat(play.account().deadline.debt).isCloseTo(late - 1, within(1e-9));
    assertThat(play.account().deadline.beliefs.late).containsOnly(0);
    play.learn(Answers.to(decision).at(4600).latency(9000).feedback());
    assertThat(standing(play).late()).isZero();

    // Past the window nothing of it counts.
    JournalRow.Outcome outcome =
        play.outcome(Answers.to(decision).at(1001 + DAY).latency(9000).satisfied(false).feedback());
    assertThat(outcome.outcome()).isIn(OutcomeClass.LATE, OutcomeClass.DUPLICATE);
    assertThat(standing(play).late()).isZero();
  }

  /** All of it that an answer's time moves. */
  private static byte[] times(Play play) {
    DeadlineBooks books = play.account().deadline;
    return Bytes.of(
        out -> {
          out.writeDouble(books.debt);
          out.writeLong(books.answers);
          out.writeLong(books.late);
          for (int slot = 0; slot < books.beliefs.seen.length; slot++) {
            out.writeDouble(books.beliefs.seen[slot]);
            out.writeDouble(books.beliefs.late[slot]);
          }
        });
  }

  @Test
  void anAnswerOnItsTimeIsInTimeAndOneMillisecondMoreIsLate() {
    Play play = play(TWO_SECONDS);
    play.learn(Answers.to(decide(play, "a", 1)).latency(2000).feedback());
    play.learn(Answers.to(decide(play, "b", 2)).latency(2001).feedback());
    assertThat(standing(play).inTime()).isEqualTo(0.5);
  }

  @Test
  void whatFailedIsLateUnlessItsCallerWasAtFault() {
    Play play = play(TWO_SECONDS);
    Decision decision = decide(play, "a", 1);
    play.learn(Answers.to(decision).failed(true).feedback());
    play.learn(Answers.to(decision).failed(true).feedback());
    assertThat(standing(play).answers()).isEqualTo(1);
    assertThat(standing(play).late()).isEqualTo(1);
    play.learn(Answers.to(decide(play, "b", 2)).error("400 bad request").feedback());
    assertThat(standing(play).answers()).isEqualTo(1);
  }

  @Test
  void aFailedTryTakesItsTimeFromTheAnswerThatMakesGoodForIt() {
    Play play = play(TWO_SECONDS);
    Decision quick = decide(play, "quick", 1);
    play.learn(Answers.to(quick).error("503").latency(500).feedback());
    assertThat(standing(play).answers()).isZero();
    play.learn(Answers.to(quick).by(quick.fallbacks().get(0)).latency(1400).feedback());
    assertThat(standing(play).inTime()).isEqualTo(1);

    Decision slow = decide(play, "slow", 2);
    play.learn(Answers.to(slow).error("503").latency(700).feedback());
    play.learn(Answers.to(slow).by(slow.fallbacks().get(0)).latency(1400).feedback());
    assertThat(standing(play).late()).isEqualTo(1);

    Decision silent = decide(play, "silent", 3);
    play.learn(Answers.to(silent).by(silent.fallbacks().get(0)).latency(10).feedback());
    assertThat(standing(play).late()).isEqualTo(1);
    play.learn(Answers.to(silent).error("timeout").feedback());
    assertThat(standing(play).late()).as("it does not tell how long it took").isEqualTo(2);
    assertThat(standing(play).answers()).isEqualTo(3);

    // Each try of a model is one.
    Decision tried = decide(play, "tried", 4);
    play.learn(Answers.to(tried).error("503").latency(900).attempt(0).feedback());
    play.learn(Answers.to(tried).error("503").latency(900).attempt(1).feedback());
    play.learn(Answers.to(tried).latency(300).attempt(2).feedback());
    assertThat(standing(play).late()).isEqualTo(3);
  }

  @Test
  void theFirstWordCountsWhereItIsPromisedAndTheLastWhereNoFirstIsTold() {
    Play play = play(new DeadlineTerms(Measure.FIRST_TOKEN, 500, 0.9, Precedence.QUALITY));
    Feedback streamed = Answers.to(decide(play, "a", 1)).latency(9000).feedback();
    play.learn(streamed.toBuilder().firstTokenMillis(400).build());
    play.learn(Answers.to(decide(play, "b", 2)).latency(501).feedback());
    assertThat(standing(play).answers()).isEqualTo(2);
    assertThat(standing(play).late()).isEqualTo(1);
    Play total = play(total(500, 0.9));
    total.learn(
        Answers.to(decide(total, "a", 1)).latency(9000).feedback().toBuilder()
            .firstTokenMillis(400)
            .build());
    assertThat(standing(total).late()).isEqualTo(1);
  }

  @Test
  void answersWithoutADecisionAreHeldToTheDeadlineTooAndOnlyOnce() {
    Play play = play(TWO_SECONDS);
    decide(play, "first", 0);
    play.learn(Answers.unrouted("r", Pools.DEAR).at(1).latency(5000).feedback());
    assertThat(standing(play).late()).isEqualTo(1);
    double debt = play.account().deadline.debt;
    decide(play, "r", 2);
    assertThat(play.account().deadline.debt).as("it has been answered").isEqualTo(debt);
    play.learn(Answers.unrouted("r", Pools.DEAR).at(1).latency(5000).feedback());
    assertThat(standing(play).answers()).isEqualTo(1);
  }

  @Test
  void anotherDeadlineBeginsAnewAndAnotherVersionOfTheSameGoesOn() {
    Play play = play(TWO_SECONDS);
    Decision early = decide(play, "a", 1);
    play.learn(Answers.to(early).latency(3000).feedback());
    play.configure(sla("surety", 0.8, TWO_SECONDS), Pools.three());
    Decision same = decide(play, "b", 2);
    assertThat(standing(play).answers()).isEqualTo(1);
    play.configure(sla("surety", 0.8, total(2500, 0.9)), Pools.three());
    decide(play, "c", 3);
    assertThat(standing(play).answers()).isZero();
    play.learn(Answers.to(same).latency(9000).feedback());
    assertThat(standing(play).answers()).as("decided for another one").isZero();
    play.configure(sla("surety", 0.8, null), Pools.three());
    decide(play, "d", 4);
    assertThat(play.account().deadline.isKept()).isFalse();
    assertThat(play.accountBytes()[0]).as("layout as before").isEqualTo((byte) 3);
  }

  @Test
  void whatIsOnlyWatchedIsHeldToNoDeadline() {
    SlaPolicy watched =
        new SlaPolicy(1, 0.9, "surety", 0, Map.of(), FeedbackTerms.DEFAULT, Mode.OBSERVE)
            .by(TWO_SECONDS);
    Play play = Play.of(watched, Pools.three());
    play.learn(Answers.to(decide(play, "r", 1)).latency(9000).feedback());
    assertThat(play.account().deadline.isKept()).isFalse();
    assertThat(standing(play).answers()).isZero();
  }

  @Test
  void whatAllTenantsMeetIsBelievedUntilTheTenantHasSeenItself() {
    SlaPolicy sla = sla("surety", 0.5, TWO_SECONDS);
    TenantConfig without = TenantConfig.of(sla, Pools.three());
    Play untold = Play.of(sla, Pools.three());
    String favourite = decide(untold, "r", 0).model();
    PoolLatencies known =
        PoolLatencies.read(
            "{\"models\":{\"%s\":{\"total\":[9.0,0.3,500]},\"none-of-ours\":{\"total\":[6.0,0.3,500]}}}"
                .formatted(favourite));
    ArtefactUpdate told = new ArtefactUpdate(PoolLatencies.KIND, PoolHealth.POOL, 1, known.write());
    TenantConfig with = TenantConfig.of(sla, Pools.three(), Artefacts.of(List.of(told)));
    assertThat(with.hash()).isNotEqualTo(without.hash());
    for (int place = 0; place < 3; place++) {
      boolean slow = Pools.three().get(place).name().equals(favourite);
      assertThat(with.lateBefore(place))
          .isEqualTo(Double.valueOf(slow ? known.late(favourite, TWO_SECONDS) : Double.NaN));
    }
    assertThat(known.late(favourite, TWO_SECONDS)).isGreaterThan(0.99);
    SlaPolicy plain = sla("surety", 0.5, null);
    assertThat(TenantConfig.of(plain, Pools.three(), Artefacts.of(List.of(told))).hash())
        .as("nobody else's configuration changes")
        .isEqualTo(TenantConfig.of(plain, Pools.three()).hash());

    Play knowing = Play.of(sla, Pools.three()).configure(with);
    int before = 0;
    int after = 0;
    for (int i = 0; i < 100; i++) {
      before += decide(untold, "q" + i, i).model().equals(favourite) ? 1 : 0;
      after += decide(knowing, "q" + i, i).model().equals(favourite) ? 1 : 0;
    }
    assertThat(before).isGreaterThan(30);
    assertThat(after).isLessThan(before / 2);
  }

  /**
   * Whatever is told of times, in whatever order and however often, the journal's rows give the
   * same state, and the same decisions with the same propensities.
   */
  @Test
  void whatIsCorrectedAfterAnotherShareIsPromisedCountsNoAnswersThatWereNotThere() {
    for (boolean wasLate : new boolean[] {false, true}) {
      Play play = play(TWO_SECONDS);
      Decision decision = decide(play, "r", 1000);
      play.learn(Answers.to(decision).at(5000).latency(wasLate ? 3000 : 100).feedback());
      play.configure(sla("surety", 0.9, total(2000, 0.95)), Pools.three());
      play.learn(Answers.to(decision).at(6000).latency(wasLate ? 100 : 3000).feedback());
      assertThat(standing(play).answers()).isZero();
      assertThat(standing(play).late()).isZero();
    }
  }

  @Test
  void whereNobodyTellsATimeDecisionsAreThoseWithoutADeadline() {
    Play timed = play(total(1500, 0.95));
    Play untimed = Play.of(sla("surety", 0.9, null), Pools.three());
    SplittableRandom users = new SplittableRandom(5);
    for (int i = 0; i < 1000; i++) {
      Decision with = decide(timed, "r" + i, i * 1000L);
      Decision without = decide(untimed, "r" + i, i * 1000L);
      assertThat(with.model()).isEqualTo(without.model());
      assertThat(with.propensity()).isEqualTo(without.propensity());
      boolean satisfied = users.nextInt(10) < 8;
      timed.learn(Answers.to(with).satisfied(satisfied).feedback());
      untimed.learn(Answers.to(without).satisfied(satisfied).feedback());
    }
    assertThat(standing(timed).answers()).isZero();
    assertThat(timed.account().deadline.debt).isCloseTo(0, within(1e-9));
  }

  @Property(tries = 150)
  void theJournalFoldsToTheSameState(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    DeadlineTerms deadline =
        new DeadlineTerms(
            Measure.values()[random.nextInt(2)],
            1 + random.nextInt(3000),
            0.5 + random.nextDouble() / 2.01,
            Precedence.values()[random.nextInt(2)]);
    String policy = List.of("surety", "slarouter", "mess-plus").get(random.nextInt(3));
    SlaPolicy sla = sla(policy, random.nextDouble(), deadline);
    Play play = Play.of(sla, Pools.three());
    List<Decision> flying = new ArrayList<>();
    List<Feedback> said = new ArrayList<>();
    long time = 1_000_000;
    for (int i = 0; i < 60; i++) {
      time += random.nextInt(20) == 0 ? DAY : random.nextInt(100_000);
      int kind = random.nextInt(6);
      if (kind < 3 || flying.isEmpty()) {
        String id = random.nextInt(10) == 0 ? "u" + random.nextInt(3) : "r" + i;
        Requests request = Requests.id(id).at(time).tokens(1000, 500);
        flying.add(
            play.decide(
                random.nextInt(8) == 0 ? request.pinned(Pools.DEAR).request() : request.request()));
      } else if (kind == 3 && !said.isEmpty()) {
        play.learn(said.get(random.nextInt(said.size())));
      } else if (kind == 4) {
        play.learn(
            Answers.unrouted("u" + random.nextInt(3), Pools.DEAR)
                .at(time)
                .latency(random.nextInt(4000))
                .feedback());
      } else {
        Decision decision = flying.get(random.nextInt(flying.size()));
        Answers answer = Answers.to(decision).at(time - random.nextInt(2000));
        if (random.nextInt(3) == 0) {
          answer.by(List.of(Pools.CHEAP, Pools.MIDDLE, Pools.DEAR).get(random.nextInt(3)));
        }
        if (random.nextInt(4) > 0) {
          answer.latency(random.nextInt(4000));
        }
        if (random.nextInt(4) == 0) {
          answer.failed(random.nextBoolean());
        } else {
          answer.satisfied(random.nextBoolean()).attempt(random.nextInt(3));
        }
        Feedback feedback =
            answer.feedback().toBuilder()
                .firstTokenMillis(random.nextBoolean() ? -1 : random.nextInt(3000))
                .build();
        said.add(feedback);
        play.learn(feedback);
      }
      DeadlineBooks books = play.account().deadline;
      assertThat(books.late).isBetween(0L, books.answers);
    }
    Play again = Play.of(sla, Pools.three());
    for (JournalRow row : play.journal()) {
      if (row instanceof JournalRow.Decided decided) {
        assertThat(again.decide(decided.request())).isEqualTo(decided.decision());
        assertThat(sum(decided)).isCloseTo(1, within(1e-9));
      } else if (row instanceof JournalRow.Outcome outcome) {
        again.learn(outcome.feedback());
      }
    }
    assertThat(again.bytes()).isEqualTo(play.bytes());
  }

  private static double sum(JournalRow.Decided row) {
    double sum = 0;
    for (JournalRow.Candidate candidate : row.candidates()) {
      assertThat(candidate.propensity()).isBetween(0.0, 1.0);
      sum += candidate.propensity();
    }
    return sum;
  }
}

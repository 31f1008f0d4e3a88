package dev.surety.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.Decision;
import dev.surety.domain.FeedbackTerms;
import dev.surety.domain.JournalRow.Closed;
import dev.surety.domain.JournalRow.Outcome;
import dev.surety.domain.Notice;
import dev.surety.domain.OutcomeClass;
import dev.surety.domain.SlaPolicy;
import dev.surety.testing.Answers;
import dev.surety.testing.Play;
import dev.surety.testing.Pools;
import dev.surety.testing.Promises;
import dev.surety.testing.Requests;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/**
 * One wrong clock costs nobody anything: a key's clock keeps to when Kafka appended its records.
 */
class AnybodysClockTest {

  private static final long TOLERANCE = 10_000;
  private static final long HOUR = 3_600_000;
  private static final long START = 400_000 * HOUR;

  private final Play play = Play.of(Promises.messPlus(0.8).sla(), Pools.three());

  private Decision decide(String id, long time, long appendedAt) {
    return play.appended(appendedAt, TOLERANCE).decide(Requests.id(id).at(time).request());
  }

  private Outcome outcome(Decision decision, long time, long appendedAt) {
    return play.appended(appendedAt, TOLERANCE)
        .outcome(Answers.to(decision).at(time).satisfied(true).tokens(500, 400).feedback());
  }

  private List<Decision> fifty() {
    List<Decision> decisions = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      decisions.add(decide("r" + i, START + i, START + i));
    }
    return decisions;
  }

  private long counted(List<Decision> decisions, long at) {
    return decisions.stream()
        .filter(decision -> outcome(decision, at, at).outcome() == OutcomeClass.COUNTED)
        .count();
  }

  /** It was 44 of 50 labels, and their money. */
  @Test
  void oneFeedbackDatedADayAheadOrphansNoLabel() {
    List<Decision> decisions = fifty();

    Outcome ahead = outcome(decisions.get(0), START + 24 * HOUR, START + 1000);

    assertThat(ahead.outcome()).isEqualTo(OutcomeClass.COUNTED);
    assertThat(ahead.stamp().time()).isEqualTo(START + 1000 + TOLERANCE);
    assertThat(Notice.of(ahead.notices())).containsExactly(Notice.CLOCK_AHEAD);
    assertThat(counted(decisions.subList(1, 50), START + HOUR)).isEqualTo(49);
    assertThat(play.journal()).noneMatch(Closed.class::isInstance);
  }

  @Test
  void oneRequestDatedADayAheadIsDecidedAndOrphansNoLabel() {
    List<Decision> decisions = fifty();

    Decision ahead = decide("ahead", START + 24 * HOUR, START + 1000);

    assertThat(counted(decisions, START + HOUR)).isEqualTo(50);
    assertThat(outcome(ahead, START + HOUR, START + HOUR).outcome())
        .isEqualTo(OutcomeClass.COUNTED);
    assertThat(play.account().notices[Notice.CLOCK_AHEAD.ordinal()]).isEqualTo(1);
  }

  @Test
  void aheadInBothOrdersAndFromSeveralSendersTheClockKeepsToTheAppendTime() {
    long[] skews = {2 * HOUR, -HOUR, 5 * HOUR, -24 * HOUR, 0, 23 * HOUR, -48 * HOUR};
    List<Decision> decisions = new ArrayList<>();
    for (int i = 0; i < 70; i++) {
      long now = START + i * 60_000L;
      decisions.add(decide("r" + i, now + skews[i % skews.length], now));
      outcome(decisions.get(i / 2), now + skews[(i * 3 + 1) % skews.length], now + 1);
      assertThat(play.account().clock).isBetween(now - TOLERANCE, now + 1 + TOLERANCE);
    }
    assertThat(play.account().outcomes[OutcomeClass.LATE.ordinal()]).isZero();
    assertThat(play.account().outcomes[OutcomeClass.ORPHAN.ordinal()]).isZero();
  }

  @Test
  void clocksBehindAnHourADayAndTwoDaysExpireNobodyWhenARightOneComes() {
    for (long behind : new long[] {HOUR, 24 * HOUR, 48 * HOUR}) {
      Decision slow = decide("slow-" + behind, START - behind, START);
      Decision right = decide("right-" + behind, START + 1, START + 1);

      assertThat(outcome(slow, START + HOUR, START + HOUR).outcome())
          .isEqualTo(OutcomeClass.COUNTED);
      assertThat(outcome(right, START - behind, START + HOUR).outcome())
          .isEqualTo(OutcomeClass.COUNTED);
    }
    assertThat(play.account().notices[Notice.CLOCK_BEHIND.ordinal()]).isEqualTo(3);
    assertThat(play.journal()).noneMatch(Closed.class::isInstance);
  }

  /** Lateness goes by what the records say: feedback that a gateway kept back is not late. */
  @Test
  void feedbackKeptBackIsNotLateAndFeedbackOfTooLateIs() {
    Decision first = decide("r1", START, START);
    Decision second = decide("r2", START, START);

    assertThat(outcome(first, START + 23 * HOUR, START + 25 * HOUR).outcome())
        .isEqualTo(OutcomeClass.COUNTED);
    assertThat(outcome(second, START + 25 * HOUR, START + 25 * HOUR).outcome())
        .isEqualTo(OutcomeClass.LATE);
  }

  /** A backlog that is read hours later is old by its append times, and expires by them alone. */
  @Test
  void aBacklogReadHoursLaterExpiresByItsAppendTimes() {
    play.now(START + 400 * HOUR);
    Decision decision = decide("r1", START, START);
    decide("r2", START + 20 * HOUR, START + 20 * HOUR);
    assertThat(outcome(decision, START + 20 * HOUR, START + 20 * HOUR).outcome())
        .isEqualTo(OutcomeClass.COUNTED);
    assertThat(play.account().clock).isEqualTo(START + 20 * HOUR);
  }

  /**
   * Complaints come at once and silence counts for the rest, so a window that closes early takes
   * answers for silent that were still to be judged: 7,241 of 8,001 decisions went to the dearest.
   */
  @Test
  void withUnequalReportingRatesOneClockAheadChangesNoDecision() {
    List<String> undisturbed = choices(false, TOLERANCE);
    assertThat(choices(true, TOLERANCE)).isEqualTo(undisturbed);
    assertThat(choices(true, 48 * HOUR)).as("with anybody's clock").isNotEqualTo(undisturbed);
  }

  private static List<String> choices(boolean oneAhead, long tolerance) {
    SlaPolicy base = Promises.surety(0.8).sla();
    Play play =
        Play.of(
            new SlaPolicy(
                1,
                0.8,
                base.policy(),
                0,
                base.parameters(),
                new FeedbackTerms(24 * HOUR, 0.3, 0.9, 0, 100_000),
                base.mode()),
            Pools.three());
    List<Decision> decisions = new ArrayList<>();
    List<String> choices = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      long now = 16_667 * 24 * HOUR - 400_000 + i * 1_000L;
      play.appended(now, tolerance);
      decisions.add(play.decide(Requests.id("r" + i).at(now).request()));
      choices.add(decisions.get(i).model());
      if (i == 500) {
        long said = oneAhead ? now + 24 * HOUR : now;
        play.learn(Answers.to(decisions.get(i)).at(said).tokens(9, 9).feedback());
      }
      // Whoever is satisfied says so ten minutes later.
      if (i >= 600 && i % 3 == 0) {
        play.learn(Answers.to(decisions.get(i - 600)).at(now).satisfied(true).feedback());
      }
    }
    return choices;
  }

  /**
   * Two topics of which either may be read ahead of the other, and senders with any clock: what was
   * appended within the last window, less twice the tolerance, is open.
   */
  @Property(tries = 150)
  void noOpenDecisionOfTheLastWindowIsClosed(@ForAll long seed) {
    Random random = new Random(seed);
    long window = 100 * TOLERANCE;
    Play any = Play.of(Promises.messPlus(0.8).window(window).sla(), Pools.three());
    long[] appended = {START, START};
    Map<Decision, Long> open = new HashMap<>();
    for (int i = 0; i < 60; i++) {
      int topic = random.nextInt(2);
      appended[topic] += (long) (random.nextDouble() * random.nextDouble() * window / 4);
      long now = appended[topic];
      long time = now + (long) (random.nextGaussian() * (random.nextBoolean() ? 3 * window : 5));
      any.appended(now, TOLERANCE);
      if (topic == 0) {
        open.put(any.decide(Requests.id("r" + i).at(time).request()), now);
      } else if (!open.isEmpty()) {
        Decision about = open.keySet().iterator().next();
        any.learn(Answers.to(about).at(time).tokens(1, 1).feedback());
      }
      long newest = Math.max(appended[0], appended[1]);
      open.values().removeIf(at -> at <= newest - window + 2 * TOLERANCE);
      for (Decision decision : open.keySet()) {
        assertThat(Generations.find(any.state(), decision.requestId())).isNotNull();
      }
    }
  }
}

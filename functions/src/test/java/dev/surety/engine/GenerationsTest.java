package dev.surety.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.surety.domain.Decision;
import dev.surety.domain.JournalRow.Closed;
import dev.surety.domain.JournalRow.Closed.Cause;
import dev.surety.domain.OutcomeClass;
import dev.surety.testing.Answers;
import dev.surety.testing.Play;
import dev.surety.testing.Pools;
import dev.surety.testing.Promises;
import dev.surety.testing.Requests;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class GenerationsTest {

  private static final long WINDOW = 1000;

  private static Play play() {
    return Play.of(Promises.messPlus(0.8).window(WINDOW).sla(), Pools.three());
  }

  private static Decision decide(Play play, String id, long time) {
    return play.decide(Requests.id(id).at(time).request());
  }

  private static OutcomeClass outcome(Play play, Decision decision, long time) {
    return play.outcome(Answers.to(decision).at(time).satisfied(true).feedback()).outcome();
  }

  private static List<Closed> closed(Play play) {
    List<Closed> closed = new ArrayList<>();
    play.journal()
        .forEach(
            row -> {
              if (row instanceof Closed c) {
                closed.add(c);
              }
            });
    return closed;
  }

  @Test
  void aDecisionExpiresWhenTheClockEntersTheNextButOneWindow() {
    Play play = play();
    Decision decision = decide(play, "r1", 999);
    decide(play, "r2", 1000);
    decide(play, "r3", 1999);
    assertThat(closed(play)).isEmpty();
    assertThat(outcome(play, decision, 1999)).isEqualTo(OutcomeClass.COUNTED);

    decide(play, "r4", 2000);

    assertThat(closed(play)).hasSize(1);
    Closed row = closed(play).get(0);
    assertThat(row.cause()).isEqualTo(Cause.EXPIRED);
    assertThat(row.decisions()).isEqualTo(1);
    assertThat(row.stamp().time()).isEqualTo(2000);
    assertThat(row.stamp().seq()).isEqualTo(5);
    assertThat(play.open()).isEqualTo(3);
    assertThat(outcome(play, decision, 1990)).isEqualTo(OutcomeClass.ORPHAN);
  }

  @Test
  void twoWindowsAtOnceCloseBothGenerations() {
    Play play = play();
    decide(play, "r1", 0);
    decide(play, "r2", 1000);
    decide(play, "r3", 1500);
    decide(play, "r4", 3000);

    assertThat(closed(play)).extracting(Closed::decisions).containsExactly(1, 2);
    assertThat(play.open()).isEqualTo(1);
  }

  @Test
  void feedbackMovesTheClockToo() {
    Play play = play();
    Decision first = decide(play, "r1", 0);
    play.learn(Answers.to(first).at(2500).satisfied(true).feedback());

    assertThat(play.open()).isZero();
    assertThat(play.account().clock).isEqualTo(2500);
    assertThat(play.account().outcomes[OutcomeClass.LATE.ordinal()]).isEqualTo(1);
  }

  @Test
  void lateTimeDoesNotMoveTheClockBack() {
    Play play = play();
    decide(play, "r1", 2500);
    Decision late = decide(play, "r2", 300);

    assertThat(play.account().clock).isEqualTo(2500);
    assertThat(closed(play)).isEmpty();
    assertThat(outcome(play, late, 1200)).isEqualTo(OutcomeClass.COUNTED);
    assertThat(play.account().clock).isEqualTo(2500);
  }

  @Test
  void silenceClosesEverything() {
    Play play = play();
    decide(play, "r1", 0);
    decide(play, "r2", 1000);
    decide(play, "r3", 1001);

    Effects effects = play.idle();

    assertThat(effects.decision()).isNull();
    assertThat(closed(play))
        .extracting(Closed::cause, Closed::decisions)
        .containsExactly(tuple(Cause.IDLE, 1), tuple(Cause.IDLE, 2));
    assertThat(play.open()).isZero();
    assertThat(play.account().openPresent + play.account().openPast).isZero();
    assertThat(play.idle().rows()).describedAs("nothing is left to close").isEmpty();
  }

  @Test
  void overflowDropsTheOldestAndCounts() {
    int maxOpen = 10;
    Play play =
        Play.of(Promises.messPlus(0.8).window(WINDOW).maxOpen(maxOpen).sla(), Pools.three());
    List<Decision> decisions = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      decisions.add(decide(play, "r" + i, i));
      assertThat(play.open()).isLessThanOrEqualTo(maxOpen);
    }

    int closed = closed(play).stream().mapToInt(Closed::decisions).sum();
    assertThat(closed(play)).allMatch(row -> row.cause() == Cause.OVERFLOW);
    assertThat(play.account().dropped).isEqualTo(closed).isEqualTo(100 - play.open());
    for (int i = 0; i < maxOpen / 2; i++) {
      assertThat(outcome(play, decisions.get(99 - i), 99))
          .describedAs("the newest half is always kept")
          .isEqualTo(OutcomeClass.COUNTED);
    }
    assertThat(outcome(play, decisions.get(0), 99)).isEqualTo(OutcomeClass.ORPHAN);
  }

  /** What nobody may notice: changing the window is no reason to forget. */
  @Test
  void anotherWindowForgetsNothingThatIsYoungerThanIt() {
    for (long window : new long[] {WINDOW / 2, WINDOW * 3}) {
      Play play = play();
      decide(play, "r0", 7_600);
      Decision decision = decide(play, "r1", 7_700);
      play.configure(Promises.messPlus(0.8).window(window).sla(), Pools.three());
      decide(play, "r2", 7_701);

      assertThat(outcome(play, decision, 7_700 + window)).isEqualTo(OutcomeClass.COUNTED);
    }
  }

  /** Whatever order times come in: open for a window at least, for two at most. */
  @Property(tries = 300)
  void aDecisionIsOpenForOneToTwoWindowsOfTheClock(
      @ForAll @Size(min = 1, max = 60) List<@LongRange(min = 0, max = 700) Long> steps,
      @ForAll @IntRange(min = 0, max = 59) int watched) {
    Play play = play();
    long time = 0;
    long clockThen = Long.MIN_VALUE;
    Decision decision = null;
    for (int i = 0; i < steps.size(); i++) {
      time += steps.get(i);
      Decision next = decide(play, "r" + i, time);
      if (i == watched) {
        decision = next;
        clockThen = time;
      }
      assertThat(play.account().openPresent + play.account().openPast).isEqualTo(play.open());
    }
    if (decision == null) {
      return;
    }
    OutcomeClass outcome = outcome(play, decision, clockThen);
    if (time <= clockThen + WINDOW) {
      assertThat(outcome).isEqualTo(OutcomeClass.COUNTED);
    } else if (time >= clockThen + 2 * WINDOW) {
      assertThat(outcome).isEqualTo(OutcomeClass.ORPHAN);
    }
  }
}

package dev.surety.tools.savepoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.surety.domain.DeadlineTerms;
import dev.surety.domain.DeadlineTerms.Measure;
import dev.surety.domain.DeadlineTerms.Precedence;
import dev.surety.domain.TenantEvent;
import dev.surety.domain.TenantTier;
import dev.surety.engine.DeadlineBooks;
import dev.surety.flink.RouteState;
import dev.surety.testing.Answers;
import dev.surety.testing.Pools;
import dev.surety.testing.Requests;
import dev.surety.testing.SharedFlink;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * ROUTE goes on with a deadline from where a released job was stopped: which answers were late, the
 * queue, what is believed of the models' times, and answers that are still on their way. The
 * savepoint is checked in, and no test writes it anew; {@link FrozenSavepointITCase} holds its
 * bytes.
 */
@ExtendWith(SharedFlink.class)
class FrozenDeadlineITCase {

  private static final Path SAVEPOINT =
      Path.of("../state-tools/src/test/resources/savepoints/deadline-1");
  private static final TenantTier KEY = new TenantTier("timed", "gold");
  private static final DeadlineTerms DEADLINE =
      new DeadlineTerms(Measure.TOTAL, 2000, 0.9, Precedence.DEADLINE);
  private static final long START = 1_700_000_000_000L;
  private static final int ROUNDS = 60;

  /** A request and what is said of its answer. */
  private static final int EVENTS = 2 * ROUNDS;

  private static final int FIRST_ANEW = 1_000;

  /** Of the job that was stopped: of the last answer nothing had been told. */
  private static final int LATE = 20;

  @Test
  void goesOnWithItsDeadline(@TempDir Path folder) throws Exception {
    DeadlineBooks before = RouteRun.account(SAVEPOINT.toString()).deadline;
    assertThat(before.millis).isEqualTo(DEADLINE.millis());
    assertThat(before.share).isEqualTo(DEADLINE.share());
    assertThat(before.answers).isEqualTo(ROUNDS - 1);
    assertThat(before.late).isEqualTo(LATE);
    assertThat(before.beliefs.seen).isNotEmpty();

    // The last answer comes, late; one that was late was not; and another request is decided.
    String after =
        RouteRun.continued(
            SAVEPOINT.toUri().toString(),
            folder,
            "rocksdb",
            FIRST_ANEW,
            FIRST_ANEW + 3,
            number ->
                switch (number - FIRST_ANEW) {
                  case 0 -> told(ROUNDS - 1, START + EVENTS, 9000);
                  case 1 -> told(0, START + EVENTS, 10);
                  default -> Requests.id("new").of(KEY).at(START + EVENTS + 1).request();
                },
            1);

    DeadlineBooks next = RouteRun.account(after).deadline;
    assertThat(next.answers).isEqualTo(ROUNDS);
    assertThat(next.late).isEqualTo(LATE);
    assertThat(next.since).isEqualTo(before.since);
    assertThat(next.debt).isCloseTo(before.debt, within(2.0));
  }

  /** Writes a savepoint of the present layout into the folder that is the only argument. */
  public static void main(String[] args) throws Exception {
    String written =
        RouteRun.savepoint(
            Path.of(args[0]),
            "hashmap",
            RouteState.UID,
            RouteRun.promise(KEY, RouteRun.sla().by(DEADLINE)),
            EVENTS - 1,
            FrozenDeadlineITCase::event,
            ROUNDS,
            RouteRun.Ending.AT_ONCE);
    DeadlineBooks books = RouteRun.account(written).deadline;
    System.out.printf(
        "written: %s, %d answers, %d late, debt %s%n",
        written, books.answers, books.late, books.debt);
  }

  /** In turn a request and its answer's time: every third one is late. */
  private static TenantEvent event(int number) {
    int round = number / 2;
    long time = START + number;
    return number % 2 == 0
        ? Requests.id("r" + round).of(KEY).at(time).tagged("tag-" + round % 3).request()
        : told(round, time, round % 3 == 0 ? 3000 : 1000);
  }

  private static TenantEvent told(int round, long time, long millis) {
    return Answers.unrouted("r" + round, Pools.MIDDLE)
        .of(KEY)
        .at(time)
        .decidedBy("another")
        .satisfied(round % 4 > 0)
        .latency(millis)
        .feedback();
  }
}

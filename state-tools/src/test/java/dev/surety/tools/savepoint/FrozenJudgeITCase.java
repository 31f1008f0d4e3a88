package dev.surety.tools.savepoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.surety.domain.Feedback;
import dev.surety.domain.JudgeTerms;
import dev.surety.domain.TenantEvent;
import dev.surety.domain.TenantTier;
import dev.surety.engine.Account;
import dev.surety.flink.RouteState;
import dev.surety.testing.Answers;
import dev.surety.testing.Pools;
import dev.surety.testing.Requests;
import dev.surety.testing.SharedFlink;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * ROUTE goes on with a judge from where a released job was stopped: what was asked of him, what he
 * said and cost, and words of decisions that are still open. The savepoint is checked in, and no
 * test writes it anew; {@link FrozenSavepointITCase} holds its bytes.
 */
@ExtendWith(SharedFlink.class)
class FrozenJudgeITCase {

  private static final Path SAVEPOINT =
      Path.of("../state-tools/src/test/resources/savepoints/judge-1");
  private static final TenantTier KEY = new TenantTier("judged", "gold");
  private static final JudgeTerms JUDGE = new JudgeTerms(1e-6, 1, 0.9);
  private static final long START = 1_700_000_000_000L;
  private static final int ROUNDS = 60;

  /** A request and what is said of its answer. */
  private static final int EVENTS = 2 * ROUNDS;

  private static final int FIRST_ANEW = 1_000;

  /** Of the job that was stopped. */
  private static final int BOUGHT = 59;

  private static final int WORDS = 40;

  @ParameterizedTest
  @ValueSource(strings = {"hashmap", "rocksdb"})
  void goesOnWithItsJudge(String backend, @TempDir Path folder) throws Exception {
    Account before = RouteRun.account(SAVEPOINT.toString());
    assertThat(before.judge.bought).isEqualTo(BOUGHT);
    assertThat(before.judge.words).isEqualTo(WORDS);
    assertThat(before.judge.spentUsd).isCloseTo(WORDS * JUDGE.priceUsd(), within(1e-15));

    // Of the last answer but one a user spoke: the judge speaks of it, too, and another request.
    String after =
        RouteRun.continued(
            SAVEPOINT.toUri().toString(),
            folder,
            backend,
            FIRST_ANEW,
            FIRST_ANEW + 2,
            number ->
                number == FIRST_ANEW
                    ? word(ROUNDS - 1, START + EVENTS)
                    : Requests.id("new").of(KEY).at(START + EVENTS + 1).request(),
            1);

    Account next = RouteRun.account(after);
    assertThat(next.judge.words).isEqualTo(WORDS + 1);
    assertThat(next.judge.bought).isEqualTo(BOUGHT + 1);
    assertThat(next.judge.spentUsd).isCloseTo((WORDS + 1) * JUDGE.priceUsd(), within(1e-15));
    assertThat(next.requests).isEqualTo(ROUNDS + 1);
    assertThat(next.labels).isEqualTo(before.labels);
  }

  /** Writes a savepoint of the present layout into the folder that is the only argument. */
  public static void main(String[] args) throws Exception {
    String written =
        RouteRun.savepoint(
            Path.of(args[0]),
            "hashmap",
            RouteState.UID,
            RouteRun.promise(KEY, RouteRun.sla().judgedBy(JUDGE)),
            EVENTS,
            FrozenJudgeITCase::event,
            ROUNDS,
            RouteRun.Ending.AT_ONCE);
    Account account = RouteRun.account(written);
    System.out.printf(
        "written: %s, %d bought, %d words, %s USD, %d labels%n",
        written, account.judge.bought, account.judge.words, account.judge.spentUsd, account.labels);
  }

  /** In turn a request, and of two answers in three the judge's word, of the third its user's. */
  private static TenantEvent event(int number) {
    int round = number / 2;
    long time = START + number;
    if (number % 2 == 0) {
      return Requests.id("r" + round).of(KEY).at(time).tagged("tag-" + round % 3).request();
    }
    return round % 3 < 2
        ? word(round, time)
        : said(round, time).satisfied(round % 2 > 0).feedback();
  }

  private static Feedback word(int round, long time) {
    return said(round, time)
        .satisfied(round % 4 > 0)
        .says(Feedback.Source.JUDGE)
        .paid(JUDGE.priceUsd())
        .feedback();
  }

  private static Answers said(int round, long time) {
    return Answers.unrouted("r" + round, Pools.MIDDLE).of(KEY).at(time).decidedBy("another");
  }
}

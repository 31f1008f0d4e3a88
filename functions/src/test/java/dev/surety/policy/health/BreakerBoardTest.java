package dev.surety.policy.health;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.testing.Bytes;
import dev.surety.wire.state.BreakerBoardCodec;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When a model is kept from all tenants, and when it comes back. */
class BreakerBoardTest {

  private static final HealthTerms TENANTS = HealthTerms.USUAL;
  private static final long NOON = 1_700_000_000_000L;
  private static final long MINUTE = 60_000;

  private BreakerBoard board = new BreakerBoard();
  private long now = NOON;

  private boolean answered(String model, long tenant) {
    return board.take(new AttemptSum(model, tenant, 1, 0, 0, now), now, TENANTS);
  }

  private boolean failed(String model, long tenant) {
    return board.take(new AttemptSum(model, tenant, 0, 1, 0, now), now, TENANTS);
  }

  private boolean limited(String model, long tenant) {
    return board.take(new AttemptSum(model, tenant, 0, 0, 1, now), now, TENANTS);
  }

  private Breaker.State state(String model) {
    return board.models.get(model).state;
  }

  private int openByFailures() {
    int failures = 0;
    while (board.health().isClosed("a")) {
      failed("a", failures++ % 8);
      now += 100;
    }
    return failures;
  }

  @Test
  void whatFailsAllOpensAfterSixteenFailuresHoweverWellItWasBefore() {
    for (int i = 0; i < 100_000; i++) {
      answered("a", i % 200);
      now += 10;
    }

    assertThat(openByFailures()).isEqualTo(16);
    assertThat(board.health().open()).containsExactly("a");
    assertThat(board.health().write()).isEqualTo("{\"open\":[\"a\"],\"half_open\":{}}");
  }

  /**
   * Where few use a model, each of them leaves it after four failures of its own. They are enough
   * to open it for all before that, whoever begins.
   */
  @ParameterizedTest
  @ValueSource(ints = {3, 4, 5, 6, 7, 8})
  void fewTenantsOpenItBeforeTheirOwnErrorsStopThem(int tenants) {
    for (int i = 0; i < 1_000; i++) {
      answered("a", i % tenants);
      now += 100;
    }
    int failures = 0;
    int[] own = new int[tenants];
    SplittableRandom random = new SplittableRandom(tenants);
    while (board.health().isClosed("a")) {
      int tenant = random.nextInt(tenants);
      if (own[tenant] < 4) {
        own[tenant]++;
        failures++;
        failed("a", tenant);
        now += 100;
      }
      assertThat(failures).isLessThan(4 * tenants);
    }
    assertThat(failures).isGreaterThanOrEqualTo(Math.min(16, 3 * tenants));
  }

  /** Who was here an hour ago does not hold up those who are here now. */
  @Test
  void whoUsesItNoMoreDoesNotCount() {
    for (int i = 0; i < 1_000; i++) {
      answered("a", i % 50);
    }
    now += 60 * MINUTE;
    for (int i = 0; i < 9; i++) {
      assertThat(board.health().isClosed("a")).isTrue();
      failed("a", i % 3);
      now += 100;
    }
    assertThat(board.health().open()).containsExactly("a");
  }

  /** Exact: whatever fewer tenants than asked for report, in whatever order and number. */
  @Property(tries = 200)
  void fewerTenantsThanMustAgreeOpenNothing(
      @ForAll long seed,
      @ForAll @IntRange(min = 2, max = 6) int must,
      @ForAll @IntRange(min = 0, max = 8) int well) {
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < 500; i++) {
      long tenant = random.nextInt(must - 1);
      if (random.nextInt(100) < well) {
        AttemptSum sum = new AttemptSum("a", 100 + random.nextInt(well), 1, 0, 0, now);
        board.take(sum, now, HealthTerms.of(must));
      }
      int failures = random.nextInt(50);
      int limits = random.nextInt(50);
      AttemptSum sum = new AttemptSum("a", tenant, random.nextInt(3), failures, limits, now);
      board.take(sum, now, HealthTerms.of(must));
      now += random.nextInt(100) == 0 ? random.nextInt(1_000_000) : random.nextInt(2_000);
    }
    assertThat(board.health()).isEqualTo(PoolHealth.NONE);
    board = new BreakerBoard();
  }

  @Test
  void rateLimitsOfOneTenantOpenItForNobodyAndThoseOfAllDo() {
    for (int i = 0; i < 10_000; i++) {
      assertThat(limited("a", 1)).isFalse();
    }
    for (int i = 0; board.health().isEmpty(); i++) {
      limited("a", i % 10);
      assertThat(i).isLessThan(40);
    }
  }

  /** One in five fails, day and night, at a thousand requests a second: it stays with its users. */
  @ParameterizedTest
  @ValueSource(doubles = {0.02, 0.1, 0.2})
  void whatFailsNowAndThenStaysClosed(double share) {
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 500_000; i++) {
      long tenant = (long) (200 * random.nextDouble() * random.nextDouble());
      if (random.nextDouble() < share) {
        failed("a", tenant);
      } else {
        answered("a", tenant);
      }
      now += i % 2;
    }
    assertThat(state("a")).isEqualTo(Breaker.State.CLOSED);
  }

  /** Three tenants are few, and what opens it for them is less; a tenth failing is not enough. */
  @ParameterizedTest
  @ValueSource(doubles = {0.02, 0.1})
  void whatFailsFewTenantsNowAndThenStaysClosed(double share) {
    SplittableRandom random = new SplittableRandom(5);
    for (int i = 0; i < 500_000; i++) {
      if (random.nextDouble() < share) {
        failed("a", i % 3);
      } else {
        answered("a", i % 3);
      }
      now += 1_000;
    }
    assertThat(state("a")).isEqualTo(Breaker.State.CLOSED);
    assertThat(board.models.get("a").opened).isZero();
  }

  @Test
  void threeAnswersToProbesCloseIt() {
    openByFailures();
    now += 15_000;
    assertThat(board.look(now, TENANTS)).isTrue();
    assertThat(board.health().halfOpen()).containsOnlyKeys("a");

    assertThat(answered("a", 1)).isFalse();
    assertThat(answered("a", 2)).isFalse();
    assertThat(answered("a", 3)).isTrue();

    assertThat(board.health()).isEqualTo(PoolHealth.NONE);
  }

  @Test
  void twoTenantsProbesThatFailOpenItAgainForTwiceAsLong() {
    openByFailures();
    now += 15_000;
    board.look(now, TENANTS);
    assertThat(failed("a", 1)).isFalse();
    assertThat(failed("a", 1)).isFalse();
    assertThat(failed("a", 2)).isTrue();

    now += 29_000;
    assertThat(board.look(now, TENANTS)).isFalse();
    now += 1_000;
    assertThat(board.look(now, TENANTS)).isTrue();
  }

  /** Who lies alone can't keep a model that is well from the others. */
  @Test
  void oneTenantsFalseErrorsDoNotHoldItOpen() {
    openByFailures();
    now += 15_000;
    board.look(now, TENANTS);
    for (int i = 0; i < 50; i++) {
      failed("a", 99);
    }
    for (int tenant = 0; tenant < 3; tenant++) {
      answered("a", tenant);
    }
    assertThat(state("a")).isEqualTo(Breaker.State.CLOSED);
  }

  /** A request that was asked while it was down may time out a minute later. */
  @Test
  void whatBeganBeforeAChangeSaysNothingAfterIt() {
    long before = now;
    openByFailures();
    now += 15_000;
    board.look(now, TENANTS);
    for (int tenant = 0; tenant < 9; tenant++) {
      AttemptSum late = new AttemptSum("a", tenant, 0, 1, 0, before);
      assertThat(board.take(late, now, TENANTS)).isFalse();
    }
    assertThat(state("a")).isEqualTo(Breaker.State.HALF_OPEN);
  }

  /** Where all models are open the least bad is tried, and pinned requests come in any case. */
  @Test
  void answersCloseAnOpenModelBeforeItsTime() {
    openByFailures();
    for (int tenant = 0; tenant < 6; tenant++) {
      answered("a", tenant);
    }
    assertThat(state("a")).isEqualTo(Breaker.State.CLOSED);
  }

  /** The public record of a large API: 50, 90 and 99 % of incidents end within so many minutes. */
  @ParameterizedTest
  @ValueSource(ints = {75, 301, 1_777})
  void anOutageCostsTensOfFailuresAndItsEndIsFound(int minutes) {
    SplittableRandom random = new SplittableRandom(minutes);
    long end = now + minutes * MINUTE;
    int failures = 0;
    for (; now < end || !board.health().isClosed("a"); now += 140) { // 7 requests a second
      board.look(now, TENANTS);
      if (random.nextDouble() < share()) {
        if (now < end) {
          failures++;
          failed("a", random.nextInt(200));
        } else {
          answered("a", random.nextInt(200));
        }
      } else {
        answered("b", random.nextInt(200));
      }
    }
    System.out.printf(
        "%d minutes: %d failures, back after %d s%n", minutes, failures, (now - end) / 1000);
    assertThat(failures).isLessThan(minutes == 75 ? 100 : minutes);
    assertThat(now - end).isLessThan(Math.max(5 * MINUTE, minutes * MINUTE / 12));
  }

  private double share() {
    Integer oneIn = board.health().oneIn().get("a");
    return oneIn == null ? 0.6 : oneIn == 0 ? 0 : 1.0 / oneIn;
  }

  @Test
  void inventedNamesPushOutEachOther() {
    for (int i = 0; i < 20; i++) {
      answered("a", i);
      answered("b", i);
    }
    openByFailures();
    for (int i = 0; i < 10_000; i++) {
      failed("invented-" + i, 99);
    }
    assertThat(board.models).hasSize(BreakerBoard.MOST_MODELS).containsKeys("a", "b");
    assertThat(board.health().open()).containsExactly("a");
  }

  @Test
  void nobodysErrorsAreSharedWhereNobodyMustAgree() {
    openByFailures();
    board.take(new AttemptSum("a", 1, 0, 1, 0, now), now, HealthTerms.of(0));
    assertThat(board.health()).isEqualTo(PoolHealth.NONE);
    for (int i = 0; i < 1_000; i++) {
      board.take(new AttemptSum("a", i, 0, 1, 0, now), now, HealthTerms.of(0));
    }
    assertThat(board.health()).isEqualTo(PoolHealth.NONE);
  }

  /** Stored and read between any two attempts, the board does the same. */
  @Property(tries = 50)
  void theStateIsAllThereIs(@ForAll long seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    BreakerBoard stored = new BreakerBoard();
    board = new BreakerBoard();
    for (int i = 0; i < 400; i++) {
      now += random.nextInt(5_000);
      String model = "m" + random.nextInt(3);
      int answers = random.nextInt(2);
      AttemptSum sum =
          new AttemptSum(model, random.nextInt(6), answers, 1 - answers, random.nextInt(2), now);
      BreakerBoard before = stored;
      stored =
          Bytes.read(
              Bytes.of(out -> BreakerBoardCodec.write(before, out)), BreakerBoardCodec::read);
      assertThat(stored.take(sum, now, TENANTS)).isEqualTo(board.take(sum, now, TENANTS));
      assertThat(stored.look(now, TENANTS)).isEqualTo(board.look(now, TENANTS));
      assertThat(stored.health()).isEqualTo(board.health());
      assertThat(stored.nextLook(TENANTS)).isEqualTo(board.nextLook(TENANTS));
    }
  }
}

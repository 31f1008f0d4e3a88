package dev.surety.operate.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.surety.domain.JudgeStanding;
import dev.surety.domain.Standing;
import dev.surety.domain.TenantTier;
import dev.surety.estimator.Interval.Verdict;
import dev.surety.operate.status.KeyStatus.Point;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoardTest {

  private static final long NOON = 1_790_000_000_000L;
  private static final long SECOND = 1_000;

  private final Board board = new Board();

  @Test
  void whatNeedsALookComesFirst() {
    board.put(Given.standing("kept", 0.95, 0, 100), NOON);
    board.put(Given.standing("missed", 0.80, 3, 100), NOON);
    board.put(Given.standing("likely", 0.91, 2, 100), NOON);
    board.put(Given.standing("noise", 0.89, 2, 100), NOON);
    board.put(Given.standing("deeper", 0.80, 9, 100), NOON);
    board.put(Given.standing("silent", Double.NaN, 0, 1), NOON);

    assertThat(board.keys(null))
        .extracting(k -> k.standing().key().tenant())
        .containsExactly("deeper", "missed", "noise", "likely", "kept", "silent");
    assertThat(board.keys("noise"))
        .singleElement()
        .satisfies(k -> assertThat(k.verdict()).isEqualTo(Verdict.UNCERTAIN));
    assertThat(board.keys("nobody")).isEmpty();
  }

  @Test
  void theLastRecordCountsEvenIfItsSeqIsLower() {
    board.put(Given.standing("a", 0.95, 0, 100), NOON);
    board.put(Given.standing("a", 0.85, 4, 60), NOON + SECOND);

    assertThat(board.keys(null))
        .singleElement()
        .satisfies(k -> assertThat(k.standing().requests()).isEqualTo(60));
    assertThat(board.pace(10)).as("nothing was decided by going back").isEmpty();
  }

  @Test
  void thePathIsOfTheLastHourAtFiveSecondSteps() {
    for (int i = 0; i < 2 * 3600; i++) {
      board.put(Given.standing("a", 0.95, i, 100 + i), NOON + i * SECOND);
    }
    List<Point> path = board.keys(null).get(0).path();

    assertThat(path).hasSizeBetween(719, 720);
    assertThat(path.get(path.size() - 1).queue()).isEqualTo(2 * 3600 - 1);
    assertThat(path.get(0).time()).isGreaterThanOrEqualTo(NOON + 3600 * SECOND - 5 * SECOND);
  }

  @Test
  void onlySoManyKeysHaveAPath() {
    for (int i = 0; i < Board.MOST_PATHS + 10; i++) {
      board.put(Given.standing("t" + i, 0.95, 0, 100), NOON);
    }
    assertThat(board.keys(null)).hasSize(Board.MOST_PATHS + 10);
    assertThat(board.keys(null).stream().filter(k -> !k.path().isEmpty()))
        .hasSize(Board.MOST_PATHS);
  }

  @Test
  void theHourAddsUpInWhateverOrderPartitionsCome() {
    board.put(Given.standing("a", 0.95, 0, 1_000), NOON);
    board.put(Given.standing("a", 0.95, 0, 1_010), NOON + 60 * SECOND);
    board.put(Given.standing("b", 0.95, 0, 500), NOON);
    board.put(Given.standing("b", 0.95, 0, 505), NOON + 30 * SECOND);

    assertThat(board.pace(120)).extracting(Pace.Step::requests).startsWith(5L).endsWith(10L);
    assertThat(board.pace(1)).extracting(Pace.Step::requests).containsExactly(15L);
    assertThat(board.pace(3).stream().mapToLong(Pace.Step::requests).sum()).isEqualTo(15);
  }

  @Test
  void aTombstoneTakesAKeyAway() {
    board.put(Given.standing("a", 0.95, 0, 100), NOON);
    board.remove("a/gold");

    assertThat(board.keys(null)).isEmpty();
  }

  @Test
  void namesThatStrangersChoseCannotMoveTheCursor() {
    board.put(Given.standing("a\u202eb", 0.95, 0, 100), NOON);

    assertThat(String.join("\n", StatusText.lines(board, null, 40, NOON + 3 * SECOND, 200)))
        .contains("a?b/gold", "kept", "90.0 %", "95.0 %", "3 s", "$")
        .doesNotContain("\u202e");
    assertThat(StatusText.lines(board, "x", 40, NOON, 200))
        .containsExactly("No standing of tenant 'x'; see them without --tenant.");
  }

  @Test
  void aJudgeHasALineAndIsSummedUpForMachines() {
    board.put(judged("silent", new JudgeStanding(40, 0, 0, 0.02, 5, 0.0005)), NOON);
    board.put(judged("poor", new JudgeStanding(10, 9, 0.0045, 0.005, 0.005, 0.0005)), NOON);
    board.put(judged("alone", new JudgeStanding(3, 3, 0.0015, 0, Double.NaN, Double.NaN)), NOON);
    board.put(Given.standing("never", 0.95, 0, 100), NOON);

    assertThat(StatusText.lines(board, null, 40, NOON, 200))
        .contains(
            "silent/gold: judge: 40 labels bought, 0 came, 0.00 USD; 0.0200 of 5.00 USD today",
            "poor/gold: judge: 10 labels bought, 9 came, 0.00450 USD; 0.00500 of 0.00500 USD today:"
                + " used up, none is bought",
            "alone/gold: judge: 3 labels bought, 3 came, 0.00150 USD; the promise names no judge now")
        .noneMatch(line -> line.startsWith("never/gold: judge"));
    var json = StatusJson.of(board, null, "", 40, NOON);
    assertThat(json.at("/totals/judge/bought").asLong()).isEqualTo(53);
    assertThat(json.at("/totals/judge/spent_usd").asDouble()).isCloseTo(0.006, within(1e-12));
    assertThat(
            StatusJson.of(board, "poor", "", 40, NOON).at("/tenants/0/judge/used_up").asBoolean())
        .isTrue();
    assertThat(StatusJson.of(board, "never", "", 40, NOON).at("/tenants/0/judge").isMissingNode())
        .isTrue();
  }

  private static Standing judged(String tenant, JudgeStanding judge) {
    return Standing.builder(new TenantTier(tenant, "gold"), NOON, 1)
        .policy("surety")
        .target(0.9)
        .judge(judge)
        .build();
  }

  /** What needs a look is seen at every width, and no line is longer than there is room. */
  @ParameterizedTest
  @ValueSource(ints = {40, 60, 79, 80, 120, 200})
  void itFitsEightyColumnsAndLess(int width) {
    board.put(Given.standing("a-customer-with-a-long-name-of-its-own", 0.95, 1234, 10_000), NOON);
    board.put(Given.standing("b", 0.5, 12, 100), NOON);

    List<String> lines = StatusText.lines(board, null, 40, NOON + SECOND, width);

    assertThat(lines).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(width));
    assertThat(String.join("\n", lines)).contains("missed", "kept", "95.0 %", "b/gold");
    assertThat(lines.stream().filter(line -> line.contains("debt")).count())
        .as("columns give way, the first that say least")
        .isEqualTo(width >= 79 ? 1 : 0);
  }
}

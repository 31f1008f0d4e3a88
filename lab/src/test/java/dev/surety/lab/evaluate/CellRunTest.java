package dev.surety.lab.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.surety.lab.data.RoutingData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the world around the router does in one cell. */
class CellRunTest {

  private static final FeedbackSetting EVERYBODY = FeedbackSetting.equal(1);

  @TempDir private Path folder;
  private RoutingData data;

  @BeforeEach
  void read() throws IOException {
    data = TinyData.read(folder);
  }

  @Test
  void booksWhatWasShownAtTheCostOfTheData() {
    TrueOutcomes truth = run("fixed:big", EVERYBODY, 0, 0, 100);
    assertThat(truth.requests).isEqualTo(TinyData.ROWS);
    assertThat(truth.satisfaction()).isCloseTo(0.9, within(1e-12));
    assertThat(truth.costUsd).isCloseTo(0.6, within(1e-12));
    assertThat(truth.exploredCostUsd).isZero();
    assertThat(truth.answers).containsExactly(0, TinyData.ROWS, 0);
    assertThat(truth.labelShare()).isEqualTo(1);
  }

  /** The model never satisfies, so each judgement that came adds the target 0.5 to the queue. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 7, 59, 60, 200})
  void aJudgementComesSoManyRequestsAfterItsAnswer(int delay) {
    TrueOutcomes truth = run("fixed:never", EVERYBODY, 0, delay, 1000);
    for (int t = 0; t < TinyData.ROWS; t++) {
      assertThat(truth.curve.queue[t])
          .describedAs("after request %d", t)
          .isEqualTo(0.5 * Math.max(0, t + 1 - delay));
    }
    assertThat(truth.endQueue).isEqualTo(0.5 * TinyData.ROWS);
    assertThat(truth.worstDeficit).isEqualTo(0.5 * TinyData.ROWS);
  }

  @Test
  void aJudgementAfterTheWindowChangesNothing() {
    assertThat(run("fixed:never", EVERYBODY, 0, 5, 4).endQueue).isZero();
    assertThat(run("fixed:never", EVERYBODY, 0, 5, 5).endQueue).isPositive();
  }

  @Test
  void onlyTheDissatisfiedSpeakIfThatIsHowUsersAre() {
    FeedbackSetting onlyDissatisfied = new FeedbackSetting(0, 1, 0, 1);
    assertThat(run("fixed:big", onlyDissatisfied, 0, 0, 100).labels).isEqualTo(6);
    assertThat(run("fixed:never", onlyDissatisfied, 0, 0, 100).labels).isEqualTo(60);
    FeedbackSetting onlySatisfied = new FeedbackSetting(1, 0, 1, 0);
    assertThat(run("fixed:big", onlySatisfied, 0, 0, 100).labels).isEqualTo(54);
  }

  /** An answer of quality 0.6 leaves four users in ten dissatisfied, and not nobody. */
  @ParameterizedTest
  @CsvSource({"0.6, 0.4", "0.4, 0.6", "0.9, 0.1", "1, 0", "0, 1"})
  void gradedQualityIsDrawnWhereOneSideSpeaksMore(double quality, double dissatisfied)
      throws IOException {
    RoutingData graded =
        RoutingData.read(
            Files.writeString(
                data(folder),
                Files.readString(data(folder))
                    .replaceAll("\\[[01],[01],0\\]", "[0,%s,0]".formatted(quality))));
    EvaluationPlan plan = TinyData.plan(graded, "fixed:big", new FeedbackSetting(0, 1, 0, 1));
    Cell cell = plan.cells().get(0);
    long labels = 0;
    for (long seed = 1; seed <= 50; seed++) {
      Cell seeded = new Cell(cell.policy(), cell.path(), cell.feedback(), seed);
      ReplayPool pool = new ReplayPool(graded, true, List.of(), null);
      labels += new CellRun(seeded, plan, pool, plan.stream(seed)).run(n -> {}).labels;
    }
    assertThat(labels / (50.0 * TinyData.ROWS)).isCloseTo(dissatisfied, within(0.03));
  }

  private static Path data(Path folder) {
    return folder.resolve("tiny.jsonl");
  }

  @Test
  void aSolicitedAnswerIsAlwaysJudged() {
    FeedbackSetting nobody = FeedbackSetting.equal(0);
    assertThat(run("fixed:big", nobody, 0, 0, 100).labels).isZero();
    assertThat(run("fixed:big", nobody, 1, 0, 100).labels).isEqualTo(60);
    assertThat(run("fixed:big", nobody, 0.5, 0, 100).labels).isBetween(15L, 45L);
  }

  @Test
  void answersThatWereQueriedBesidesArePaidForButNotShown() {
    // c = 1000 queries every model for every request and shows the dearest.
    TrueOutcomes truth = run("mess-plus{c=1000}", EVERYBODY, 0, 0, 100);
    assertThat(truth.answers).containsExactly(0, TinyData.ROWS, 0);
    assertThat(truth.costUsd).isCloseTo(TinyData.ROWS * 0.0115, within(1e-9));
    assertThat(truth.exploredCostUsd).isEqualTo(truth.costUsd);
    assertThat(truth.explored).isEqualTo(TinyData.ROWS);
    assertThat(truth.labels).isEqualTo(TinyData.ROWS);
  }

  @Test
  void answersThatWereQueriedBesidesAreLearntFrom() {
    // One exploration teaches nothing lasting about big unless the answers not shown are judged.
    TrueOutcomes truth = run("mess-plus{c=1,v=0.001}", EVERYBODY, 0, 3, 100);
    assertThat(truth.satisfaction()).isGreaterThan(0.5);
    assertThat(truth.answers[1]).isGreaterThan(0);
  }

  @Test
  void theFloorHoldsFromTheLastShortfallOn() {
    TrueOutcomes truth = new TrueOutcomes(0.5, 1, 10);
    for (double quality : new double[] {0, 1, 0, 1, 1, 0, 0, 1, 0, 1}) {
      truth.served(0, quality, 1, false);
    }
    assertThat(truth.requestsUntilFloor()).hasValue(10);
    truth.served(0, 0, 1, false);
    assertThat(truth.requestsUntilFloor()).isEmpty();
    assertThat(run("fixed:big", EVERYBODY, 0, 0, 100).requestsUntilFloor()).isPresent();
    assertThat(run("fixed:never", EVERYBODY, 0, 0, 100).requestsUntilFloor()).isEmpty();
  }

  @Test
  void judgementsThatSpeakForAllAreKeptByModel() {
    TrueOutcomes all = run("fixed:big", EVERYBODY, 0, 7, 100);
    assertThat(all.judgements).containsExactly(0, 60, 0);
    assertThat(all.judgedSatisfied).containsExactly(0, 54, 0);
    FeedbackSetting onlyDissatisfied = new FeedbackSetting(0, 1, 0, 1);
    assertThat(run("fixed:big", onlyDissatisfied, 0, 0, 100).judgements[1]).isZero();
    assertThat(run("fixed:big", onlyDissatisfied, 1, 0, 100).judgements[1]).isEqualTo(60);
  }

  /** Everyone meets the same users: who speaks doesn't depend on the policy. */
  @Test
  void everyPolicyMeetsTheSameUsers() {
    FeedbackSetting some = FeedbackSetting.equal(0.3);
    long labels = run("fixed:big", some, 0, 0, 100).labels;
    assertThat(labels).isBetween(5L, 35L);
    assertThat(run("fixed:small", some, 0, 0, 100).labels).isEqualTo(labels);
    assertThat(run("fixed:small", some, 0, 11, 100).labels).isEqualTo(labels);
  }

  /** {@code sum(target - s) <= Q} over any stream: the queue promises what it says. */
  @Test
  void theQueueBoundsTheShortfall() {
    TrueOutcomes truth = run("mess-plus", EVERYBODY, 0, 0, 100);
    assertThat(0.5 * truth.requests - truth.satisfied).isLessThanOrEqualTo(truth.endQueue + 1e-9);
  }

  private TrueOutcomes run(
      String policy, FeedbackSetting feedback, double solicit, int delay, int window) {
    EvaluationPlan plan =
        TinyData.plan(data, policy, feedback)
            .but()
            .solicitRate(solicit)
            .delay(delay, window)
            .build();
    CellRun run =
        new CellRun(
            plan.cells().get(0), plan, new ReplayPool(data, true, List.of(), null), plan.stream(1));
    return run.run(requests -> {});
  }
}

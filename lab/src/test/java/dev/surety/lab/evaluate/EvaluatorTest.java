package dev.surety.lab.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.surety.lab.data.RoutingData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluatorTest {

  @TempDir private Path folder;
  private RoutingData data;

  @BeforeEach
  void read() throws IOException {
    data = TinyData.read(folder);
  }

  @Test
  void findsTheSameWithOneThreadAndWithMany() throws InterruptedException {
    String sequential = ResultsJson.write(new Evaluator(plan()).run(1, n -> {}));
    assertThat(ResultsJson.write(new Evaluator(plan()).run(4, n -> {}))).isEqualTo(sequential);
    assertThat(EvaluationPage.write(new Evaluator(plan()).run(3, n -> {})))
        .isEqualTo(EvaluationPage.write(new Evaluator(plan()).run(1, n -> {})));
  }

  @Test
  void comparesWithTheCheapestMixtureOfTheStream() throws InterruptedException {
    Evaluation evaluation = new Evaluator(plan()).run(2, n -> {});
    CellResult reachable = evaluation.cells().get(0);
    assertThat(reachable.cell().target()).isEqualTo(0.7);
    assertThat(reachable.feasible()).isTrue();
    // Half small (0.5) and half big (0.9) reach 0.7.
    assertThat(reachable.lpCostUsd()).isCloseTo(30 * 0.001 + 30 * 0.01, within(1e-9));
    assertThat(reachable.bestSingleCostUsd()).isCloseTo(0.6, within(1e-9));
  }

  @Test
  void saysWhichTargetsNoMixtureReaches() throws InterruptedException {
    Evaluation evaluation = new Evaluator(plan()).run(2, n -> {});
    assertThat(evaluation.cells())
        .allSatisfy(c -> assertThat(c.feasible()).isEqualTo(c.cell().target() < 0.9));
    PolicySummary summary = evaluation.summary().get(1);
    assertThat(summary.policy().label()).isEqualTo("fixed:big");
    assertThat(summary.cells()).isEqualTo(12);
    assertThat(summary.feasibleCells()).isEqualTo(6);
    assertThat(summary.floorsMet()).isEqualTo(6);
    assertThat(summary.groups()).isEqualTo(2);
    assertThat(summary.groupMeansMet()).isEqualTo(2);
    assertThat(summary.costToLp()).isCloseTo(0.6 / 0.33, within(1e-9));
    assertThat(summary.costToBestSingle()).isCloseTo(1, within(1e-9));
    assertThat(summary.worstShortfall()).isZero();
  }

  @Test
  void saysNothingOfShortfallsWhereNothingCouldBeKept() throws InterruptedException {
    EvaluationPlan plan =
        TinyData.plan(data, "fixed:small", FeedbackSetting.equal(1))
            .but()
            .targets(List.of(0.99))
            .build();
    Evaluation evaluation = new Evaluator(plan).run(1, n -> {});
    assertThat(evaluation.summary().get(0).worstPoints()).isEqualTo("-");
    assertThat(ResultsJson.write(evaluation)).contains("\"worst_shortfall\" : null");
  }

  @Test
  void tellsHowFarItIs() throws InterruptedException {
    AtomicLong decided = new AtomicLong();
    Evaluator evaluator = new Evaluator(plan());
    evaluator.run(2, decided::addAndGet);
    assertThat(decided.get()).isEqualTo(evaluator.totalRequests()).isEqualTo(24 * TinyData.ROWS);
  }

  @Test
  void playsBaselinesAndSaysWhatTheyKnow() throws InterruptedException {
    EvaluationPlan plan =
        TinyData.plan(data, "random,oracle,best-mixture,knn", FeedbackSetting.equal(1));
    Evaluation evaluation = new Evaluator(plan).run(2, n -> {});
    // Every second row can be had from small, which is all that a target of 0.5 needs.
    TrueOutcomes oracle = evaluation.cells().get(1).truth();
    assertThat(oracle.satisfaction()).isGreaterThanOrEqualTo(0.5);
    assertThat(oracle.costUsd).isLessThan(evaluation.cells().get(1).lpCostUsd() + 1e-9);
    assertThat(evaluation.cells().get(0).truth().answers).doesNotContain(0L);
    assertThat(ResultsText.of(evaluation))
        .anyMatch(line -> line.startsWith("oracle (hindsight)"))
        .anyMatch(line -> line.startsWith("knn (trained)"))
        .anyMatch(line -> line.startsWith("random  "));
  }

  @Test
  void refusesAPolicyThatWantsAModelOutsideThePool() {
    EvaluationPlan plan = TinyData.plan(data, "fixed:other", FeedbackSetting.equal(1));
    assertThatThrownBy(() -> new Evaluator(plan))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContainingAll("fixed:other", "small", "never");
  }

  private EvaluationPlan plan() {
    return EvaluationPlan.of(
            data, PolicyChoice.parseList("mess-plus{estimator=logistic,c=1},fixed:big"))
        .targets(List.of(0.7, 0.95))
        .feedback(List.of(FeedbackSetting.equal(0.5), new FeedbackSetting(0, 0.3, 0.3, 0.3)))
        .solicitRate(0.1)
        .delay(3, 100)
        .seeds(List.of(1L, 2L, 7L))
        .build();
  }
}

package dev.surety.lab.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.lab.data.RoutingData;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The floor through the real engine where users are as they are: only the dissatisfied speak, the
 * SLA is wrong about how many, quality falls midway. Three models; in domain {@code b} the cheap
 * one, which suffices in {@code a}, is worse by 30 points. Every test shows the miss as well that
 * the mechanism it guards prevents.
 */
class PromisesTest {

  private static final int ROWS = 4000;
  private static final double TARGET = 0.8;
  private static final double[][] RATE = {{0.82, 0.75, 0.95}, {0.52, 0.75, 0.95}};
  private static final FeedbackSetting COMPLAINTS = new FeedbackSetting(0, 0.3, 0, 0.3);
  private static final FeedbackSetting TWICE_TOO_HIGH = new FeedbackSetting(0, 0.3, 0, 0.6);

  @TempDir private Path folder;
  private RoutingData data;

  @BeforeEach
  void write() throws IOException {
    Random random = new Random(1);
    StringBuilder rows = new StringBuilder();
    for (int i = 0; i < ROWS; i++) {
      double[] rate = RATE[i % 2];
      rows.append(
          String.format(
              Locale.ROOT,
              "{\"id\":\"r%d\",\"domain\":\"%s\",\"prompt\":\"question\",\"in_tokens\":100,"
                  + "\"quality\":[%d,%d,%d],\"cost_usd\":[0.001,0.003,0.02],"
                  + "\"out_tokens\":[100,100,100]}%n",
              i,
              i % 2 == 0 ? "a" : "b",
              random.nextDouble() < rate[0] ? 1 : 0,
              random.nextDouble() < rate[1] ? 1 : 0,
              random.nextDouble() < rate[2] ? 1 : 0));
    }
    Files.writeString(
        folder.resolve("fall.models.json"),
        """
        {"models": [
          {"name": "cheap", "input_usd_per_mtok": 5, "output_usd_per_mtok": 5},
          {"name": "middle", "input_usd_per_mtok": 15, "output_usd_per_mtok": 15},
          {"name": "dear", "input_usd_per_mtok": 100, "output_usd_per_mtok": 100}]}
        """);
    data = RoutingData.read(Files.writeString(folder.resolve("fall.jsonl"), rows.toString()));
  }

  @Test
  void complaintsAloneKeepTheFloorBecauseSilenceCounts() throws InterruptedException {
    List<GroupResult> groups = run("surety,surety{silence=ignored}", COMPLAINTS, 0, false);
    assertThat(groups.get(0).floorsMet()).isEqualTo(3);
    assertThat(groups.get(0).meanMet()).isTrue();
    // Taking those who speak for all: whatever is served looks equally bad.
    GroupResult naive = groups.get(1);
    assertThat(naive.floorsMet() == 3 && naive.meanMet()).describedAs("naive keeps it").isFalse();
  }

  @Test
  void askingTwoInAHundredMendsAReportingRateThatIsTwiceTooHigh() throws InterruptedException {
    GroupResult blind = run("surety", TWICE_TOO_HIGH, 0, false).get(0);
    assertThat(blind.floorsMet()).isZero();
    assertThat(blind.satisfaction()).isLessThan(TARGET - 0.05);

    GroupResult asking = run("surety", TWICE_TOO_HIGH, 0.02, false).get(0);
    assertThat(asking.floorsMet()).isEqualTo(3);
    assertThat(asking.meanMet()).isTrue();
  }

  @Test
  void theFloorRecoversWhenQualityFalls() throws InterruptedException {
    for (FeedbackSetting feedback :
        List.of(FeedbackSetting.equal(1), FeedbackSetting.equal(0.2), COMPLAINTS)) {
      GroupResult group = run("surety", feedback, 0, true).get(0);
      assertThat(group.floorsMet()).isEqualTo(3);
      for (CellResult cell : group.cells()) {
        assertThat(cell.truth().recovery.changes()).isEqualTo(1);
        assertThat(cell.truth().recovery.slowest())
            .describedAs("requests to recover, feedback %s", feedback.label())
            .isBetween(0L, 6000L);
      }
    }
    // Who always takes the cheap model never recovers.
    CellResult fixed = run("fixed:cheap", FeedbackSetting.equal(1), 0, true).get(0).cells().get(0);
    assertThat(fixed.truth().recovery.slowest()).isEqualTo(-1);
  }

  private List<GroupResult> run(
      String policies, FeedbackSetting feedback, double solicit, boolean byDomain)
      throws InterruptedException {
    EvaluationPlan plan =
        EvaluationPlan.of(data, PolicyChoice.parseList(policies))
            .targets(List.of(TARGET))
            .feedback(List.of(feedback))
            .solicitRate(solicit)
            .horizon(20_000)
            .order(byDomain ? StreamOrder.BY_DOMAIN : StreamOrder.RANDOM)
            .tagged(!byDomain)
            .seeds(List.of(1L, 2L, 3L))
            .build();
    List<GroupResult> groups = new Evaluator(plan).run(2, n -> {}).groups();
    for (GroupResult group : groups) {
      System.out.printf(
          "%s, feedback %s, %s asked: satisfaction %.4f for %.2f, %d of 3 floors, recovery %s%n",
          group.common().policy().label(),
          feedback.label(),
          solicit,
          group.satisfaction(),
          TARGET,
          group.floorsMet(),
          group.cells().stream().map(c -> c.truth().recovery.slowest()).toList());
    }
    return groups;
  }
}

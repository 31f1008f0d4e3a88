package dev.surety.lab.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.ControlUpdate.ArtefactUpdate;
import dev.surety.domain.Decision;
import dev.surety.engine.TenantConfig;
import dev.surety.lab.data.ModelPool;
import dev.surety.lab.data.PooledModel;
import dev.surety.lab.data.Price;
import dev.surety.lab.data.RoutingRow;
import dev.surety.lab.train.DataSplit.Part;
import dev.surety.policy.Artefacts;
import dev.surety.policy.proteus.ProteusArtefact;
import dev.surety.testing.Answers;
import dev.surety.testing.Play;
import dev.surety.testing.Pools;
import dev.surety.testing.Promises;
import dev.surety.testing.Requests;
import dev.surety.testing.TrainedModels;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/**
 * Held-out labels reach neither the artefact nor a decision. That labels can reach them at all is
 * shown by turning those of other rows.
 */
class HonestSplitTest {

  private static final int ROWS = 400;

  private final SplittableRandom chance = new SplittableRandom(11);
  private final List<RoutingRow> rows = rows();

  private List<RoutingRow> rows() {
    List<RoutingRow> made = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      double[] quality = new double[3];
      for (int m = 0; m < 3; m++) {
        quality[m] = chance.nextDouble() < 0.4 + 0.2 * m ? 1 : 0;
      }
      made.add(
          new RoutingRow(
              "row-" + i,
              i % 3 == 0 ? "hard" : "easy",
              "question number " + i % 17,
              20 + i,
              100,
              quality,
              new double[] {0.0001, 0.001, 0.005},
              new int[] {100, 100, 100},
              null));
    }
    return made;
  }

  /** All rows, the labels of some of them turned over. */
  private List<RoutingRow> turned(Predicate<RoutingRow> some) {
    List<RoutingRow> all = new ArrayList<>();
    for (RoutingRow row : rows) {
      double[] quality = row.quality().clone();
      for (int m = 0; m < quality.length && some.test(row); m++) {
        quality[m] = 1 - quality[m];
      }
      all.add(
          new RoutingRow(
              row.id(),
              row.domain(),
              row.prompt(),
              row.promptChars(),
              row.inputTokens(),
              quality,
              row.costUsd(),
              row.outputTokens(),
              null));
    }
    return all;
  }

  private static boolean is(RoutingRow row, Part part) {
    return DataSplit.DEFAULT.part(row.id()) == part;
  }

  private static List<RoutingRow> part(List<RoutingRow> all, Part part) {
    return all.stream().filter(row -> is(row, part)).toList();
  }

  private static String train(List<RoutingRow> all) {
    ModelPool pool =
        new ModelPool(
            List.of(
                new PooledModel(Pools.CHEAP, new Price(0.1, 0.4), Optional.empty()),
                new PooledModel(Pools.MIDDLE, new Price(1, 4), Optional.empty()),
                new PooledModel(Pools.DEAR, new Price(5, 20), Optional.empty())));
    TrainingSettings few =
        new TrainingSettings(
            16, 64, 8, 4, 8, 60, 60, 16, 3e-3, 0.1, TrainingSettings.Dual.BINNED, 5);
    return ProteusArtefact.write(
        new ProteusTrainer(
                pool,
                part(all, Part.TRAINING),
                part(all, Part.VALIDATION),
                few,
                new TrainingLog(() -> {}))
            .train());
  }

  @Test
  void heldOutLabelsChangeNeitherTheArtefactNorADecisionWithTheCorrectionOff() {
    List<RoutingRow> otherLabels = turned(row -> is(row, Part.HELD_OUT));
    assertThat(otherLabels).isNotEqualTo(rows);
    assertThat(part(rows, Part.HELD_OUT)).hasSizeGreaterThan(30);
    String payload = train(rows);
    assertThat(train(otherLabels)).isEqualTo(payload);
    assertThat(decisions(payload, "off", otherLabels)).isEqualTo(decisions(payload, "off", rows));
    assertThat(decisions(payload, "online", otherLabels))
        .as("with the correction on, what users say does count")
        .isNotEqualTo(decisions(payload, "online", rows));
  }

  @Test
  void otherLabelsOfTrainingAndValidationRowsDo() {
    assertThat(train(turned(row -> is(row, Part.TRAINING)))).isNotEqualTo(train(rows));
    assertThat(train(turned(row -> is(row, Part.VALIDATION)))).isNotEqualTo(train(rows));
  }

  private static List<String> decisions(String payload, String correction, List<RoutingRow> all) {
    ArtefactUpdate artefact =
        new ArtefactUpdate(ProteusArtefact.KIND, TrainedModels.NAME, 1, payload);
    Play play =
        Play.unconfigured()
            .configure(
                TenantConfig.of(
                    Promises.proteus(0.6).with("correction", correction).sla(),
                    Pools.three(),
                    Artefacts.of(List.of(artefact))));
    List<String> models = new ArrayList<>();
    int time = 0;
    for (RoutingRow row : part(all, Part.HELD_OUT)) {
      time++;
      Decision decision =
          play.decide(Requests.id(row.id()).at(time).tagged(row.domain()).request());
      models.add(decision.model());
      int m = List.of(Pools.CHEAP, Pools.MIDDLE, Pools.DEAR).indexOf(decision.model());
      play.learn(Answers.to(decision).at(time).scored(row.quality(m)).feedback());
    }
    return models;
  }
}

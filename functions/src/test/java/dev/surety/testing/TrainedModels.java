package dev.surety.testing;

import dev.surety.domain.ControlUpdate.ArtefactUpdate;
import dev.surety.estimator.UsualAnswer;
import dev.surety.policy.proteus.Activations;
import dev.surety.policy.proteus.CostBasis;
import dev.surety.policy.proteus.Layer;
import dev.surety.policy.proteus.ProteusArtefact;
import dev.surety.policy.proteus.ProteusNetwork;
import dev.surety.policy.proteus.TrainedProteus;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Small PROTEUS artefacts over {@link Pools#three}, whose weights are made and not learned. */
public final class TrainedModels {

  public static final String NAME = "small";

  private static final int WORDS = 64;
  private static final int HIDDEN = 8;
  private static final int Z = 4;

  private TrainedModels() {}

  /** The tags are {@code easy} and {@code hard}; elsewhere the models satisfy 0.5, 0.7 and 0.8. */
  public static TrainedProteus three(long seed) {
    SplittableRandom chance = new SplittableRandom(seed);
    ProteusNetwork network =
        new ProteusNetwork(
            2,
            WORDS,
            new float[][] {odds(0.8, 0.9, 0.95), odds(0.2, 0.5, 0.7), odds(0.5, 0.7, 0.8)},
            layer(2 + 1 + ProteusNetwork.LENGTHS + WORDS, HIDDEN, chance),
            layer(HIDDEN, Z, chance),
            layer(Z, 3, chance),
            targetLayer(chance),
            layer(1, HIDDEN, chance),
            layer(HIDDEN, HIDDEN, chance),
            layer(HIDDEN, 2, chance));
    TreeMap<String, String> training = new TreeMap<>();
    training.put("data", "none");
    return new TrainedProteus(
        List.of(Pools.CHEAP, Pools.MIDDLE, Pools.DEAR),
        new double[] {0.02, 0.2, 1},
        Map.of(
            Pools.CHEAP, new UsualAnswer(500, 1, 100),
            Pools.MIDDLE, new UsualAnswer(500, 1, 100),
            Pools.DEAR, new UsualAnswer(500, 1, 100)),
        List.of("easy", "hard"),
        0.5,
        0.8,
        0.8,
        new double[] {0, 0.01, 0.02},
        4,
        CostBasis.USUAL,
        0.5,
        training,
        network);
  }

  /** It as the control topic has it, under {@value #NAME}. */
  public static ArtefactUpdate artefact(long version) {
    return new ArtefactUpdate(
        ProteusArtefact.KIND, NAME, version, ProteusArtefact.write(three(version)));
  }

  private static float[] odds(double... satisfactions) {
    float[] odds = new float[satisfactions.length];
    for (int m = 0; m < odds.length; m++) {
      odds[m] = (float) Activations.logit(satisfactions[m]);
    }
    return odds;
  }

  private static Layer layer(int inputs, int outputs, SplittableRandom chance) {
    Layer layer = Layer.zero(inputs, outputs);
    for (int i = 0; i < layer.weights().length; i++) {
      layer.weights()[i] = (float) ((chance.nextDouble() - 0.5) / Math.sqrt(outputs));
    }
    return layer;
  }

  /** Looks at the target and at lambda alone. */
  private static Layer targetLayer(SplittableRandom chance) {
    Layer layer = layer(Z + 2, HIDDEN, chance);
    Arrays.fill(layer.weights(), 0, Z * HIDDEN, 0);
    return layer;
  }
}

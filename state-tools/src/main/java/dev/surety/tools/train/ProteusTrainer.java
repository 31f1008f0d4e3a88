package dev.surety.tools.train;

import dev.surety.policy.proteus.Layer;
import dev.surety.policy.proteus.ProteusModel;
import dev.surety.policy.proteus.ProteusNetwork;
import dev.surety.tools.data.ModelPool;
import dev.surety.tools.data.RoutingRow;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Trains a PROTEUS (dossier 4.3): first encoder and performance head, then the policy head upon
 * them. Deterministic: the same rows, settings and seed give the same weights.
 */
public final class ProteusTrainer {

  /** Labels' worth of the overall mean in a tag's mean (routing study, section 4). */
  private static final double TAG_SHRINKAGE = 20;

  private final ModelPool pool;
  private final List<RoutingRow> training;
  private final List<RoutingRow> validation;
  private final TrainingSettings settings;
  private final TrainingLog log;

  ProteusTrainer(
      ModelPool pool,
      List<RoutingRow> training,
      List<RoutingRow> validation,
      TrainingSettings settings,
      TrainingLog log) {
    this.pool = pool;
    this.training = training;
    this.validation = validation;
    this.settings = settings;
    this.log = log;
  }

  ProteusModel train() {
    ExampleMaker maker = new ExampleMaker(pool, training, settings);
    Examples learned = maker.examples(training);
    Examples judged = maker.examples(validation);
    SplittableRandom chance = new SplittableRandom(settings.seed());
    ProteusNetwork network = network(learned, maker.tags().size(), chance);
    new HeadTraining(network, learned, judged, settings, chance.split())
        .run(settings.headSteps(), log);

    ScoreScale scale = ScoreScale.of(network, learned);
    ScoredRows rows = ScoredRows.of(network, learned, scale.costUnit());
    TargetRange range = range(rows, scale);
    PolicyTraining policy =
        new PolicyTraining(network, rows, range, scale, settings, chance.split());
    policy.run(log);

    float[] boosts = policy.boosts;
    double reach =
        ScoredRows.of(network, judged, scale.costUnit()).atConstant(1, boosts, policy.gamma())[0];
    double[] learnedBoosts = new double[boosts.length];
    for (int m = 0; m < boosts.length; m++) {
      learnedBoosts[m] = boosts[m];
    }
    return new ProteusModel(
        pool.names(),
        maker.costs(),
        maker.tags(),
        range.lowest(),
        range.highest(),
        reach,
        learnedBoosts,
        policy.gamma(),
        scale.costUnit(),
        new TreeMap<>(),
        network);
  }

  private ProteusNetwork network(Examples rows, int tags, SplittableRandom chance) {
    int inputs = tags + 1 + ProteusNetwork.LENGTHS + settings.words();
    int units = settings.policyHidden();
    int z = settings.embedding();
    return new ProteusNetwork(
        tags,
        settings.words(),
        HeadTraining.prior(rows, tags, TAG_SHRINKAGE),
        // Three inputs of length 1 are on at a time.
        Trainable.random(inputs, settings.hidden(), 3, chance),
        Trainable.random(settings.hidden(), z, settings.hidden(), chance),
        Layer.zero(z, pool.size()),
        Trainable.random(z + 2, units, z + 2, chance),
        Layer.zero(1, units),
        Trainable.random(units, units, units, chance),
        Trainable.random(units, 2, 10.0 * units, chance));
  }

  private static TargetRange range(ScoredRows rows, ScoreScale scale) {
    double lowest = rows.atConstant(0, scale.boosts(), scale.gamma())[0];
    double highest = lowest;
    for (int i = 1; i <= 100; i++) {
      highest = Math.max(highest, rows.atConstant(i / 100.0, scale.boosts(), scale.gamma())[0]);
    }
    return new TargetRange(lowest, Math.max(highest, lowest + 0.01));
  }
}

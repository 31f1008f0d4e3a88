package dev.surety.lab.train;

import dev.surety.lab.data.ModelPool;
import dev.surety.lab.data.RoutingRow;
import dev.surety.policy.proteus.CostBasis;
import dev.surety.policy.proteus.Layer;
import dev.surety.policy.proteus.ProteusNetwork;
import dev.surety.policy.proteus.TrainedProteus;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * Trains a PROTEUS (dossier 4.3): first encoder and performance head, then the policy head upon
 * them. Deterministic: the same rows, settings and seed give the same weights.
 */
final class ProteusTrainer {

  /** Labels' worth of the overall mean in a tag's mean (routing study, section 4). */
  private static final double TAG_SHRINKAGE = 20;

  /** Shares of what the performance head learned beyond the tags' means. */
  private static final float[] TRUSTS = {0, 0.25f, 0.5f, 1};

  /** Savings below this are not told from luck. */
  private static final double NOISE = 0.02;

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

  TrainedProteus train() {
    ExampleMaker maker = new ExampleMaker(pool, training, settings);
    Examples learned = maker.examples(training);
    Examples judged = maker.examples(validation);
    SplittableRandom chance = new SplittableRandom(settings.seed());
    ProteusNetwork network = network(learned, maker.tags().size(), chance);
    new HeadTraining(network, learned, judged, settings, chance.split())
        .run(settings.headSteps(), log);

    float trust = trust(network, judged);
    CostBasis basis = basis(network, learned);
    ScoreScale scale = ScoreScale.of(network, learned, basis);
    ScoredRows rows = ScoredRows.of(network, learned, basis, scale.costUnit());
    TargetRange range = range(rows, scale);
    PolicyTraining policy =
        new PolicyTraining(network, rows, range, scale, settings, chance.split());
    policy.run(log);

    float[] boosts = policy.boosts();
    double reach =
        ScoredRows.of(network, judged, basis, scale.costUnit())
            .atConstant(1, boosts, policy.gamma())[0];
    double[] learnedBoosts = new double[boosts.length];
    for (int m = 0; m < boosts.length; m++) {
      learnedBoosts[m] = boosts[m];
    }
    TreeMap<String, String> summary = new TreeMap<>();
    summary.put("training_rows", Integer.toString(training.size()));
    summary.put("validation_rows", Integer.toString(validation.size()));
    summary.put("seed", Long.toString(settings.seed()));
    summary.put("head_steps", Integer.toString(settings.headSteps()));
    summary.put("steps", Integer.toString(settings.steps()));
    summary.put("terms", Integer.toString(settings.terms()));
    summary.put("dual", settings.dual().name().toLowerCase(Locale.ROOT));
    summary.put("trust_in_words", Float.toString(trust));
    return new TrainedProteus(
        pool.names(),
        maker.costs(),
        maker.usualAnswers(),
        maker.tags(),
        range.lowest(),
        range.highest(),
        reach,
        learnedBoosts,
        policy.gamma(),
        basis,
        scale.costUnit(),
        summary,
        network);
  }

  /**
   * What a trained PROTEUS makes of rows it has not seen; of the validation rows if there are none.
   */
  TrainingResult result(TrainedProteus trained, List<RoutingRow> heldOut) {
    boolean none = heldOut.isEmpty();
    List<RoutingRow> rows = none ? validation : heldOut;
    return TrainingResult.of(
        trained,
        settings,
        log,
        rows.size() + (none ? " validation rows" : " held-out rows"),
        new ExampleMaker(pool, training, settings).examples(rows));
  }

  /**
   * Takes back as much of what the performance head learned beyond the tags' means as does not
   * route the validation rows for less: a better cross-entropy need not.
   */
  private static float trust(ProteusNetwork network, Examples judged) {
    float[] weights = network.heads().weights().clone();
    float[] bias = network.heads().bias().clone();
    double[] logCosts = new double[TRUSTS.length];
    for (int i = 0; i < TRUSTS.length; i++) {
      scaleHeads(network, weights, bias, TRUSTS[i]);
      logCosts[i] = CostFrontier.logCost(ScoredRows.of(network, judged, CostBasis.USUAL, 1));
    }
    float trust = TRUSTS[CostFrontier.leastBeyond(NOISE, logCosts)];
    scaleHeads(network, weights, bias, trust);
    return trust;
  }

  private static void scaleHeads(
      ProteusNetwork network, float[] weights, float[] bias, float trust) {
    for (int i = 0; i < weights.length; i++) {
      network.heads().weights()[i] = trust * weights[i];
    }
    for (int m = 0; m < bias.length; m++) {
      network.heads().bias()[m] = trust * bias[m];
    }
  }

  /** Whether the cost of the very request or the model's usual one makes the cheaper routes. */
  private static CostBasis basis(ProteusNetwork network, Examples rows) {
    double usual = CostFrontier.logCost(ScoredRows.of(network, rows, CostBasis.USUAL, 1));
    double request = CostFrontier.logCost(ScoredRows.of(network, rows, CostBasis.REQUEST, 1));
    return request < usual - NOISE ? CostBasis.REQUEST : CostBasis.USUAL;
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
        policyIn(z, units, chance),
        Layer.zero(1, units),
        Trainable.random(units, units, units, chance),
        Trainable.random(units, 2, 10.0 * units, chance));
  }

  /** Starts with the target alone: what the request says is learned where it pays. */
  private static Layer policyIn(int z, int units, SplittableRandom chance) {
    Layer layer = Trainable.random(z + 2, units, 2, chance);
    Arrays.fill(layer.weights(), 0, z * units, 0);
    return layer;
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

package dev.surety.lab.train;

import dev.surety.domain.Features;
import dev.surety.policy.proteus.Activations;
import dev.surety.policy.proteus.ProteusNetwork;
import dev.surety.policy.proteus.ProteusNetwork.Pass;
import java.util.SplittableRandom;

/**
 * Teaches encoder and performance head what each model makes of a request: binary cross-entropy
 * over all models (dossier 4.3). The head starts at the tags' shrunk means and decays towards them;
 * tag and words are now and then hidden, as requests may lack them. Of all states seen the one with
 * the least loss on the validation rows is kept.
 */
final class HeadTraining {

  static final int EVALUATE_EVERY = 250;

  private static final double HIDE_TAG = 0.05;
  private static final double HIDE_WORDS = 0.3;
  private static final double ENCODER_DECAY = 1;
  private static final double HEAD_DECAY = 10;

  private final ProteusNetwork network;
  private final Examples training;
  private final Examples validation;
  private final int batch;
  private final SplittableRandom chance;
  private final AdamW optimizer;
  private final Trainable encode;
  private final Trainable embed;
  private final Trainable heads;
  private final Pass pass;
  private final float[] dHeads;
  private final float[] dZ;
  private final float[] dHidden;

  HeadTraining(
      ProteusNetwork network,
      Examples training,
      Examples validation,
      TrainingSettings settings,
      SplittableRandom chance) {
    this.network = network;
    this.training = training;
    this.validation = validation;
    this.batch = settings.batch();
    this.chance = chance;
    optimizer = new AdamW(settings.learningRate());
    encode = Trainable.of(network.encode(), optimizer, ENCODER_DECAY);
    embed = Trainable.of(network.embed(), optimizer, ENCODER_DECAY);
    heads = Trainable.of(network.heads(), optimizer, HEAD_DECAY);
    pass = new Pass(network);
    dHeads = new float[network.models()];
    dZ = new float[network.embed().outputs()];
    dHidden = new float[network.encode().outputs()];
  }

  /** Learns for so many steps; the network is the best one seen afterwards. */
  void run(int steps, TrainingLog log) {
    float[][] best = copy();
    double least = loss(validation);
    log.head(0, Double.NaN, least);
    double sum = 0;
    for (int step = 1; step <= steps; step++) {
      sum += step();
      log.step();
      if (step % EVALUATE_EVERY == 0 || step == steps) {
        double loss = loss(validation);
        log.head(step, sum / EVALUATE_EVERY, loss);
        sum = 0;
        if (loss < least) {
          least = loss;
          best = copy();
        }
      }
    }
    restore(best);
  }

  private double step() {
    double sum = 0;
    for (int j = 0; j < batch; j++) {
      int row = chance.nextInt(training.size());
      int tag = chance.nextDouble() < HIDE_TAG ? network.tags() : training.tag()[row];
      Features words = chance.nextDouble() < HIDE_WORDS ? Features.NONE : training.words()[row];
      float[] y = training.quality()[row];
      learn(tag, training.length()[row], words, y);
      for (int m = 0; m < y.length; m++) {
        sum += crossEntropy(pass.p[m], y[m]) / y.length / batch;
      }
    }
    optimizer.step();
    return sum;
  }

  /**
   * Adds the gradient of a row's loss, as one of a batch.
   *
   * @param y what the models' answers came to, 0..1
   */
  void learn(int tag, int length, Features words, float[] y) {
    network.encode(tag, length, words, pass);
    for (int m = 0; m < dHeads.length; m++) {
      dHeads[m] = (float) (pass.p[m] - y[m]) / (batch * dHeads.length);
    }
    heads.backward(pass.z, dHeads, dZ);
    Trainable.rectified(pass.z, dZ);
    embed.backward(pass.hidden, dZ, dHidden);
    Trainable.rectified(pass.hidden, dHidden);
    encode.backwardBias(dHidden);
    encode.backward(tag, 1, dHidden);
    encode.backward(network.tags() + 1 + length, 1, dHidden);
    int first = network.tags() + 1 + ProteusNetwork.LENGTHS;
    for (int i = 0; i < words.indices().length; i++) {
      int word = words.indices()[i] & (network.words() - 1);
      encode.backward(first + word, words.values()[i], dHidden);
    }
  }

  /** Of weights and biases from encoder to heads, added up since the last step. */
  float[][] gradients() {
    return optimizer.gradients();
  }

  private double loss(Examples rows) {
    double sum = 0;
    for (int row = 0; row < rows.size(); row++) {
      network.encode(rows.tag()[row], rows.length()[row], rows.words()[row], pass);
      for (int m = 0; m < pass.p.length; m++) {
        sum += crossEntropy(pass.p[m], rows.quality()[row][m]);
      }
    }
    return sum / rows.size() / network.models();
  }

  static double crossEntropy(double p, double y) {
    double edge = 1e-9;
    return -y * StrictMath.log(Math.max(p, edge)) - (1 - y) * StrictMath.log(Math.max(1 - p, edge));
  }

  private float[][] tensors() {
    return new float[][] {
      network.encode().weights(), network.encode().bias(),
      network.embed().weights(), network.embed().bias(),
      network.heads().weights(), network.heads().bias()
    };
  }

  private float[][] copy() {
    float[][] tensors = tensors();
    for (int i = 0; i < tensors.length; i++) {
      tensors[i] = tensors[i].clone();
    }
    return tensors;
  }

  private void restore(float[][] saved) {
    float[][] tensors = tensors();
    for (int i = 0; i < tensors.length; i++) {
      System.arraycopy(saved[i], 0, tensors[i], 0, saved[i].length);
    }
  }

  /** Log-odds of the tags' means, each with {@code labels} labels' worth of the overall mean. */
  static float[][] prior(Examples rows, int tags, double labels) {
    int models = rows.models();
    double[][] sum = new double[tags + 1][models];
    int[] count = new int[tags + 1];
    for (int row = 0; row < rows.size(); row++) {
      count[rows.tag()[row]]++;
      count[tags] += rows.tag()[row] == tags ? 0 : 1;
      for (int m = 0; m < models; m++) {
        sum[rows.tag()[row]][m] += rows.quality()[row][m];
        sum[tags][m] += rows.tag()[row] == tags ? 0 : rows.quality()[row][m];
      }
    }
    float[][] prior = new float[tags + 1][models];
    for (int tag = 0; tag <= tags; tag++) {
      for (int m = 0; m < models; m++) {
        double overall = sum[tags][m] / count[tags];
        double mean = (sum[tag][m] + labels * overall) / (count[tag] + labels);
        prior[tag][m] = (float) Activations.logit(Math.max(0.005, Math.min(0.995, mean)));
      }
    }
    return prior;
  }
}

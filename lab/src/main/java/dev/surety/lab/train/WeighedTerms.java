package dev.surety.lab.train;

import dev.surety.domain.Sketch;
import dev.surety.policy.tagger.Tagger;
import java.util.Arrays;
import java.util.List;

/**
 * A request as a vector of unit length.
 *
 * @param dimensions ascending
 * @param weights at those dimensions
 */
record WeighedTerms(int[] dimensions, float[] weights) {

  /** Beside the logarithm: a word that stands in every prompt weighs a little too. */
  private static final double LEAST_RARITY = 0.1;

  /** Vectors of embeddings. */
  static List<WeighedTerms> ofEmbeddings(List<Sketch> sketches) {
    int[] all = new int[sketches.get(0).embedding().length];
    Arrays.setAll(all, i -> i);
    return sketches.stream()
        .map(
            sketch -> {
              double[] values = new double[all.length];
              Arrays.setAll(values, i -> sketch.embedding()[i]);
              return unit(all, values);
            })
        .toList();
  }

  /**
   * Vectors of words, tf-idf.
   *
   * @param rarity as {@link #rarity} of these or others
   */
  static List<WeighedTerms> ofWords(List<Sketch> sketches, double[] rarity) {
    return sketches.stream().map(sketch -> ofWords(sketch, rarity)).toList();
  }

  private static WeighedTerms ofWords(Sketch sketch, double[] rarity) {
    int[] counts = counts(sketch);
    int[] dimensions = new int[sketch.terms().length];
    double[] weights = new double[dimensions.length];
    int n = 0;
    for (int d = 0; d < counts.length; d++) {
      if (counts[d] > 0) {
        dimensions[n] = d;
        weights[n++] = Tagger.weight(counts[d]) * rarity[d];
      }
    }
    return unit(Arrays.copyOf(dimensions, n), Arrays.copyOf(weights, n));
  }

  /** How rare each word is: {@code ln((1 + n) / (1 + those that have it)) + 0.1}. */
  static double[] rarity(List<Sketch> sketches) {
    double[] rarity = new double[Sketch.DIMENSIONS];
    for (Sketch sketch : sketches) {
      int[] counts = counts(sketch);
      for (int d = 0; d < counts.length; d++) {
        rarity[d] += Math.min(1, counts[d]);
      }
    }
    for (int d = 0; d < rarity.length; d++) {
      rarity[d] = StrictMath.log((1.0 + sketches.size()) / (1 + rarity[d])) + LEAST_RARITY;
    }
    return rarity;
  }

  private static int[] counts(Sketch sketch) {
    int[] counts = new int[Sketch.DIMENSIONS];
    for (short term : sketch.terms()) {
      counts[Sketch.dimension(term)] += Sketch.count(term);
    }
    return counts;
  }

  private static WeighedTerms unit(int[] dimensions, double[] values) {
    double squares = 0;
    for (double value : values) {
      squares += value * value;
    }
    float[] weights = new float[values.length];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) (values[i] / (StrictMath.sqrt(squares) + 1e-9));
    }
    return new WeighedTerms(dimensions, weights);
  }
}

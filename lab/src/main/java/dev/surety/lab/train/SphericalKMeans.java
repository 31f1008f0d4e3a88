package dev.surety.lab.train;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Spherical k-means (Dhillon and Modha 2001): vectors of unit length go to the centroid with the
 * largest dot product, a centroid is the sum of its vectors at unit length. Of several starts the
 * one whose vectors lie nearest to their centroids is kept.
 */
final class SphericalKMeans {

  private final List<WeighedTerms> vectors;
  private final int dimensions;
  private final int buckets;
  private final SplittableRandom chance;

  /** By dimension, then by bucket. */
  private final float[] centroids;

  private final int[] nearest;
  private double closeness;

  private SphericalKMeans(
      List<WeighedTerms> vectors, int dimensions, int buckets, SplittableRandom chance) {
    this.vectors = vectors;
    this.dimensions = dimensions;
    this.buckets = buckets;
    this.chance = chance;
    centroids = new float[dimensions * buckets];
    nearest = new int[vectors.size()];
  }

  /**
   * Centroids of these vectors.
   *
   * @param done told after every round of every start
   */
  static SphericalKMeans of(
      List<WeighedTerms> vectors,
      int dimensions,
      int buckets,
      int rounds,
      int starts,
      long seed,
      Runnable done) {
    SplittableRandom chance = new SplittableRandom(seed);
    SphericalKMeans best = null;
    for (int start = 0; start < starts; start++) {
      SphericalKMeans run = new SphericalKMeans(vectors, dimensions, buckets, chance);
      run.begin();
      for (int round = 0; round < rounds; round++) {
        run.assign();
        run.move();
        done.run();
      }
      run.assign();
      best = best == null || run.closeness > best.closeness ? run : best;
    }
    return best;
  }

  private void begin() {
    int[] order = IntStream.range(0, vectors.size()).toArray();
    for (int b = 0; b < buckets; b++) {
      int other = b + chance.nextInt(order.length - b);
      int drawn = order[other];
      order[other] = order[b];
      order[b] = drawn;
      add(b, vectors.get(drawn));
    }
  }

  private void add(int bucket, WeighedTerms vector) {
    for (int i = 0; i < vector.dimensions().length; i++) {
      centroids[vector.dimensions()[i] * buckets + bucket] += vector.weights()[i];
    }
  }

  private void assign() {
    closeness = 0;
    float[] products = new float[buckets];
    for (int v = 0; v < nearest.length; v++) {
      WeighedTerms vector = vectors.get(v);
      Arrays.fill(products, 0);
      for (int i = 0; i < vector.dimensions().length; i++) {
        int first = vector.dimensions()[i] * buckets;
        float weight = vector.weights()[i];
        for (int b = 0; b < buckets; b++) {
          products[b] += weight * centroids[first + b];
        }
      }
      int best = 0;
      for (int b = 1; b < buckets; b++) {
        best = products[b] > products[best] ? b : best;
      }
      nearest[v] = best;
      closeness += products[best];
    }
  }

  private void move() {
    Arrays.fill(centroids, 0);
    int[] members = sizes();
    for (int v = 0; v < nearest.length; v++) {
      add(nearest[v], vectors.get(v));
    }
    for (int b = 0; b < buckets; b++) {
      if (members[b] == 0) {
        add(b, vectors.get(chance.nextInt(vectors.size())));
      }
      double squares = 0;
      for (int d = 0; d < dimensions; d++) {
        float value = centroids[d * buckets + b];
        squares += (double) value * value;
      }
      float scale = (float) (1 / (StrictMath.sqrt(squares) + 1e-9));
      for (int d = 0; d < dimensions; d++) {
        centroids[d * buckets + b] *= scale;
      }
    }
  }

  /** Vectors by bucket. */
  int[] sizes() {
    int[] sizes = new int[buckets];
    for (int bucket : nearest) {
      sizes[bucket]++;
    }
    return sizes;
  }

  /** The buckets, the largest first. */
  int[] bySize() {
    int[] sizes = sizes();
    return IntStream.range(0, buckets)
        .boxed()
        .sorted(Comparator.comparingInt((Integer b) -> -sizes[b]).thenComparing(b -> b))
        .mapToInt(b -> b)
        .toArray();
  }

  float centroid(int dimension, int bucket) {
    return centroids[dimension * buckets + bucket];
  }

  /** The bucket of a vector. */
  int nearest(int vector) {
    return nearest[vector];
  }

  /** Mean dot product of the vectors with their centroids, 0 to 1. */
  double closeness() {
    return closeness / nearest.length;
  }
}

package dev.surety.policy.tagger;

import dev.surety.domain.Sketch;
import java.util.SortedMap;
import java.util.stream.IntStream;

/**
 * Centroids that requests are sorted by: the bucket of a request is the one with the largest dot
 * product (fourth routing study, section 5). How rare a word is, is multiplied into the centroids,
 * and a request needs no unit length, since all of its products share it. Immutable.
 *
 * @param sees what of a request
 * @param dimensions of a centroid; {@link Sketch#DIMENSIONS} for words
 * @param buckets how many centroids there are
 * @param steps by dimension, then by bucket: -127 to 127
 * @param scales what a step is worth, by bucket
 * @param training how it was trained, for people
 */
public record Tagger(
    Sees sees,
    int dimensions,
    int buckets,
    byte[] steps,
    float[] scales,
    SortedMap<String, String> training) {

  /** The fewest and the most buckets. */
  public static final int LEAST_BUCKETS = 2;

  public static final int MOST_BUCKETS = 64;

  /** What of a request it sees. */
  public enum Sees {
    /** Hashed words and pairs of the prompt. */
    WORDS,
    /** The embedding that the gateway sends. */
    EMBEDDING
  }

  private static final double[] WEIGHTS =
      IntStream.range(0, Sketch.COUNTS).mapToDouble(Tagger::weight).toArray();

  /** What a word weighs that occurs so often: {@code 1 + ln(count)}. */
  public static double weight(int count) {
    return 1 + StrictMath.log(count);
  }

  /**
   * The bucket of a request.
   *
   * @param products room for one number a bucket
   * @return -1 if the sketch has nothing that this tagger sees
   */
  public int bucket(Sketch sketch, double[] products) {
    for (int b = 0; b < buckets; b++) {
      products[b] = 0;
    }
    if (!(sees == Sees.WORDS ? words(sketch.terms(), products) : dense(sketch, products))) {
      return -1;
    }
    int nearest = 0;
    for (int b = 0; b < buckets; b++) {
      products[b] *= scales[b];
      nearest = products[b] > products[nearest] ? b : nearest;
    }
    return nearest;
  }

  private boolean words(short[] terms, double[] products) {
    for (int i = 0; i < terms.length; ) {
      int dimension = Sketch.dimension(terms[i]);
      int count = Sketch.count(terms[i++]);
      while (i < terms.length && Sketch.dimension(terms[i]) == dimension) {
        count += Sketch.count(terms[i++]);
      }
      add(dimension, count < WEIGHTS.length ? WEIGHTS[count] : weight(count), products);
    }
    return terms.length > 0;
  }

  private boolean dense(Sketch sketch, double[] products) {
    byte[] embedding = sketch.embedding();
    if (embedding.length != dimensions) {
      return false;
    }
    for (int d = 0; d < dimensions; d++) {
      if (embedding[d] != 0) {
        add(d, embedding[d], products);
      }
    }
    return true;
  }

  private void add(int dimension, double weight, double[] products) {
    int first = dimension * buckets;
    for (int b = 0; b < buckets; b++) {
      products[b] += weight * steps[first + b];
    }
  }
}

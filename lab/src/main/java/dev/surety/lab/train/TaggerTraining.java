package dev.surety.lab.train;

import dev.surety.domain.RoutingRequest;
import dev.surety.domain.Sketch;
import dev.surety.features.Sketcher;
import dev.surety.policy.tagger.Tagger;
import dev.surety.policy.tagger.Tagger.Sees;
import dev.surety.policy.tagger.TaggerArtefact;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;

/**
 * Makes a tagger of requests (fourth routing study, section 5).
 *
 * @param payload of its artefact
 * @param shares of the requests by bucket, the largest first
 * @param closeness mean cosine of a request and its centroid, 0 to 1
 * @param kept share of the requests whose bucket rounding to bytes does not change
 * @param micros that a tag took, of a request each, ascending
 */
record TaggerTraining(
    Tagger tagger,
    String payload,
    double[] shares,
    double closeness,
    double kept,
    double[] micros) {

  /**
   * Steps on each side of 0, the finest first: rounded more coarsely centroids take less room. A
   * step of 8 bits is the study's.
   */
  private static final int[] STEPS = {127, 95, 63, 47, 31, 23, 15, 11, 7};

  /** Room for the envelope of the control record within the most that an artefact may have. */
  private static final int MOST_CHARS = TaggerArtefact.MOST_CHARS - 1024;

  private static final int MEASUREMENTS = 5;

  /**
   * Trains.
   *
   * @param training for the record of the artefact
   * @param done told after every round
   * @throws IllegalArgumentException if there are too few requests, or it does not fit
   */
  static TaggerTraining of(
      PromptSample sample,
      Sees sees,
      int buckets,
      int rounds,
      int starts,
      long seed,
      SortedMap<String, String> training,
      Runnable done) {
    List<Sketch> sketches = sample.sketches();
    if (sketches.size() < buckets) {
      throw new IllegalArgumentException(
          "%d requests to train on%s; %d buckets need as many at least"
              .formatted(
                  sketches.size(),
                  sample.unseen() == 0
                      ? ""
                      : ", as %d of %d lines have no %s"
                          .formatted(
                              sample.unseen(),
                              sample.lines(),
                              sees == Sees.WORDS ? "'prompt' with words" : "'embedding'"),
                  buckets));
    }
    boolean words = sees == Sees.WORDS;
    int dimensions = words ? Sketch.DIMENSIONS : sketches.get(0).embedding().length;
    double[] rarity = new double[dimensions];
    Arrays.fill(rarity, 1);
    rarity = words ? WeighedTerms.rarity(sketches) : rarity;
    List<WeighedTerms> vectors =
        words ? WeighedTerms.ofWords(sketches, rarity) : WeighedTerms.ofEmbeddings(sketches);
    SphericalKMeans found =
        SphericalKMeans.of(vectors, dimensions, buckets, rounds, starts, seed, done);
    int[] order = found.bySize();
    for (int steps : STEPS) {
      Tagger tagger = rounded(found, order, sees, rarity, steps, training);
      String payload = TaggerArtefact.write(tagger);
      if (payload.length() <= MOST_CHARS) {
        return of(sample, found, order, tagger, payload);
      }
    }
    throw new IllegalArgumentException(
        "%d buckets of %d dimensions do not fit into 64 KB; train fewer buckets"
            .formatted(buckets, dimensions));
  }

  private static TaggerTraining of(
      PromptSample sample, SphericalKMeans found, int[] order, Tagger tagger, String payload) {
    int[] sizes = found.sizes();
    int n = sample.sketches().size();
    double[] products = new double[tagger.buckets()];
    int same = 0;
    for (int v = 0; v < n; v++) {
      same += order[tagger.bucket(sample.sketches().get(v), products)] == found.nearest(v) ? 1 : 0;
    }
    return new TaggerTraining(
        tagger,
        payload,
        Arrays.stream(order).mapToDouble(b -> (double) sizes[b] / n).toArray(),
        found.closeness(),
        (double) same / n,
        measured(sample.requests(), tagger));
  }

  /** Bytes of the centroids, with how rare a word is multiplied in. */
  private static Tagger rounded(
      SphericalKMeans found,
      int[] order,
      Sees sees,
      double[] rarity,
      int steps,
      SortedMap<String, String> training) {
    int buckets = order.length;
    byte[] bytes = new byte[rarity.length * buckets];
    float[] scales = new float[buckets];
    for (int b = 0; b < buckets; b++) {
      double greatest = 0;
      for (int d = 0; d < rarity.length; d++) {
        greatest = Math.max(greatest, Math.abs(rarity[d] * found.centroid(d, order[b])));
      }
      scales[b] = (float) (greatest / steps);
      for (int d = 0; d < rarity.length && greatest > 0; d++) {
        double share = rarity[d] * found.centroid(d, order[b]) / greatest;
        bytes[d * buckets + b] = (byte) Math.round(share * steps);
      }
    }
    return new Tagger(sees, rarity.length, buckets, bytes, scales, training);
  }

  /** How long the whole of it takes as the job does it, once it is warm. */
  private static double[] measured(List<RoutingRequest> requests, Tagger tagger) {
    Sketcher sketcher = new Sketcher();
    double[] products = new double[tagger.buckets()];
    double[] micros = new double[requests.size()];
    for (int pass = 0; pass < MEASUREMENTS; pass++) {
      for (int i = 0; i < micros.length; i++) {
        long before = System.nanoTime();
        tagger.bucket(sketcher.of(requests.get(i)), products);
        micros[i] = (System.nanoTime() - before) / 1e3;
      }
    }
    Arrays.sort(micros);
    return micros;
  }
}

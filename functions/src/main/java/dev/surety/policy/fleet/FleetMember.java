package dev.surety.policy.fleet;

import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What is known of one tenant, so that it counts for no more than its share: its labels by model,
 * its requests, and where it has given anything at all. Counts fade with its own requests. Arrays
 * have an entry a model of the {@link FleetSums}.
 */
public final class FleetMember {

  private static final int MOST_CONTEXTS = 64;

  /** Labels given, faded. */
  public double[] labels = {};

  /** Which of the models that stood in a slot one after the other these labels are of. */
  public int[] tenure = {};

  /**
   * [n1, up of n1, n0, up of n0] Answers of which a user and the judge have spoken, by what the
   * user said, and those of them of which the judge said satisfied; faded. No entries while there
   * are none.
   */
  public final double[][] pairs = {{}, {}, {}, {}};

  /** Requests, faded. */
  public double requests;

  /** When it gave something last, epoch milliseconds. */
  public long lastGiven;

  /** By context. */
  public final SortedMap<Integer, Given> given = new TreeMap<>();

  /** What a tenant has to do with a context. */
  public static final class Given {

    /** Requests that it had when it gave something last, by tier. */
    public final SortedMap<String, Long> served = new TreeMap<>();

    /** Models of which it has given a label, a bit each. */
    public long[] models = {};

    boolean has(int model) {
      return model >> 6 < models.length && (models[model >> 6] >>> model & 1) != 0;
    }

    void add(int model) {
      if (model >> 6 >= models.length) {
        models = Arrays.copyOf(models, (model >> 6) + 1);
      }
      models[model >> 6] |= 1L << model;
    }

    void remove(int model) {
      if (has(model)) {
        models[model >> 6] &= ~(1L << model);
      }
    }
  }

  /**
   * What it has given of a context; of more than a tenant's tags need, the least used is forgotten.
   */
  Given in(int context) {
    Given known = given.get(context);
    if (known != null) {
      return known;
    }
    if (given.size() >= MOST_CONTEXTS) {
      given.remove(leastServed());
    }
    Given made = new Given();
    given.put(context, made);
    return made;
  }

  private int leastServed() {
    int least = given.firstKey();
    long requests = Long.MAX_VALUE;
    for (SortedMap.Entry<Integer, Given> each : given.entrySet()) {
      long served = each.getValue().served.values().stream().mapToLong(n -> n).sum();
      if (served < requests) {
        least = each.getKey();
        requests = served;
      }
    }
    return least;
  }

  /** Makes room for a slot, and forgets what was given of another model that stood in it. */
  void meet(int slot, int tenureOfSlot) {
    if (slot >= labels.length) {
      labels = Arrays.copyOf(labels, slot + 1);
      tenure = Arrays.copyOf(tenure, slot + 1);
    }
    if (tenure[slot] != tenureOfSlot) {
      tenure[slot] = tenureOfSlot;
      labels[slot] = 0;
      for (double[] each : pairs) {
        if (slot < each.length) {
          each[slot] = 0;
        }
      }
      given.values().forEach(g -> g.remove(slot));
    }
  }

  /** A user and the judge have spoken of an answer of the model in a slot. */
  void pair(int slot, Lesson.Pair pair) {
    double said = pair.count() * pair.said();
    double unsaid = pair.count() - said;
    double[] more = {said, said * pair.judged(), unsaid, unsaid * pair.judged()};
    for (int i = 0; i < pairs.length; i++) {
      pairs[i] = Arrays.copyOf(pairs[i], Math.max(pairs[i].length, slot + 1));
      pairs[i][slot] = Math.max(0, pairs[i][slot] + more[i]);
    }
    pairs[1][slot] = Math.min(pairs[1][slot], pairs[0][slot]);
    pairs[3][slot] = Math.min(pairs[3][slot], pairs[2][slot]);
  }

  boolean gave(int context, int slot, int tenureOfSlot) {
    Given in = given.get(context);
    return in != null && in.has(slot) && tenure[slot] == tenureOfSlot;
  }
}

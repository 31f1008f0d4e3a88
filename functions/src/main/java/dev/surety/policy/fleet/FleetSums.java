package dev.surety.policy.fleet;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Labels of all tenants of a pool, summed by context and model (fourth routing study, section 6.1,
 * and fifth, section 4). The labels of one tenant of one model weigh {@code n / (1 + n/40)}
 * together, however many there are, so that nobody drowns the others out; sums fade over 30,000
 * requests a tenant. {@link FleetEstimate} makes rates of them.
 *
 * <p>A pure fold: what is seen of each tenant is in its {@link FleetMember}, which is handed in.
 */
public final class FleetSums {

  /** [full] A tenant's labels of a model weigh no more than this many together. */
  public static final double FULL = 40;

  /** [life] Requests a tenant over which what it gave fades to 1/e. */
  public static final double LIFE = 30_000;

  /** A tenant's requests count for no more than this many in the mix of contexts. */
  public static final double MIX_FULL = 500;

  /** [least] Weight of labels below which nothing is published. */
  public static final double LEAST = 50;

  /** [grow] A version is due when this share of all labels has come since the last one. */
  public static final double GROWTH = 0.05;

  /** Contexts and models that are kept apart; the least of them makes room for a new one. */
  static final int MOST_CONTEXTS = 256;

  static final int MOST_MODELS = 256;

  /** Sums of one context. */
  public static final class Context {

    /** [W, Y] By model. */
    public double[] weight = {};

    public double[] satisfied = {};

    /** [mix] Requests, each tenant's at most {@link FleetSums#MIX_FULL}. */
    public double mix;

    void ensure(int models) {
      weight = Arrays.copyOf(weight, Math.max(weight.length, models));
      satisfied = Arrays.copyOf(satisfied, Math.max(satisfied.length, models));
    }
  }

  /** Names by slot. */
  public final List<String> models = new ArrayList<>();

  /** [le] As a tenant said last, by slot. */
  public double[] logCost = {};

  /** How many models have stood in a slot before, by slot. */
  public int[] tenure = {};

  public final SortedMap<Integer, Context> contexts = new TreeMap<>();

  /** Tenants behind the sums. */
  public int members;

  /** [all, since] Weight of all labels, faded, and of those since the last version. */
  public double all;

  public double since;

  /** The number of the last version, 0 before the first. */
  public long version;

  /**
   * Takes in a lesson of a tenant.
   *
   * @param member what is known of that tenant; one without anything given is a new one
   * @param tier of the tenant whose requests the lesson counts
   * @param now epoch milliseconds
   * @return [s] the part of its weight that counts
   */
  public double take(FleetMember member, String tier, Lesson lesson, long now) {
    if (!isUsable(lesson)) {
      return 0;
    }
    if (member.given.isEmpty()) {
      members++;
    }
    member.lastGiven = Math.max(member.lastGiven, now);
    FleetMember.Given given = member.in(lesson.context());
    long before = given.served.getOrDefault(tier, 0L);
    // Fewer than before: the tenant has given the context's cells to another one meanwhile.
    boolean goesOn = lesson.served() >= before;
    served(member, lesson.context(), lesson.served() - (goesOn ? before : 0));
    given.served.put(tier, lesson.served());
    return label(member, given, lesson);
  }

  /** Such as no sane tenant says: one record must not spoil the sums. */
  private static boolean isUsable(Lesson lesson) {
    return lesson.weight() >= 0
        && lesson.weight() <= 1e9
        && Math.abs(lesson.satisfied()) <= 1e9
        && lesson.logCost() <= 100
        && isUsable(lesson.pair())
        && lesson.served() >= 0;
  }

  private static boolean isUsable(Lesson.Pair pair) {
    return pair == null || (isShare(pair.said()) && isShare(pair.judged()));
  }

  private static boolean isShare(double value) {
    return value >= 0 && value <= 1;
  }

  /** A tenant's requests fade what it gave, and move the mix of contexts. */
  private void served(FleetMember member, int context, double requests) {
    double own = StrictMath.pow(1 - 1 / LIFE, requests);
    double shared = StrictMath.pow(1 - 1 / (LIFE * members), requests);
    for (Context each : contexts.values()) {
      scale(each.weight, shared);
      scale(each.satisfied, shared);
      each.mix *= shared;
    }
    all *= shared;
    scale(member.labels, own);
    for (double[] each : member.pairs) {
      scale(each, own);
    }
    member.requests *= own;
    double before = member.requests;
    member.requests += requests;
    context(context).mix += capped(member.requests) - capped(before);
  }

  private double label(FleetMember member, FleetMember.Given given, Lesson lesson) {
    int m = slot(lesson.model());
    logCost[m] = lesson.logCost();
    member.meet(m, tenure[m]);
    double n = member.labels[m];
    double share = 1 / ((1 + n / FULL) * (1 + (n + lesson.weight()) / FULL));
    Context sums = context(lesson.context());
    sums.ensure(models.size());
    sums.weight[m] += share * lesson.weight();
    sums.satisfied[m] += share * lesson.satisfied();
    member.labels[m] = n + lesson.weight();
    if (lesson.weight() > 0) {
      given.add(m);
    }
    if (lesson.pair() != null) {
      member.pair(m, lesson.pair());
    }
    all += lesson.weight();
    since += lesson.weight();
    return share;
  }

  /** Whether so much has come since the last version that a new one is worth its while. */
  public boolean isDue() {
    return all >= LEAST && since >= GROWTH * all;
  }

  /** A tenant gives nothing any more; what it gave goes on fading. */
  public void forget() {
    members--;
  }

  private Context context(int context) {
    Context known = contexts.get(context);
    if (known != null) {
      return known;
    }
    if (contexts.size() >= MOST_CONTEXTS && context != Lesson.OTHER) {
      mergeLeast();
    }
    Context made = new Context();
    contexts.put(context, made);
    return made;
  }

  /** The context with the least traffic becomes part of the others. */
  private void mergeLeast() {
    int least = Lesson.OTHER;
    double traffic = Double.POSITIVE_INFINITY;
    for (SortedMap.Entry<Integer, Context> each : contexts.entrySet()) {
      if (each.getKey() != Lesson.OTHER && each.getValue().mix < traffic) {
        least = each.getKey();
        traffic = each.getValue().mix;
      }
    }
    Context from = contexts.remove(least);
    Context into = context(Lesson.OTHER);
    into.ensure(from.weight.length);
    for (int m = 0; m < from.weight.length; m++) {
      into.weight[m] += from.weight[m];
      into.satisfied[m] += from.satisfied[m];
    }
    into.mix += from.mix;
  }

  private int slot(String model) {
    int slot = models.indexOf(model);
    if (slot >= 0) {
      return slot;
    }
    if (models.size() < MOST_MODELS) {
      models.add(model);
      logCost = Arrays.copyOf(logCost, models.size());
      tenure = Arrays.copyOf(tenure, models.size());
      return models.size() - 1;
    }
    slot = least();
    models.set(slot, model);
    tenure[slot]++;
    for (Context each : contexts.values()) {
      if (slot < each.weight.length) {
        each.weight[slot] = 0;
        each.satisfied[slot] = 0;
      }
    }
    return slot;
  }

  /** The model of which the least is known. */
  private int least() {
    int least = 0;
    double weight = Double.POSITIVE_INFINITY;
    for (int m = 0; m < models.size(); m++) {
      double sum = 0;
      for (Context each : contexts.values()) {
        sum += m < each.weight.length ? each.weight[m] : 0;
      }
      if (sum < weight) {
        least = m;
        weight = sum;
      }
    }
    return least;
  }

  private static double capped(double requests) {
    return requests / (1 + requests / MIX_FULL);
  }

  private static void scale(double[] column, double factor) {
    for (int i = 0; i < column.length; i++) {
      column[i] *= factor;
    }
  }
}

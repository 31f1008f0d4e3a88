package dev.surety.policy.health;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The breakers of all models that are heard of, and how many attempts there are at all: the state
 * of operator HEALTH. Names come from whoever reports, so there is a bound on them: past it, the
 * one that least is known of is forgotten. {@code wire.state.BreakerBoardCodec} is its layout.
 */
public final class BreakerBoard {

  /** Models remembered. */
  static final int MOST_MODELS = 256;

  /** At most one request in so many is a probe; who has few requests must find recovery, too. */
  static final int MOST_PROBES = 4;

  private static final int FEWEST_PROBES = 1 << 16;

  /** Seconds between two probes of one model, about. */
  private static final double PROBE_SECONDS = 5;

  private static final double RATE_SECONDS = 60;

  /** Answers of a model before its times are told to others. */
  private static final double FEWEST_TIMES = 20;

  /** By name as feedback has it. */
  public final TreeMap<String, Breaker> models = new TreeMap<>();

  /** Attempts a second, lately. */
  public double rate;

  /** When that was reckoned last, epoch milliseconds. */
  public long rateAt;

  /** Of what was published last. */
  public long version;

  /**
   * Takes in attempts.
   *
   * @return whether there is something to publish
   */
  public boolean take(AttemptSum sum, long now, HealthTerms terms) {
    count(sum.attempts(), now);
    Breaker breaker = models.get(sum.model());
    boolean forgot = false;
    if (breaker == null) {
      forgot = models.size() >= MOST_MODELS && forget();
      breaker = new Breaker();
      models.put(sum.model(), breaker);
    }
    return breaker.take(sum, now, terms) | forgot;
  }

  private void count(int attempts, long now) {
    double seconds = Math.max(0, now - rateAt) / 1000.0;
    rate = rate * StrictMath.exp(-seconds / RATE_SECONDS) + attempts / RATE_SECONDS;
    rateAt = Math.max(rateAt, now);
  }

  /** Forgets the closed one of fewest answers, so that invented names push out each other first. */
  private boolean forget() {
    Map.Entry<String, Breaker> least =
        models.entrySet().stream()
            .min(
                Comparator.comparing(
                        (Map.Entry<String, Breaker> e) ->
                            e.getValue().state != Breaker.State.CLOSED)
                    .thenComparing(e -> e.getValue().answered)
                    .thenComparing(e -> e.getValue().heard))
            .orElseThrow();
    models.remove(least.getKey());
    return least.getValue().state != Breaker.State.CLOSED;
  }

  /**
   * Time has gone by.
   *
   * @return whether there is something to publish
   */
  public boolean look(long now, HealthTerms terms) {
    boolean changed = false;
    for (Breaker breaker : models.values()) {
      changed |= breaker.look(now, oneIn(), terms);
    }
    return changed;
  }

  /** When to look again, epoch milliseconds; {@link Long#MAX_VALUE} if there is no need. */
  public long nextLook(HealthTerms terms) {
    long next = Long.MAX_VALUE;
    for (Breaker breaker : models.values()) {
      next = Math.min(next, breaker.nextLook(terms));
    }
    return next;
  }

  /** A power of two, so that few configurations differ by it. */
  private int oneIn() {
    double wanted = Math.max(MOST_PROBES, Math.min(FEWEST_PROBES, rate * PROBE_SECONDS));
    int oneIn = Integer.highestOneBit((int) wanted);
    return oneIn < wanted ? 2 * oneIn : oneIn;
  }

  /** What is in force by it. */
  public PoolHealth health() {
    SortedMap<String, Integer> oneIn = new TreeMap<>();
    models.forEach(
        (model, breaker) -> {
          if (breaker.state != Breaker.State.CLOSED) {
            oneIn.put(model, breaker.state == Breaker.State.OPEN ? 0 : breaker.oneIn);
          }
        });
    return oneIn.isEmpty() ? PoolHealth.NONE : new PoolHealth(oneIn);
  }

  /** What is known of the models' times, in as few figures as they are worth. */
  public PoolLatencies latencies() {
    SortedMap<String, PoolLatencies.Model> known = new TreeMap<>();
    models.forEach(
        (model, breaker) -> {
          if (breaker.latency.weight >= FEWEST_TIMES) {
            known.put(
                model,
                new PoolLatencies.Model(
                    breaker.latency.lognormal(FEWEST_TIMES),
                    breaker.firstToken.lognormal(FEWEST_TIMES)));
          }
        });
    return known.isEmpty() ? PoolLatencies.NONE : new PoolLatencies(known);
  }

  /** Names of models in a state. */
  public List<String> in(Breaker.State state) {
    List<String> names = new ArrayList<>();
    models.forEach(
        (model, breaker) -> {
          if (breaker.state == state) {
            names.add(model);
          }
        });
    return names;
  }
}

package dev.surety.trials.overload;

import dev.surety.client.Execution;
import dev.surety.client.Gateway;
import dev.surety.domain.RoutingRequest;
import dev.surety.domain.TenantTier;
import dev.surety.gateway.route.KeyPlaces;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/** Sends requests at a rate, whether or not the earlier ones are decided. */
final class Load {

  static final String TIER = "gold";
  private static final int TENANTS = 20;

  private static final int NO_LIMIT = 0;
  private static final CompletableFuture<Void> NOTHING = CompletableFuture.completedFuture(null);

  private final List<TenantTier> tenants = tenants();
  private final Gateway gateway;
  private final long longestSeconds;
  private final Random dice;
  private int requests;

  /**
   * @param longestSeconds how long the last decision of a phase is waited for
   */
  Load(Gateway gateway, long longestSeconds, long seed) {
    this.gateway = gateway;
    this.longestSeconds = longestSeconds;
    this.dice = new Random(seed);
  }

  static List<TenantTier> tenants() {
    return IntStream.range(0, TENANTS).mapToObj(t -> new TenantTier("tenant-" + t, TIER)).toList();
  }

  Phase run(String name, double rate, double seconds, double greedy) throws Exception {
    return run(name, rate, seconds, greedy, NO_LIMIT);
  }

  /**
   * @param greedy share of the requests that the first tenant sends beyond its equal part
   * @param places how many requests of one tenant wait for their decision, at most: those beyond
   *     are turned away, as a door does it
   */
  Phase run(String name, double rate, double seconds, double greedy, int places) throws Exception {
    KeyPlaces limit = new KeyPlaces(places);
    AtomicInteger turnedAway = new AtomicInteger();
    int n = (int) (rate * seconds);
    CompletableFuture<?>[] answers = new CompletableFuture<?>[n];
    ConcurrentLinkedQueue<Long> others = new ConcurrentLinkedQueue<>();
    AtomicInteger decided = new AtomicInteger();
    long start = System.nanoTime();
    for (int i = 0; i < n; i++) {
      pauseUntil(start + (long) (i / rate * 1e9));
      int tenant = dice.nextDouble() < greedy ? 0 : dice.nextInt(TENANTS);
      TenantTier key = tenants.get(tenant);
      if (!limit.take(key)) {
        turnedAway.incrementAndGet();
        answers[i] = NOTHING;
        continue;
      }
      answers[i] =
          gateway
              .ask(request("load-" + requests++, key))
              .thenAccept(answer -> keep(answer, tenant, decided, others))
              .whenComplete((done, failure) -> limit.give(key));
    }
    double sent = (System.nanoTime() - start) / 1e9;
    CompletableFuture.allOf(answers).get(longestSeconds + 10, TimeUnit.SECONDS);
    double drain = (System.nanoTime() - start) / 1e9 - sent;
    long[] nanos = others.stream().mapToLong(Long::longValue).sorted().toArray();
    return new Phase(
        name,
        rate,
        n,
        decided.get(),
        turnedAway.get(),
        millis(nanos, 0.5),
        millis(nanos, 0.99),
        sent,
        drain);
  }

  private static void keep(
      Execution answer, int tenant, AtomicInteger decided, ConcurrentLinkedQueue<Long> others) {
    if (!answer.timedOut()) {
      decided.incrementAndGet();
      if (tenant > 0) {
        others.add(answer.latencyNanos());
      }
    }
  }

  private static double millis(long[] sorted, double share) {
    return sorted.length == 0
        ? Double.NaN
        : sorted[(int) Math.min(sorted.length - 1, share * sorted.length)] / 1e6;
  }

  private static void pauseUntil(long nanos) {
    long left;
    while ((left = nanos - System.nanoTime()) > 0) {
      LockSupport.parkNanos(left);
    }
  }

  private static RoutingRequest request(String id, TenantTier key) {
    return RoutingRequest.builder(id, key, System.currentTimeMillis())
        .prompt("Which model answers this for the least money?")
        .inputTokens(200)
        .build();
  }
}

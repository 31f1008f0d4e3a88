package dev.surety.demo.traffic;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Which tenant sends which row when. A pure function of its settings: request {@code i} can be
 * asked for at any time, again and in any order.
 *
 * <p>Rows go out in the order of the data; when there are more requests than rows, the further ones
 * are drawn by the seed. Among each {@code tenants} requests in a row every tenant sends one, in an
 * order that the seed decides: equal shares, and no tenant always gets the same rows. Requests
 * leave at a constant rate.
 *
 * @param tenants who sends, at least one
 * @param requests number of requests, at least 1
 * @param rows number of rows of the data
 * @param ratePerSecond requests a second
 * @param seed decides what is left to chance
 */
public record TrafficPlan(
    List<Tenant> tenants, int requests, int rows, double ratePerSecond, long seed) {

  private static final double NANOS = 1e9;

  /** How long the rate takes to grow to its full height. */
  private static final double RAMP_SECONDS = 5;

  public TrafficPlan {
    tenants = List.copyOf(tenants);
    if (tenants.isEmpty()) {
      throw new IllegalArgumentException("a plan needs at least one tenant");
    }
    requireAtLeastOne("requests", requests);
    requireAtLeastOne("rows", rows);
    if (!(ratePerSecond > 0) || Double.isInfinite(ratePerSecond)) {
      throw new IllegalArgumentException("the rate must be above 0, not " + ratePerSecond);
    }
  }

  /**
   * Request {@code index}, 0-based.
   *
   * @throws IndexOutOfBoundsException if the plan has no such request
   */
  public PlannedRequest request(int index) {
    if (index < 0 || index >= requests) {
      throw new IndexOutOfBoundsException("request " + index + " of " + requests);
    }
    return new PlannedRequest(
        index,
        idsBegin() + String.format(Locale.ROOT, "%07d", index),
        tenants.get(tenantOf(index)),
        rowOf(index),
        sendAfter(index));
  }

  /** Whether this is the id of a request of the plan, and of nobody else's. */
  public boolean isPlanned(String requestId) {
    return requestId.startsWith(idsBegin());
  }

  private String idsBegin() {
    return "r" + seed + '-';
  }

  /** All requests in the order of sending. */
  public Stream<PlannedRequest> stream() {
    return IntStream.range(0, requests).mapToObj(this::request);
  }

  /** How long sending all of them takes. */
  public Duration length() {
    return sendAfter(requests);
  }

  /** When the rate has grown linearly for t seconds, {@code rate * t^2 / (2 * RAMP)} have left. */
  private Duration sendAfter(int index) {
    double full = index / ratePerSecond;
    double seconds =
        full < RAMP_SECONDS / 2 ? Math.sqrt(2 * full * RAMP_SECONDS) : full + RAMP_SECONDS / 2;
    return Duration.ofNanos((long) (seconds * NANOS));
  }

  private int rowOf(int index) {
    if (index < rows) {
      return index;
    }
    return (int) (TrafficChance.uniform(seed, String.valueOf(index), "row") * rows);
  }

  /**
   * The place {@code (offset + stride * position) mod n} with a stride that has no factor in common
   * with n: a permutation of the tenants for each block of requests, without storing one.
   */
  private int tenantOf(int index) {
    int n = tenants.size();
    String block = String.valueOf(index / n);
    int offset = (int) (TrafficChance.uniform(seed, block, "tenant-offset") * n);
    int stride = 1 + (int) (TrafficChance.uniform(seed, block, "tenant-stride") * n);
    while (greatestCommonDivisor(stride, n) > 1) {
      stride--; // ends at 1 at the latest
    }
    return (int) ((offset + (long) stride * (index % n)) % n);
  }

  private static int greatestCommonDivisor(int a, int b) {
    return b == 0 ? a : greatestCommonDivisor(b, a % b);
  }

  private static void requireAtLeastOne(String name, int count) {
    if (count < 1) {
      throw new IllegalArgumentException("a plan needs at least 1 of " + name + ", not " + count);
    }
  }
}

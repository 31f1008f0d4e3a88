package dev.surety.demo.run;

import dev.surety.demo.traffic.Tenant;
import java.util.List;

/**
 * A promise that changes midway: from then on another version of the tenant's SLA is in force.
 *
 * @param at share of the requests that are sent before it, 0..1
 * @param target the promise from then on, 0..1
 */
record TargetChange(double at, Tenant tenant, double target) {

  private static final String EXAMPLE =
      "write it like 0.5:0.85, or 0.5:0.85:initech for one tenant";

  /**
   * Reads {@code AT:TARGET} (of the last tenant) or {@code AT:TARGET:TENANT}.
   *
   * @throws IllegalArgumentException if it can't be read or there is no such tenant; the message
   *     shows how to write it
   */
  static TargetChange parse(String text, List<Tenant> tenants) {
    String[] parts = text.split(":", -1);
    if (parts.length < 2 || parts.length > 3) {
      throw new IllegalArgumentException("--change-target " + text + ": " + EXAMPLE);
    }
    Tenant tenant = tenants.get(tenants.size() - 1);
    if (parts.length == 3) {
      tenant =
          tenants.stream()
              .filter(t -> t.name().equals(parts[2]))
              .findFirst()
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "--change-target "
                              + text
                              + " names no tenant of this run; there are "
                              + tenants.stream().map(Tenant::name).toList()));
    }
    return new TargetChange(share(text, parts[0]), tenant, share(text, parts[1]));
  }

  /**
   * The last tenant moves up to the first one's tier midway, or {@code null} if that is its own.
   */
  static TargetChange upgrade(List<Tenant> tenants) {
    Tenant last = tenants.get(tenants.size() - 1);
    double target = tenants.get(0).target();
    return target == last.target() ? null : new TargetChange(0.5, last, target);
  }

  /** The first request after it, 0-based. */
  int before(int requests) {
    return (int) (at * requests);
  }

  private static double share(String text, String part) {
    try {
      double share = Double.parseDouble(part);
      if (share >= 0 && share <= 1) {
        return share;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("--change-target " + text + ": " + EXAMPLE, e);
    }
    throw new IllegalArgumentException(
        "--change-target " + text + ": both numbers are from 0 to 1; " + EXAMPLE);
  }
}

package dev.surety.flink.metrics;

import dev.surety.domain.TenantTier;
import java.io.Serializable;
import java.util.Set;

/**
 * Which tenants have metrics of their own. Flink can't take a metric back while a task runs, so one
 * that was admitted stays, and none takes its place.
 *
 * @param first how many each parallel task admits, in the order of their first events; counts only
 *     where nobody is named
 * @param named tenants ({@code acme}) and tenants with a tier ({@code acme/gold}); empty admits the
 *     first ones
 */
public record MeteredTenants(int first, Set<String> named) implements Serializable {

  private static final long serialVersionUID = 1L;

  public MeteredTenants {
    named = Set.copyOf(named);
  }

  /** Whoever comes first. */
  public static MeteredTenants first(int tenants) {
    return new MeteredTenants(tenants, Set.of());
  }

  boolean admits(TenantTier key, int admitted) {
    return named.isEmpty()
        ? admitted < first
        : named.contains(key.tenant()) || named.contains(key.key());
  }
}

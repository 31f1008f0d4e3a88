package dev.surety.tools.audit;

import dev.surety.domain.TenantTier;
import java.io.Serializable;
import java.util.List;
import java.util.function.Predicate;

/**
 * Some tenants, or everybody.
 *
 * @param names each {@code TENANT}, with all its tiers, or {@code TENANT/TIER}; none means
 *     everybody
 */
public record WantedTenants(List<String> names) implements Predicate<TenantTier>, Serializable {

  public static final WantedTenants EVERYBODY = new WantedTenants(List.of());

  public WantedTenants {
    names = List.copyOf(names);
  }

  @Override
  public boolean test(TenantTier key) {
    return names.isEmpty() || names.contains(key.tenant()) || names.contains(key.key());
  }

  /** That the journal has nothing of them. */
  public IllegalArgumentException nothingIn(String journal) {
    return new IllegalArgumentException(
        names.isEmpty()
            ? "the journal in %s has no decisions or feedback yet".formatted(journal)
            : "the journal in %s has nothing of %s; tenants are written TENANT or TENANT/TIER"
                .formatted(journal, String.join(", ", names)));
  }
}

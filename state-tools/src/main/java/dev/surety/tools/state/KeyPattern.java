package dev.surety.tools.state;

import dev.surety.domain.TenantTier;
import java.io.Serializable;

/**
 * Which keys are meant: {@code TENANT/TIER}, where either may be {@code *}, or {@code TENANT} for
 * all its tiers.
 */
record KeyPattern(String tenant, String tier) implements Serializable {

  private static final String ANY = "*";

  /**
   * @throws IllegalArgumentException if the text is no tenant or tier
   */
  static KeyPattern parse(String text) {
    int slash = text.indexOf('/');
    TenantTier parts =
        slash < 0 ? new TenantTier(text, ANY) : TenantTier.parse(text); // checks the names
    return new KeyPattern(parts.tenant(), parts.tier());
  }

  boolean matches(TenantTier key) {
    return matches(tenant, key.tenant()) && matches(tier, key.tier());
  }

  private static boolean matches(String pattern, String name) {
    return pattern.equals(ANY) || pattern.equals(name);
  }

  /** Whether it can mean one key only. */
  boolean isExact() {
    return !tenant.equals(ANY) && !tier.equals(ANY);
  }

  @Override
  public String toString() {
    return tenant + '/' + tier;
  }
}

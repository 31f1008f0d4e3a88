package dev.surety.domain;

import java.io.Serializable;

/**
 * Who was promised something: one tenant in one tier. Every account, learner and promise belongs to
 * exactly one of these, and Kafka records are keyed by {@link #key()}.
 *
 * <p>Compared and hashed as a record of the two would be. It is none because it keeps its key's
 * text, which an event is asked for at each hand-over.
 */
public final class TenantTier implements Serializable {

  private static final long serialVersionUID = 1L;

  public static final int MAX_LENGTH = 200;

  private final String tenant;
  private final String tier;

  /** Made when it is first asked for, by whichever thread: all make the same. */
  private transient String key;

  /**
   * @param tenant the customer, 1 to {@value #MAX_LENGTH} characters, no {@code '/'}
   * @param tier the service level it bought, same rules
   * @throws IllegalArgumentException if either breaks them
   */
  public TenantTier(String tenant, String tier) {
    check("tenant", tenant);
    check("tier", tier);
    this.tenant = tenant;
    this.tier = tier;
  }

  /** The inverse of {@link #key()}. */
  public static TenantTier parse(String key) {
    int slash = key.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException("'" + key + "' is not of the form tenant/tier");
    }
    return new TenantTier(key.substring(0, slash), key.substring(slash + 1));
  }

  /** {@code tenant/tier}; unique because neither part may contain a slash. */
  public String key() {
    String known = key;
    if (known == null) {
      known = tenant + '/' + tier;
      key = known;
    }
    return known;
  }

  /** The customer. */
  public String tenant() {
    return tenant;
  }

  /** The service level that it bought. */
  public String tier() {
    return tier;
  }

  private static void check(String what, String value) {
    if (value.isEmpty() || value.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          what + " must have 1 to " + MAX_LENGTH + " characters, not " + value.length());
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      if (c == '/' || Character.isISOControl(c)) {
        throw new IllegalArgumentException(
            what + " must not contain '/' or control characters (position " + i + ")");
      }
    }
  }

  @Override
  public boolean equals(Object other) {
    return other == this
        || other instanceof TenantTier that && tenant.equals(that.tenant) && tier.equals(that.tier);
  }

  @Override
  public int hashCode() {
    return 31 * tenant.hashCode() + tier.hashCode();
  }

  @Override
  public String toString() {
    return key();
  }
}

package dev.surety.domain;

import java.io.Serializable;

/**
 * Who was promised something: one tenant in one tier. Every account, learner and promise belongs to
 * exactly one of these, and Kafka records are keyed by {@link #key()}.
 *
 * @param tenant the customer, 1 to {@value #MAX_LENGTH} characters, no {@code '/'}
 * @param tier the service level it bought, same rules
 */
public record TenantTier(String tenant, String tier) implements Serializable {

  private static final long serialVersionUID = 1L;

  public static final int MAX_LENGTH = 200;

  public TenantTier {
    check("tenant", tenant);
    check("tier", tier);
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
    return tenant + '/' + tier;
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
  public String toString() {
    return key();
  }
}

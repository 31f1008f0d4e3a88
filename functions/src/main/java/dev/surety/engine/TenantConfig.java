package dev.surety.engine;

import dev.surety.domain.ModelSpec;
import dev.surety.domain.SlaPolicy;
import dev.surety.policy.Policies;
import dev.surety.policy.RoutingPolicy;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * The configuration one decision uses: a promise and the pool in force, named by a hash of their
 * content.
 *
 * @param models in force at the time in question, in the order of their names; not all are active
 */
public record TenantConfig(
    String hash, SlaPolicy sla, RoutingPolicy policy, List<ModelSpec> models) {

  /**
   * @throws IllegalArgumentException if the SLA names an unknown policy or parameter
   */
  public static TenantConfig of(SlaPolicy sla, List<ModelSpec> models) {
    return new TenantConfig(hash(sla, models), sla, Policies.of(sla), List.copyOf(models));
  }

  /** First 16 hex digits of SHA-256 over the records' texts, which are the same on every JVM. */
  private static String hash(SlaPolicy sla, List<ModelSpec> models) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest((sla + "\n" + models).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}

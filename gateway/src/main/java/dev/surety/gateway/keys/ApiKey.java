package dev.surety.gateway.keys;

import dev.surety.domain.TenantTier;

/**
 * What is kept of a key.
 *
 * @param id its public part, by which it is found and revoked
 * @param sha256 of the whole key, 64 hexadecimal digits
 * @param owner who comes in with it
 * @param created ISO time
 * @param revoked ISO time, or {@code null} while it counts
 */
record ApiKey(String id, String sha256, TenantTier owner, String created, String revoked) {

  ApiKey revokedAt(String time) {
    return new ApiKey(id, sha256, owner, created, time);
  }
}

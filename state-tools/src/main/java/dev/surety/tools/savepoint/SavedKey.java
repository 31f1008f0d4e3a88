package dev.surety.tools.savepoint;

import dev.surety.domain.TenantTier;

/**
 * One key's state in a savepoint.
 *
 * @param account as {@code AccountCodec} writes it
 * @param learner as {@code LearnerCodec} writes it; of a key that has not learned anything the
 *     empty one
 */
public record SavedKey(TenantTier key, byte[] account, byte[] learner) {}

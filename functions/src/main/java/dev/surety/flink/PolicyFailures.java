package dev.surety.flink;

import dev.surety.domain.TenantTier;
import dev.surety.engine.TenantConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes to the log what went wrong inside a policy, with where: once in a minute at most, however
 * many records it happens to.
 */
final class PolicyFailures {

  private static final Logger LOG = LoggerFactory.getLogger(PolicyFailures.class);
  private static final long QUIET_MILLIS = 60_000;

  private long quietUntil = Long.MIN_VALUE;
  private long unsaid;

  void log(TenantTier key, TenantConfig config, RuntimeException failure, long now) {
    if (now < quietUntil) {
      unsaid++;
      return;
    }
    LOG.error(
        "policy {} failed for {} ({} more since this was last said); see SuretyNumbersBroken in the"
            + " runbook",
        config.policy().name(),
        key,
        unsaid,
        failure);
    quietUntil = now + QUIET_MILLIS;
    unsaid = 0;
  }
}

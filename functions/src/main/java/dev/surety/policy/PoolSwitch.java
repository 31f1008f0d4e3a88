package dev.surety.policy;

import dev.surety.domain.ControlUpdate;
import dev.surety.domain.ControlUpdate.ArtefactUpdate;
import dev.surety.policy.fleet.FleetPrior;
import dev.surety.policy.health.PoolHealth;

/**
 * What an operator switches off for all tenants of a pool until it is on again. The word is the
 * payload of a control artefact, {@code on} or {@code off}, and a subject of its own, so nothing
 * that is published meanwhile takes it back. Where nothing was said it is on.
 */
public enum PoolSwitch {
  /**
   * Whether tenants have anything to do with their fleet. While it is off no version of the fleet's
   * prior is in force and nobody gives anything.
   */
  FLEET("fleet", FleetPrior.POOL),

  /**
   * Whether what many tenants met of a model counts for all. While it is off every model is closed,
   * whatever HEALTH publishes; each tenant's own evidence counts as ever.
   */
  HEALTH("health", PoolHealth.POOL);

  private static final String ON = "on";
  private static final String OFF = "off";

  private final String kind;
  private final String pool;

  PoolSwitch(String kind, String pool) {
    this.kind = kind;
    this.pool = pool;
  }

  /** What its words are about. */
  public String subject() {
    return ControlUpdate.artefactSubject(kind, pool);
  }

  /** The kind of its words, with what reads one: whether it is on. */
  public ArtefactKind<Boolean> artefact() {
    return new ArtefactKind<>(kind, Boolean.class, this::isOn);
  }

  private boolean isOn(String payload) {
    return switch (payload) {
      case ON -> true;
      case OFF -> false;
      default ->
          throw new IllegalArgumentException(
              "the payload of %s must be on or off, not '%s'".formatted(subject(), payload));
    };
  }

  /** A word on it. */
  public ArtefactUpdate say(boolean on, long version) {
    return new ArtefactUpdate(kind, pool, version, on ? ON : OFF);
  }

  /**
   * Whether it is off.
   *
   * @param said the word in force, or {@code null} where there is none
   */
  public boolean isOff(ArtefactUpdate said) {
    return said != null && said.payload().equals(OFF);
  }
}

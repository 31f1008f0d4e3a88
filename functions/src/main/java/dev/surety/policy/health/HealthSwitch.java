package dev.surety.policy.health;

import dev.surety.domain.ControlUpdate;
import dev.surety.policy.ArtefactKind;

/**
 * Whether what many tenants met of a model counts for all: the operator's word, the payload of a
 * control artefact of kind {@value #KIND}. While it says {@code off} every model is closed,
 * whatever HEALTH publishes; each tenant's own evidence counts as ever.
 */
public enum HealthSwitch {
  ON,
  OFF;

  /** The kind of artefact. */
  public static final String KIND = "health";

  /** What a switch is about. */
  public static final String SUBJECT = ControlUpdate.artefactSubject(KIND, PoolHealth.POOL);

  /** The same, with what reads it. */
  public static final ArtefactKind<HealthSwitch> ARTEFACT =
      new ArtefactKind<>(KIND, HealthSwitch.class, HealthSwitch::read);

  /**
   * Reads a payload.
   *
   * @throws IllegalArgumentException if it is neither {@code on} nor {@code off}
   */
  public static HealthSwitch read(String payload) {
    return switch (payload) {
      case "on" -> ON;
      case "off" -> OFF;
      default ->
          throw new IllegalArgumentException(
              "the payload of artefact/health/pool must be on or off, not '" + payload + "'");
    };
  }

  /** The payload that says this. */
  public String write() {
    return this == ON ? "on" : "off";
  }
}

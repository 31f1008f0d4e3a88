package dev.surety.policy.fleet;

import dev.surety.domain.ControlUpdate;
import dev.surety.policy.ArtefactKind;

/**
 * Whether tenants have anything to do with their fleet at present: the operator's word, the payload
 * of a control artefact of kind {@value #KIND}. While it says {@code off} no version of the fleet's
 * prior is in force and nobody gives anything. It is a subject of its own, so no version that is
 * published takes it back.
 */
public enum FleetSwitch {
  ON,
  OFF;

  /** The kind of artefact. */
  public static final String KIND = "fleet";

  /** What a switch is about. */
  public static final String SUBJECT = ControlUpdate.artefactSubject(KIND, FleetPrior.POOL);

  /** The same, with what reads it. */
  public static final ArtefactKind<FleetSwitch> ARTEFACT =
      new ArtefactKind<>(KIND, FleetSwitch.class, FleetSwitch::read);

  /**
   * Reads a payload.
   *
   * @throws IllegalArgumentException if it is neither {@code on} nor {@code off}
   */
  public static FleetSwitch read(String payload) {
    return switch (payload) {
      case "on" -> ON;
      case "off" -> OFF;
      default ->
          throw new IllegalArgumentException(
              "the payload of artefact/fleet/pool must be on or off, not '" + payload + "'");
    };
  }

  /** The payload that says this. */
  public String write() {
    return this == ON ? "on" : "off";
  }
}

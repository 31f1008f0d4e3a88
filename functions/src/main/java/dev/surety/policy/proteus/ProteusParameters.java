package dev.surety.policy.proteus;

import dev.surety.policy.ParameterSpec;
import java.util.List;
import java.util.Map;

/** What an SLA may set for {@code proteus}. */
final class ProteusParameters {

  static final ParameterSpec ARTEFACT =
      ParameterSpec.neededArtefact(
          "artefact",
          ProteusArtefact.ARTEFACT,
          "Name of the trained artefact on the control topic; needed. While it is not there,"
              + " requests go to the dead letters (no_artefact).");

  static final ParameterSpec CORRECTION =
      ParameterSpec.choice(
          "correction",
          "online: labels move the tenant's dual variable and its view of the models, so that the"
              + " floor holds on traffic unlike the training data; off: as published.",
          "online",
          "off");

  static final ParameterSpec DUAL_RATE =
      ParameterSpec.number(
          "dual_rate",
          0.1,
          0,
          10,
          "By how much an answer of debt lowers the logarithm of the cost's weight.");

  static final List<ParameterSpec> ALL = List.of(ARTEFACT, CORRECTION, DUAL_RATE);

  /** Values of an SLA. */
  record Values(boolean online, double dualRate) {}

  private ProteusParameters() {}

  /**
   * @throws IllegalArgumentException for a value out of range
   */
  static Values of(Map<String, String> parameters) {
    return new Values(CORRECTION.text(parameters).equals("online"), DUAL_RATE.number(parameters));
  }
}

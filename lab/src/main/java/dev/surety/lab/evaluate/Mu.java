package dev.surety.lab.evaluate;

import dev.surety.domain.JournalRow;
import dev.surety.engine.TenantConfig;
import dev.surety.policy.proteus.ProteusArtefact;

/**
 * The mu that a decision of PROTEUS was made with, from the weight of cost on its record: {@code v
 * = (1 - mu)^gamma}, so {@code mu = 1 - v^(1/gamma)} (dossier 4.2, formula 4). Where the online
 * correction multiplies the weight this is the mu that would have given the same weight, 0 if none
 * is that low.
 *
 * @param gamma the artefact's, or {@link Double#NaN} of a policy that has no mu
 */
record Mu(double gamma) {

  static Mu of(TenantConfig config) {
    return config.artefacts().stream()
        .filter(artefact -> artefact.kind().equals(ProteusArtefact.KIND))
        .findFirst()
        .map(artefact -> new Mu(ProteusArtefact.read(artefact.payload()).model().gamma()))
        .orElse(new Mu(Double.NaN));
  }

  double of(JournalRow.Decided decided) {
    return 1 - StrictMath.pow(Math.min(1, decided.v()), 1 / gamma);
  }
}

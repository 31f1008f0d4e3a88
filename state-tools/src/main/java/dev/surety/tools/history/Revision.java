package dev.surety.tools.history;

import dev.surety.domain.ControlUpdate;
import dev.surety.domain.ControlUpdate.ArtefactUpdate;
import dev.surety.domain.SlaPolicy;
import dev.surety.domain.TenantTier;
import dev.surety.engine.Configuration;
import dev.surety.engine.TenantConfig;
import dev.surety.policy.Artefacts;
import dev.surety.policy.Policies;
import dev.surety.tools.journal.Configurations;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What is in force in a history that is run again: the models of then under promises of now. Where
 * nothing of a promise changes, the configuration is the very one of then. Not thread-safe.
 */
final class Revision {

  private final RevisedPromises promises;
  private final Configuration control;
  private final Map<String, ArtefactUpdate> artefacts = new HashMap<>();
  private final Configurations logged;
  private final Map<SlaPolicy, Map<String, TenantConfig>> revised = new HashMap<>();

  /**
   * @param logged the history's
   */
  Revision(RevisedPromises promises, Configurations logged) {
    this.promises = promises;
    control = promises.records().configuration();
    for (ControlUpdate update : promises.records().updates()) {
      if (update instanceof ArtefactUpdate artefact) {
        artefacts.put(artefact.subject(), artefact);
      }
    }
    this.logged = logged;
  }

  /**
   * What is in force now for a key.
   *
   * @param hash of what was in force
   * @throws IllegalArgumentException if the promise does not hold together
   */
  TenantConfig of(TenantTier key, String hash) {
    TenantConfig given = control.inForce(key, 0);
    return revised
        .computeIfAbsent(given == null ? null : given.sla(), sla -> new HashMap<>())
        .computeIfAbsent(hash, h -> revise(logged.apply(h), given));
  }

  private TenantConfig revise(TenantConfig was, TenantConfig given) {
    SlaPolicy sla = promises.revise(given == null ? was.sla() : given.sla());
    List<ArtefactUpdate> named =
        Policies.artefacts(sla).stream()
            .map(subject -> artefacts.getOrDefault(subject, find(was, subject)))
            .filter(Objects::nonNull)
            .toList();
    return sla.equals(was.sla()) && named.equals(was.artefacts())
        ? was
        : TenantConfig.of(sla, was.models(), Artefacts.of(named), was.health(), was.share());
  }

  private static ArtefactUpdate find(TenantConfig config, String subject) {
    return config.artefacts().stream()
        .filter(artefact -> artefact.subject().equals(subject))
        .findFirst()
        .orElse(null);
  }
}

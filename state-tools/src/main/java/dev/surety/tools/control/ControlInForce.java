package dev.surety.tools.control;

import dev.surety.domain.ControlUpdate;
import dev.surety.domain.ControlUpdate.ArtefactUpdate;
import dev.surety.domain.ControlUpdate.ModelUpdate;
import dev.surety.domain.ControlUpdate.SlaUpdate;
import dev.surety.domain.ModelSpec;
import dev.surety.engine.Configuration;
import dev.surety.policy.Artefacts;
import dev.surety.policy.Policies;
import dev.surety.wire.ControlJson;
import dev.surety.wire.MalformedRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What the records of a control topic put in force, by the fold that the job itself makes of them.
 */
final class ControlInForce {

  private final Configuration configuration = new Configuration();
  private final SortedMap<String, List<ControlUpdate>> subjects = new TreeMap<>();
  private final List<String> refused = new ArrayList<>();

  /** Takes in a record as the topic has it; one that the job refuses is only noted. */
  void take(String place, byte[] key, byte[] value) {
    try {
      ControlUpdate update = ControlJson.read(key, value);
      Policies.check(update);
      put(update);
    } catch (MalformedRecord | IllegalArgumentException e) {
      refused.add(place + ": " + e.getMessage());
    }
  }

  void put(ControlUpdate update) {
    List<ControlUpdate> versions = configuration.put(update);
    if (versions.isEmpty()) {
      subjects.remove(update.subject());
    } else {
      subjects.put(update.subject(), versions);
    }
  }

  /** The known versions of a subject, ascending; empty if there are none. */
  List<ControlUpdate> versions(String subject) {
    return subjects.getOrDefault(subject, List.of());
  }

  /** Records of the topic that the job sends to the dead letters, with the reason. */
  List<String> refused() {
    return refused;
  }

  /** The pool at a time, by name. */
  List<ModelSpec> models(long time) {
    return configuration.pools().at(time);
  }

  /** Newest versions whose price is implausible: not in force until confirmed. */
  List<ModelSpec> waiting() {
    return configuration.pools().unconfirmed();
  }

  /** Versions that are announced for later, by name. */
  List<ModelSpec> announced(long time) {
    return subjects.values().stream()
        .flatMap(List::stream)
        .filter(ModelUpdate.class::isInstance)
        .map(update -> ((ModelUpdate) update).model())
        .filter(model -> model.effectiveAt() > time)
        .toList();
  }

  List<SlaUpdate> slas() {
    return newest(SlaUpdate.class).toList();
  }

  List<ArtefactUpdate> artefacts() {
    return newest(ArtefactUpdate.class).toList();
  }

  /** Whether the policy of a promise has the artefacts that it can't do without. */
  boolean isReady(SlaUpdate sla) {
    return Policies.of(sla.sla(), Artefacts.of(artefacts())).isReady();
  }

  private <T extends ControlUpdate> Stream<T> newest(Class<T> type) {
    return subjects.values().stream()
        .map(versions -> versions.get(versions.size() - 1))
        .filter(type::isInstance)
        .map(type::cast);
  }
}

package dev.surety.operate.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.surety.domain.ControlUpdate;
import dev.surety.domain.ControlUpdate.ArtefactUpdate;
import dev.surety.domain.ControlUpdate.BudgetUpdate;
import dev.surety.domain.ControlUpdate.ModelStatus;
import dev.surety.domain.ControlUpdate.SlaUpdate;
import dev.surety.domain.ModelSpec;
import dev.surety.engine.Configuration;
import dev.surety.engine.Piece;
import dev.surety.engine.SaidStatus;
import dev.surety.engine.Versions;
import dev.surety.policy.Artefacts;
import dev.surety.policy.Policies;
import dev.surety.wire.json.ControlFile;
import dev.surety.wire.json.ControlJson;
import dev.surety.wire.json.MalformedRecord;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What the records of a control topic put in force, by the fold that the job itself makes of them.
 */
final class ControlInForce {

  private final Configuration configuration = new Configuration();
  private final SortedMap<String, List<ControlUpdate>> subjects = new TreeMap<>();
  private final Map<String, Long> set = new HashMap<>();
  private final List<String> refused = new ArrayList<>();

  /**
   * What a file of control records puts in force.
   *
   * @param appendedAt when a topic would have taken them, epoch milliseconds
   * @throws IllegalArgumentException if the job would refuse one of them
   */
  static ControlInForce of(Path file, long appendedAt) {
    ControlInForce inForce = new ControlInForce();
    for (ControlFile.Line line : ControlFile.lines(file)) {
      inForce.take(line.place(), null, line.json().getBytes(UTF_8), appendedAt);
    }
    if (!inForce.refused.isEmpty()) {
      throw new IllegalArgumentException(inForce.refused.get(0));
    }
    return inForce;
  }

  /**
   * Takes in a record as the topic has it; one that the job refuses is only noted.
   *
   * @param appendedAt when Kafka took it, epoch milliseconds
   */
  void take(String place, byte[] key, byte[] value, long appendedAt) {
    try {
      ControlUpdate update = ControlJson.read(key, value).published(appendedAt);
      Policies.checkPublished(update);
      String refusal = Versions.refusal(versions(update.subject()), update);
      if (refusal == null) {
        put(update);
        set(update, appendedAt);
      } else {
        refused.add(place + ": " + refusal);
      }
    } catch (MalformedRecord | IllegalArgumentException e) {
      refused.add(place + ": " + e.getMessage());
    }
  }

  private void set(ControlUpdate update, long appendedAt) {
    List<ControlUpdate> known = versions(update.subject());
    if (!known.isEmpty() && known.get(known.size() - 1).version() == update.version()) {
      set.merge(update.subject() + '@' + update.version(), appendedAt, Math::min);
    }
  }

  /** When a version was published, epoch milliseconds; {@link Long#MIN_VALUE} if not yet. */
  long setAt(String subject, long version) {
    return set.getOrDefault(subject + '@' + version, Long.MIN_VALUE);
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
    return configuration.known(subject);
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

  /** What will be in force later, by name and time; each from its {@code effective_at}. */
  List<ModelSpec> announced(long time) {
    return configuration.pools().announced(time);
  }

  /** What is in force of a model after what is now, or {@code null} if nothing else is known. */
  Piece next(ModelSpec model, long now) {
    return configuration.pools().next(model.name(), now);
  }

  /** A model as its own record has it, whatever operators say, or {@code null}. */
  ModelSpec own(String model, long now) {
    return configuration.pools().own(model, now);
  }

  /** What operators say of a model; active where they say nothing. */
  SaidStatus said(String model, long now) {
    return configuration.pools().said(model, now);
  }

  /** The newest words on the status of models. */
  List<ModelStatus> statuses() {
    return newest(ModelStatus.class).toList();
  }

  /** Budgets that tiers of a tenant share. */
  List<BudgetUpdate> budgets() {
    return newest(BudgetUpdate.class).toList();
  }

  List<SlaUpdate> slas() {
    return newest(SlaUpdate.class).toList();
  }

  /** Whether an operator said that tenants have nothing to do with their fleet. */
  boolean isFleetOff() {
    return configuration.isFleetOff();
  }

  /** Whether an operator said that no model is kept from all tenants. */
  boolean isHealthOff() {
    return configuration.isHealthOff();
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

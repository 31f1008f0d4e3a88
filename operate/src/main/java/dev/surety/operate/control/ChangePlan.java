package dev.surety.operate.control;

import static java.util.stream.Collectors.toSet;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.surety.domain.ControlUpdate;
import dev.surety.domain.ControlUpdate.ArtefactUpdate;
import dev.surety.domain.ControlUpdate.ModelRemoved;
import dev.surety.domain.ControlUpdate.ModelStatus;
import dev.surety.domain.ControlUpdate.ModelUpdate;
import dev.surety.domain.ControlUpdate.SlaRemoved;
import dev.surety.domain.ControlUpdate.SlaUpdate;
import dev.surety.domain.ModelSpec;
import dev.surety.domain.ModelSpec.Status;
import dev.surety.engine.ModelAliases;
import dev.surety.engine.Versions;
import dev.surety.operate.control.Change.Kind;
import dev.surety.output.terminal.Figures;
import dev.surety.policy.Policies;
import dev.surety.wire.json.ControlFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What putting records would change: each is held against the topic and against the records before
 * it. Artefacts and models go first, so that no promise is in force before what it needs.
 */
final class ChangePlan {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FIXED = "fixed:";

  private final ControlInForce after;
  private final long now;
  private final List<Change> changes = new ArrayList<>();
  private final List<String> problems = new ArrayList<>();
  private final List<ModelSpec> announcedBefore;

  private ChangePlan(ControlInForce topic, long now) {
    this.after = topic;
    this.now = now;
    this.announcedBefore = topic.announced(now);
  }

  /**
   * Plans the changes.
   *
   * @param topic what is in force; afterwards it holds what would be
   * @param now epoch milliseconds
   * @throws IllegalArgumentException with all that is wrong, a line each
   */
  static ChangePlan of(ControlInForce topic, List<ControlFile.Line> lines, long now) {
    ChangePlan plan = new ChangePlan(topic, now);
    lines.stream().sorted(Comparator.comparingInt(line -> rank(line.update()))).forEach(plan::take);
    if (!plan.problems.isEmpty()) {
      throw new IllegalArgumentException(
          "nothing is published\n" + String.join("\n", plan.problems));
    }
    return plan;
  }

  private static int rank(ControlUpdate update) {
    return update instanceof ArtefactUpdate ? 0 : update instanceof ModelUpdate ? 1 : 2;
  }

  private void take(ControlFile.Line line) {
    ControlUpdate update = line.update();
    List<ControlUpdate> known = after.versions(update.subject());
    ControlUpdate newest = known.isEmpty() ? null : known.get(known.size() - 1);
    String problem = problem(line, newest);
    if (problem == null) {
      problem = Versions.refusal(known, update.published(now));
    }
    if (known.stream().anyMatch(update::saysAs)) {
      changes.add(new Change(Kind.SAME, update, update));
    } else if (problem != null) {
      problems.add(line.place() + ": " + problem);
    } else {
      changes.add(new Change(kind(update, newest), update, newest));
      after.put(update.published(now));
    }
  }

  private static Kind kind(ControlUpdate update, ControlUpdate newest) {
    if (isRemoval(update)) {
      return Kind.REMOVED;
    }
    return newest == null || isRemoval(newest) ? Kind.NEW : Kind.CHANGED;
  }

  private static boolean isRemoval(ControlUpdate update) {
    return update instanceof ModelRemoved || update instanceof SlaRemoved;
  }

  /** What is wrong with a record, or {@code null}. */
  private static String problem(ControlFile.Line line, ControlUpdate newest) {
    ControlUpdate update = line.update();
    try {
      Policies.checkPublished(update);
      List<String> unknown = RecordFields.unknown(JSON.readTree(line.json()));
      if (!unknown.isEmpty()) {
        return "there is no field %s; take it out, or mend its name"
            .formatted(String.join(", ", unknown));
      }
    } catch (IllegalArgumentException | JsonProcessingException e) {
      return e.getMessage();
    }
    if (newest != null && update.version() <= newest.version()) {
      return ("%s has version %d, and the topic has version %d with other content;"
              + " give it version %d")
          .formatted(update.subject(), update.version(), newest.version(), newest.version() + 1);
    }
    return isRemoval(update) && (newest == null || isRemoval(newest))
        ? "there is no " + update.subject() + " to remove; control list shows what there is"
        : null;
  }

  /** What becomes of changes that were announced before. */
  private List<String> announcements() {
    List<String> lines = new ArrayList<>();
    List<ModelSpec> announced = after.announced(now);
    Set<String> changed = toPublish().stream().map(ControlUpdate::subject).collect(toSet());
    for (ModelSpec was : announcedBefore) {
      if (changed.contains(ControlUpdate.modelSubject(was.name()))) {
        boolean still =
            announced.stream()
                .anyMatch(
                    is ->
                        is.name().equals(was.name())
                            && is.version() == was.version()
                            && is.effectiveAt() == was.effectiveAt());
        lines.add(
            (still
                    ? "model/%s version %d, announced for %s, still takes effect then; a version with"
                        + " the same effective_at would take its place"
                    : "model/%s version %d, announced for %s, does not take effect then any more")
                .formatted(was.name(), was.version(), Figures.time(was.effectiveAt())));
      }
    }
    return lines;
  }

  /** All records, in the order in which they are published. */
  List<Change> changes() {
    return changes;
  }

  List<ControlUpdate> toPublish() {
    return changes.stream().filter(Change::isPublished).map(Change::update).toList();
  }

  /** The same, and what the topic has already. */
  List<ControlUpdate> all() {
    return changes.stream().map(Change::update).toList();
  }

  /** What a person should know before it is in force. */
  List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    for (ModelSpec model : after.waiting()) {
      warnings.add(
          ("model/%s version %d is not in force: its price is more than ten times off the version"
                  + " before, or out of all bounds; mend it, or put the next version with"
                  + " \"confirmed\":true")
              .formatted(model.name(), model.version()));
    }
    warnings.addAll(announcements());
    List<ModelSpec> pool = after.models(now);
    for (String alias : ModelAliases.of(pool).unusable()) {
      warnings.add(
          ("alias '%s' identifies no model: it is the name of another one, or two claim it; take it"
                  + " out of all but one")
              .formatted(alias));
    }
    statuses(warnings);
    Map<String, Status> statuses =
        pool.stream().collect(Collectors.toMap(ModelSpec::name, ModelSpec::status));
    for (SlaUpdate sla : after.slas()) {
      String policy = sla.sla().policy();
      Status fixed =
          policy.startsWith(FIXED) ? statuses.get(policy.substring(FIXED.length())) : Status.ACTIVE;
      if (fixed != Status.ACTIVE) {
        warnings.add(
            ("%s: its policy is %s, and that model is %s: the cheapest other that a request allows"
                    + " answers")
                .formatted(
                    sla.subject(), policy, fixed == null ? "not in the pool" : fixed.word()));
      } else if (!after.isReady(sla)) {
        warnings.add(
            "%s: its policy %s needs %s, which is not there: its requests go to the dead letters"
                .formatted(
                    sla.subject(),
                    policy,
                    Policies.artefacts(sla.sla()).stream().collect(Collectors.joining(", "))));
      }
    }
    if (!statuses.containsValue(Status.ACTIVE)) {
      warnings.add(
          "no model is active: all requests are refused (no_models) and go to the dead letters");
    }
    return warnings;
  }

  /** What is said of models that are published, and of those that are not there. */
  private void statuses(List<String> warnings) {
    for (ControlUpdate update : toPublish()) {
      if (update instanceof ModelUpdate u) {
        String model = u.model().name();
        if (said(model) != Status.ACTIVE && u.model().status() == Status.ACTIVE) {
          warnings.add(
              "model/%s stays %s, as status/%s says so; control up brings it back"
                  .formatted(model, said(model).word(), model));
        }
      } else if (update instanceof ModelStatus word && after.own(word.model(), now) == null) {
        warnings.add(
            "%s: no model of that name is in the pool; it counts once there is"
                .formatted(word.subject()));
      }
    }
  }

  private Status said(String model) {
    return after.said(model, now).status();
  }
}

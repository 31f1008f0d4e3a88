package dev.surety.tools.history;

import dev.surety.domain.ControlUpdate;
import dev.surety.domain.ControlUpdate.ArtefactUpdate;
import dev.surety.domain.ControlUpdate.ModelUpdate;
import dev.surety.domain.ControlUpdate.SlaUpdate;
import dev.surety.policy.Policies;
import dev.surety.policy.Prior;
import dev.surety.tools.journal.History;
import dev.surety.tools.savepoint.LocalFlink;
import dev.surety.tools.savepoint.NewSavepoint;
import dev.surety.tools.savepoint.SavedControl;
import dev.surety.tools.savepoint.SavedKey;
import dev.surety.wire.json.ControlFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * A first savepoint: models, promises and priors as they are to be in force, and the states of the
 * tenants that come along, if any do.
 *
 * @param updates control records, checked
 */
record FirstSavepoint(List<ControlUpdate> updates) {

  private static final String PRIORS = ControlUpdate.artefactSubject(Prior.KIND, "");

  /**
   * Of control files.
   *
   * @throws IllegalArgumentException if nobody is promised anything, there is no model, or a
   *     promise names what is not known
   */
  static FirstSavepoint of(List<Path> files) {
    List<ControlUpdate> updates = new ArrayList<>();
    files.forEach(file -> updates.addAll(ControlFile.read(file)));
    if (updates.stream().noneMatch(ModelUpdate.class::isInstance)
        || updates.stream().noneMatch(SlaUpdate.class::isInstance)) {
      throw new IllegalArgumentException(
          "--control: the files must hold models and promises (records of type model and sla), or the job could decide nothing");
    }
    for (ControlUpdate update : updates) {
      if (update instanceof SlaUpdate promise) {
        try {
          Policies.of(promise.sla());
        } catch (IllegalArgumentException e) {
          throw new IllegalArgumentException(update.subject() + ": " + e.getMessage(), e);
        }
      }
    }
    return new FirstSavepoint(updates);
  }

  /**
   * With a prior under the name that the promises give it.
   *
   * @throws IllegalArgumentException if no promise names a prior that is missing, or several do
   */
  FirstSavepoint with(Prior prior) {
    Set<String> missing = missingPriors();
    if (missing.size() != 1) {
      throw new IllegalArgumentException(
          missing.isEmpty()
              ? "--control: no promise names a prior that is not there, so nobody would start from this one; add \"parameters\":{\"prior\":\"NAME\"} to the sla records of those who should"
              : "--control: the promises name several priors that are not there: %s; give the others as artefact records"
                  .formatted(missing));
    }
    String name = missing.iterator().next().substring(PRIORS.length());
    List<ControlUpdate> all = new ArrayList<>(updates);
    all.add(new ArtefactUpdate(Prior.KIND, name, 1, prior.write()));
    return new FirstSavepoint(all);
  }

  private Set<String> missingPriors() {
    Set<String> missing = new TreeSet<>();
    for (ControlUpdate update : updates) {
      if (update instanceof SlaUpdate promise) {
        Policies.artefacts(promise.sla()).stream()
            .filter(subject -> subject.startsWith(PRIORS))
            .forEach(missing::add);
      }
    }
    updates.forEach(update -> missing.remove(update.subject()));
    return missing;
  }

  /** The record that was added last. */
  ControlUpdate last() {
    return updates.get(updates.size() - 1);
  }

  /** Writes it without any tenant's state. */
  void write(String out) {
    StreamExecutionEnvironment env = LocalFlink.environment();
    NewSavepoint savepoint = new NewSavepoint(env, out);
    DataStream<SavedKey> none =
        env.fromData(List.of(0), Types.INT)
            .<SavedKey>flatMap((number, keys) -> {})
            .returns(SavedKey.TYPE);
    savepoint.write(none, SavedControl.of(updates));
  }

  /**
   * Writes it with the states that tenants have at the end of a history; gives what the fold found.
   *
   * @param tenants whose keys are taken; empty takes all
   */
  ReplayReport write(History history, Set<String> tenants, String out) {
    HashSet<String> wanted = new HashSet<>(tenants);
    StreamExecutionEnvironment env = LocalFlink.environment();
    NewSavepoint savepoint = new NewSavepoint(env, out);
    BatchRun run = BatchRun.in(env);
    DataStream<SavedKey> keys =
        ReplayReport.fold(
            env, history, row -> wanted.isEmpty() || wanted.contains(row.key().tenant()));
    run.execute(() -> savepoint.write(keys, SavedControl.of(updates)));
    return ReplayReport.of(run, false);
  }
}

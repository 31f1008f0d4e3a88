package dev.surety.tools.state;

import dev.surety.domain.ControlUpdate;
import dev.surety.domain.ControlUpdate.ArtefactUpdate;
import dev.surety.domain.ControlUpdate.SlaUpdate;
import dev.surety.domain.ModelSpec;
import dev.surety.domain.ModelSpec.Status;
import dev.surety.domain.SlaPolicy;
import dev.surety.engine.PoolTimeline;
import dev.surety.engine.SaidStatus;
import dev.surety.output.terminal.BudgetWords;
import dev.surety.output.terminal.CertifiedWords;
import dev.surety.output.terminal.DeadlineWords;
import dev.surety.output.terminal.Figures;
import dev.surety.output.terminal.LimitWords;
import dev.surety.output.terminal.Printable;
import dev.surety.output.terminal.TextTable;
import dev.surety.tools.savepoint.EditRecord;
import dev.surety.tools.savepoint.SavedOperator;
import dev.surety.tools.savepoint.SavepointFolder;
import dev.surety.tools.savepoint.SavepointStates;
import dev.surety.wire.state.AccountCodec;
import dev.surety.wire.state.LearnerCodec;
import dev.surety.wire.state.OpenDecisionCodec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What is in a savepoint, as tables for a terminal. */
final class InspectText {

  private InspectText() {}

  /** Where it comes from and what is in force. */
  static List<String> about(SavepointStates states) {
    SavepointFolder folder = states.folder();
    List<String> lines = new ArrayList<>();
    lines.add("savepoint   " + folder.path());
    lines.add(
        "            checkpoint %d of run %s; ROUTE %s, at most %d subtasks; %s in all"
            .formatted(
                folder.checkpoint(),
                states.run() == null ? "- (no job wrote it)" : states.run(),
                folder.layout().name().toLowerCase(Locale.ROOT),
                folder.maxParallelism(),
                Figures.bytes(folder.bytes())));
    lines.add(
        "versions    account %d, learner %d, open decision %d: all that this build knows"
            .formatted(AccountCodec.VERSION, LearnerCodec.VERSION, OpenDecisionCodec.VERSION));
    for (EditRecord edit : folder.edits()) {
      lines.add(
          "edited      %s: %s"
              .formatted(
                  Figures.time(Instant.parse(edit.time()).toEpochMilli()),
                  String.join("; ", edit.edits())));
    }
    TextTable operators = new TextTable(1, "uid", "subtasks", "at most", "bytes");
    for (SavedOperator operator : folder.operators()) {
      operators.row(
          operator.uid() == null ? operator.hash() : operator.uid(),
          Figures.count(operator.parallelism()),
          Figures.count(operator.maxParallelism()),
          Figures.count(operator.bytes()));
    }
    append(lines, operators);
    return lines;
  }

  /**
   * Models and prices in force at the newest time that any key shown has seen, promises, artefacts.
   */
  static List<String> control(SavepointStates states, long time) {
    List<String> lines = new ArrayList<>();
    TextTable models =
        new TextTable(2, "model", "status", "version", "in $/Mtok", "out $/Mtok", "until");
    PoolTimeline pools = states.control().configuration().pools();
    for (ModelSpec model : pools.at(time)) {
      SaidStatus said = pools.said(model.name(), time);
      models.row(
          model.name(),
          model.status().word() + (said.status() == Status.ACTIVE ? "" : ", as operators say"),
          Long.toString(model.version()),
          Figures.price(model.inputUsdPerMtok()),
          Figures.price(model.outputUsdPerMtok()),
          said.status() == Status.ACTIVE ? "-" : Figures.time(said.to()));
    }
    append(lines, models);
    for (ModelSpec model : pools.at(time)) {
      limits(lines, model.name() + ": ", LimitWords.of(model.offer()));
    }
    Map<String, ControlUpdate> newest = new LinkedHashMap<>();
    states.control().updates().forEach(update -> newest.put(update.subject(), update));
    TextTable slas = new TextTable(3, "promise", "policy", "mode", "target", "version");
    TextTable artefacts = new TextTable(1, "artefact", "version", "bytes");
    boolean any = false;
    for (ControlUpdate update : newest.values()) {
      if (update instanceof SlaUpdate sla) {
        SlaPolicy promise = sla.sla();
        slas.row(
            sla.tenant() + '/' + sla.tier(),
            promise.policy() + (promise.parameters().isEmpty() ? "" : promise.parameters()),
            promise.mode().name().toLowerCase(Locale.ROOT),
            Figures.rate(promise.target()),
            Long.toString(promise.version()));
      } else if (update instanceof ArtefactUpdate artefact) {
        any = true;
        artefacts.row(
            artefact.kind() + '/' + artefact.name(),
            Long.toString(artefact.version()),
            Figures.count(artefact.payload().length()));
      }
    }
    append(lines, slas);
    for (ControlUpdate update : newest.values()) {
      if (update instanceof SlaUpdate sla) {
        String key = sla.tenant() + '/' + sla.tier();
        limits(lines, key + " allows models ", LimitWords.of(sla.sla().limits()));
      }
    }
    if (any) {
      append(lines, artefacts);
    }
    return lines;
  }

  private static void limits(List<String> lines, String of, String words) {
    if (!words.isEmpty()) {
      lines.add(Printable.of(of) + words);
    }
  }

  /** A line a key. */
  static List<String> keys(List<KeyReport> keys) {
    TextTable table =
        new TextTable(
            2,
            "tenant/tier",
            "policy",
            "target",
            "satisfaction",
            "queue",
            "requests",
            "labels",
            "cost USD",
            "open");
    for (KeyReport key : keys) {
      table.row(
          key.key().key(),
          policy(key),
          Figures.rate(key.target()),
          satisfaction(key),
          Figures.amount(key.queue()),
          Figures.count(key.requests()),
          Figures.count(key.labels()),
          Figures.bookedUsd(key.costUsd()),
          Figures.count(key.openDecisions()));
    }
    return table.lines();
  }

  /** All about one key. */
  static List<String> key(KeyReport key) {
    List<String> lines = new ArrayList<>();
    lines.add(key.key().key());
    lines.add(
        "  promise   %s by %s%s".formatted(Figures.rate(key.target()), policy(key), key.reach()));
    lines.add("  given     " + satisfaction(key) + " (95 % interval)");
    if (key.certified() != null) {
      lines.add("  certified " + CertifiedWords.of(key.certified()));
    }
    if (key.budget() != null) {
      lines.add("  budget    " + BudgetWords.of(key.budget()));
    }
    if (key.deadline() != null) {
      lines.add("  deadline  " + DeadlineWords.of(key.deadline()));
    }
    if (key.tenantBudget() != null) {
      lines.add("  shared    " + BudgetWords.of(key.tenantBudget()));
    }
    lines.add(
        "  debt      queue %s answers; the policy decides by %s"
            .formatted(Figures.amount(key.queue()), Figures.amount(key.debt())));
    lines.add(
        "  events    %s: %s requests, %s explored, %s judged; %s decisions open, %s dropped"
            .formatted(
                Figures.count(key.seq()),
                Figures.count(key.requests()),
                Figures.count(key.explored()),
                Figures.count(key.labels()),
                Figures.count(key.openDecisions()),
                Figures.count(key.dropped())));
    lines.add(
        "  cost      %s USD booked, %s expected; last heard of at %s"
            .formatted(
                Figures.bookedUsd(key.costUsd()),
                Figures.bookedUsd(key.expectedCostUsd()),
                Figures.time(key.clock())));
    if (key.judge().isUsed()) {
      lines.add(
          "  judge     %s labels bought, %s answers judged; %s USD today, %s in all"
              .formatted(
                  Figures.count(key.judge().bought),
                  Figures.count(key.judge().words),
                  Figures.precise(key.judge().spentOnUsd(key.clock())),
                  Figures.precise(key.judge().spentUsd)));
      for (ModelReport model : key.models()) {
        if (model.judge() != null) {
          lines.add(
              "            of %s: says so of %s of satisfied answers, and of %s of others"
                  .formatted(
                      model.model(),
                      Figures.percent(model.judge().satisfied()),
                      Figures.percent(model.judge().dissatisfied())));
        }
      }
    }
    TextTable models =
        new TextTable(
            1,
            "  model",
            "decisions",
            "believed",
            "+-",
            "labels",
            "fleet",
            "USD an answer",
            "paid/list",
            "cost/list");
    key.models().stream()
        .sorted(Comparator.comparingDouble(ModelReport::usualCostUsd))
        .forEach(
            model ->
                models.row(
                    "  " + model.model() + (model.inPool() ? "" : " (gone)") + keptBack(model),
                    Figures.count(model.decisions()),
                    Figures.rate(model.belief().satisfaction()),
                    Figures.rate(model.belief().error()),
                    Figures.amount(model.belief().labels()),
                    Figures.rate(model.fleet()),
                    Figures.bookedUsd(model.usualCostUsd()),
                    Figures.rate(model.paidRatio()),
                    Figures.rate(model.costRatio())));
    lines.addAll(models.lines());
    return lines;
  }

  /** What all tenants get of it, where that isn't what policies like. */
  private static String keptBack(ModelReport model) {
    if (model.keptBack() == null) {
      return "";
    }
    return model.keptBack().equals("open") ? " (open)" : " (probed)";
  }

  private static String policy(KeyReport key) {
    return key.policy() == null ? "no promise" : key.policy();
  }

  private static String satisfaction(KeyReport key) {
    return key.delivered().count() == 0
        ? "not judged yet"
        : "%s [%s, %s]"
            .formatted(
                Figures.rate(key.delivered().mean()),
                Figures.rate(key.delivered().low()),
                Figures.rate(key.delivered().high()));
  }

  private static void append(List<String> lines, TextTable table) {
    lines.add("");
    lines.addAll(table.lines());
  }
}

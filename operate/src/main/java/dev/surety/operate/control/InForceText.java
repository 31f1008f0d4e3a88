package dev.surety.operate.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.surety.domain.BudgetTerms;
import dev.surety.domain.ControlUpdate;
import dev.surety.domain.ControlUpdate.ArtefactUpdate;
import dev.surety.domain.ControlUpdate.BudgetUpdate;
import dev.surety.domain.ControlUpdate.ModelStatus;
import dev.surety.domain.ControlUpdate.SlaUpdate;
import dev.surety.domain.ModelSpec;
import dev.surety.domain.RoutingRequest;
import dev.surety.domain.SlaPolicy;
import dev.surety.engine.Piece;
import dev.surety.output.terminal.Figures;
import dev.surety.output.terminal.LimitWords;
import dev.surety.output.terminal.Printable;
import dev.surety.output.terminal.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What is in force, for people. */
final class InForceText {

  private final List<String> lines = new ArrayList<>();
  private final ControlInForce inForce;
  private final long now;

  private InForceText(ControlInForce inForce, long now) {
    this.inForce = inForce;
    this.now = now;
  }

  static List<String> lines(ControlInForce inForce, long now) {
    InForceText text = new InForceText(inForce, now);
    text.models("models in force", inForce.models(now));
    text.models("announced", inForce.announced(now));
    text.models("waiting: put the next version with \"confirmed\":true", inForce.waiting());
    text.statuses(inForce.statuses());
    text.slas(inForce.slas());
    text.budgets(inForce.budgets());
    text.artefacts(inForce.artefacts());
    if (inForce.isFleetOff()) {
      text.lines.add("  the fleet is off: no fleet-prior is in force, and nobody gives anything");
    }
    if (inForce.isHealthOff()) {
      text.lines.add("  health is off: no model is kept from all tenants, whatever they report");
    }
    if (!inForce.refused().isEmpty()) {
      text.lines.add("");
      text.lines.add("refused by the job (" + inForce.refused().size() + ")");
      inForce.refused().forEach(why -> text.lines.add("  " + Printable.of(why)));
    }
    return text.lines;
  }

  private void models(String title, List<ModelSpec> models) {
    boolean always = title.startsWith("models");
    if (models.isEmpty() && !always) {
      return;
    }
    TextTable table =
        new TextTable(
            3,
            "model",
            "provider",
            "status",
            "version",
            "in $/Mtok",
            "out $/Mtok",
            "context",
            "since",
            "set",
            "next change");
    for (ModelSpec model : models) {
      table.row(
          Printable.of(model.name()),
          model.provider() == null ? "-" : Printable.of(model.provider()),
          model.status().word(),
          Long.toString(model.version()),
          Figures.plain(model.inputUsdPerMtok()),
          Figures.plain(model.outputUsdPerMtok()),
          model.contextWindow() == RoutingRequest.UNKNOWN
              ? "-"
              : Figures.count(model.contextWindow()),
          model.effectiveAt() == Long.MIN_VALUE ? "always" : Figures.time(model.effectiveAt()),
          set(ControlUpdate.modelSubject(model.name()), model.version()),
          always ? change(model, inForce.next(model, now)) : "-");
    }
    section(title, models.size(), table);
    for (ModelSpec model : models) {
      if (!model.aliases().isEmpty()) {
        String names = Printable.of(String.join(", ", model.aliases()));
        lines.add("  " + Printable.of(model.name()) + " is also called " + names);
      }
      String offer = LimitWords.of(model.offer());
      if (!offer.isEmpty()) {
        lines.add("  " + Printable.of(model.name()) + ": " + offer);
      }
    }
  }

  private static String change(ModelSpec model, Piece next) {
    if (next == null) {
      return "-";
    }
    ModelSpec then = next.model();
    String to =
        then == null
            ? "gone"
            : then.status() != model.status()
                ? then.status().word()
                : Figures.plain(then.inputUsdPerMtok())
                    + " / "
                    + Figures.plain(then.outputUsdPerMtok());
    return to + " from " + Figures.time(next.from());
  }

  /** What operators say, and what becomes of it. */
  private void statuses(List<ModelStatus> statuses) {
    if (statuses.isEmpty()) {
      return;
    }
    TextTable table =
        new TextTable(2, "model", "status", "version", "set", "until", "then").wordsFrom(3);
    for (ModelStatus word : statuses) {
      boolean ends = word.until() < Long.MAX_VALUE;
      table.row(
          Printable.of(word.model()),
          inForce.said(word.model(), now).status().word(),
          Long.toString(word.version()),
          set(word.subject(), word.version()),
          ends ? Figures.time(word.until()) : "-",
          ends ? word.then().word() : "-");
    }
    section("said by control down, drain, up", statuses.size(), table);
  }

  private String set(String subject, long version) {
    return Figures.time(inForce.setAt(subject, version));
  }

  private void slas(List<SlaUpdate> slas) {
    TextTable table =
        new TextTable(
                3,
                "tenant",
                "tier",
                "policy",
                "version",
                "target",
                "solicit",
                "mode",
                "set",
                "parameters")
            .wordsFrom(6);
    for (SlaUpdate update : slas) {
      SlaPolicy sla = update.sla();
      table.row(
          Printable.of(update.tenant()),
          Printable.of(update.tier()),
          Printable.of(sla.policy()),
          Long.toString(sla.version()),
          Figures.percent(sla.target()),
          Figures.percent(sla.feedback().solicitRate()),
          sla.mode().name().toLowerCase(Locale.ROOT),
          set(update.subject(), sla.version()),
          sla.parameters().isEmpty() ? "-" : Printable.of(sla.parameters().toString()));
    }
    section("promises", slas.size(), table);
    for (SlaUpdate update : slas) {
      String limits = LimitWords.of(update.sla().limits());
      if (!limits.isEmpty()) {
        String key = Printable.of(update.tenant() + '/' + update.tier());
        lines.add("  " + key + " allows models " + limits);
      }
    }
  }

  private void budgets(List<BudgetUpdate> budgets) {
    if (budgets.isEmpty()) {
      return;
    }
    TextTable table =
        new TextTable(1, "tenant", "USD", "per", "version", "set", "timezone", "past it")
            .wordsFrom(4);
    for (BudgetUpdate update : budgets) {
      BudgetTerms budget = update.budget();
      table.row(
          Printable.of(update.tenant()),
          Figures.plain(budget.usd()),
          budget.per().name().toLowerCase(Locale.ROOT),
          Long.toString(update.version()),
          set(update.subject(), update.version()),
          budget.timezone().getId(),
          budget.hard() ? "refused" : "as cheap as can be");
    }
    section("budgets over the tiers of a tenant", budgets.size(), table);
  }

  private void artefacts(List<ArtefactUpdate> artefacts) {
    if (artefacts.isEmpty()) {
      return;
    }
    TextTable table = new TextTable(2, "kind", "name", "version", "bytes", "set");
    for (ArtefactUpdate artefact : artefacts) {
      table.row(
          Printable.of(artefact.kind()),
          Printable.of(artefact.name()),
          Long.toString(artefact.version()),
          Figures.count(artefact.payload().getBytes(UTF_8).length),
          set(artefact.subject(), artefact.version()));
    }
    section("artefacts", artefacts.size(), table);
  }

  private void section(String title, int count, TextTable table) {
    if (!lines.isEmpty()) {
      lines.add("");
    }
    lines.add(title + " (" + count + ")");
    table.lines().forEach(line -> lines.add("  " + line));
  }
}

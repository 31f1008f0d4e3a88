package dev.surety.operate.control;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.surety.domain.ControlUpdate.ArtefactUpdate;
import dev.surety.domain.ControlUpdate.SlaUpdate;
import dev.surety.domain.ModelSpec;
import dev.surety.domain.RoutingRequest;
import dev.surety.domain.SlaPolicy;
import dev.surety.engine.Piece;
import dev.surety.output.terminal.Figures;
import dev.surety.output.terminal.Printable;
import dev.surety.output.terminal.TextTable;
import java.time.Instant;
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
    text.slas(inForce.slas());
    text.artefacts(inForce.artefacts());
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
            "next change");
    for (ModelSpec model : models) {
      table.row(
          Printable.of(model.name()),
          model.provider() == null ? "-" : Printable.of(model.provider()),
          model.status().name().toLowerCase(Locale.ROOT),
          Long.toString(model.version()),
          Figures.plain(model.inputUsdPerMtok()),
          Figures.plain(model.outputUsdPerMtok()),
          model.contextWindow() == RoutingRequest.UNKNOWN
              ? "-"
              : Figures.count(model.contextWindow()),
          model.effectiveAt() == Long.MIN_VALUE
              ? "always"
              : Instant.ofEpochMilli(model.effectiveAt()).toString(),
          always ? change(model, inForce.next(model, now)) : "-");
    }
    section(title, models.size(), table);
    for (ModelSpec model : models) {
      if (!model.aliases().isEmpty()) {
        String names = Printable.of(String.join(", ", model.aliases()));
        lines.add("  " + Printable.of(model.name()) + " is also called " + names);
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
                ? then.status().name().toLowerCase(Locale.ROOT)
                : Figures.plain(then.inputUsdPerMtok())
                    + " / "
                    + Figures.plain(then.outputUsdPerMtok());
    return to + " from " + Instant.ofEpochMilli(next.from());
  }

  private void slas(List<SlaUpdate> slas) {
    TextTable table =
        new TextTable(3, "tenant", "tier", "policy", "version", "target", "solicit", "mode", "set");
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
          sla.parameters().isEmpty() ? "-" : Printable.of(sla.parameters().toString()));
    }
    section("promises", slas.size(), table);
  }

  private void artefacts(List<ArtefactUpdate> artefacts) {
    if (artefacts.isEmpty()) {
      return;
    }
    TextTable table = new TextTable(2, "kind", "name", "version", "bytes");
    for (ArtefactUpdate artefact : artefacts) {
      table.row(
          Printable.of(artefact.kind()),
          Printable.of(artefact.name()),
          Long.toString(artefact.version()),
          Figures.count(artefact.payload().getBytes(UTF_8).length));
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

package dev.surety.operate.control;

import dev.surety.operate.control.PriceSync.Finding;
import dev.surety.operate.control.PriceSync.Outcome;
import dev.surety.operate.prices.PriceList;
import dev.surety.output.terminal.Figures;
import dev.surety.output.terminal.Printable;
import dev.surety.wire.json.ControlFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What a list of prices was found to say, as people read it. */
final class SyncText {

  private final PriceSync sync;
  private final PriceList list;
  private final Path file;
  private final long time;

  SyncText(PriceSync sync, PriceList list, Path file, long time) {
    this.sync = sync;
    this.list = list;
    this.file = file;
    this.time = time;
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s: %,d models with a price of tokens, %,d priced otherwise; as of %s"
            .formatted(file.getFileName(), list.size(), list.withoutTokens(), Figures.time(time)));
    lines.add(
        "of the pool: %d changed, %d as they are, %d announced, %d held back, %d pinned, %d missing"
            .formatted(
                count(Outcome.CHANGED),
                count(Outcome.SAME),
                count(Outcome.ANNOUNCED),
                count(Outcome.HELD),
                count(Outcome.PINNED),
                count(Outcome.MISSING)));
    for (Finding finding : sync.findings()) {
      if (finding.text() != null) {
        lines.add(
            Printable.of(
                "%s model/%s %s%s"
                    .formatted(
                        finding.outcome() == Outcome.HELD ? '?' : '.',
                        finding.model(),
                        finding.outcome() == Outcome.HELD ? "held back: " : "",
                        finding.text())));
      }
    }
    if (!sync.notKept().isEmpty()) {
      lines.add("prices of the list that a model's record has no place for:");
      sync.notKept().forEach(line -> lines.add(". " + Printable.of(line)));
    }
    return lines;
  }

  private long count(Outcome outcome) {
    return sync.findings().stream().filter(finding -> finding.outcome() == outcome).count();
  }

  /** Writes the records that the topic does not have; gives the file. */
  Path keep(Path folder, List<ControlFile.Line> records, ControlInForce inForce)
      throws IOException {
    List<String> lines = new ArrayList<>();
    lines().forEach(line -> lines.add("# " + line));
    for (ControlFile.Line record : records) {
      if (inForce.versions(record.update().subject()).stream().noneMatch(record.update()::saysAs)) {
        lines.add(record.json());
      }
    }
    Files.createDirectories(folder);
    String stamp = Figures.time(time).replace(":", "");
    return Files.write(folder.resolve("prices-" + stamp + ".jsonl"), lines);
  }
}

package dev.surety.trials.drill;

import dev.surety.demo.run.SummaryFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What came of a drill; in JSON the names are in snake case.
 *
 * @param seconds all of it, the processes' start included
 */
record DrillSummary(String stateBackend, double seconds, List<DrillItem> items) {

  DrillSummary {
    items = List.copyOf(items);
  }

  /** Whether there were exercises, and each came to what is promised. */
  boolean allGreen() {
    return !items.isEmpty() && items.stream().allMatch(DrillItem::green);
  }

  void write(Path file) throws IOException {
    SummaryFile.write(file, this);
  }

  /** For people. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.addAll(table());
    lines.add("");
    long red = items.stream().filter(item -> !item.green()).count();
    lines.add(
        String.format(
            Locale.ROOT,
            "%d exercises in %.0f s, state on %s: %s",
            items.size(),
            seconds,
            stateBackend,
            red == 0 ? "all as promised" : red + " not as promised"));
    return lines;
  }

  /** The same as a table of a page. */
  List<String> table() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "| exercise | mistake | outcome | lost: decisions, rows | said missing | seconds | |");
    lines.add("| --- | --- | --- | --- | --- | --- | --- |");
    for (DrillItem item : items) {
      lines.add(
          String.format(
              Locale.ROOT,
              "| `%s` | %s | %s%s | %s, %s | %s | %.0f | %s |",
              item.name(),
              item.mistake(),
              item.green() ? "" : "**not as promised**: ",
              item.outcome(),
              text(item.decisionsLost()),
              text(item.rowsLost()),
              text(item.rowsSaidMissing()),
              item.seconds(),
              item.sentence()));
    }
    return lines;
  }

  private static String text(Long count) {
    return count == null ? "?" : String.format(Locale.ROOT, "%,d", count);
  }
}

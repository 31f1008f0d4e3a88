package dev.surety.tools.explain;

import java.util.ArrayList;
import java.util.List;

/** Columns of text; the first two to the left, the others to the right. */
final class ReasonTable {

  private final List<List<String>> rows = new ArrayList<>();
  private int leftFrom = Integer.MAX_VALUE;

  /** Columns from this one on go to the left too. */
  ReasonTable leftFrom(int column) {
    leftFrom = column;
    return this;
  }

  void row(List<String> cells) {
    rows.add(List.copyOf(cells));
  }

  List<String> lines() {
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int c = 0; c < columns; c++) {
        widths[c] = Math.max(widths[c], row.get(c).length());
      }
    }
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int c = 0; c < columns; c++) {
        String air = " ".repeat(widths[c] - row.get(c).length());
        boolean left = c < 2 || c >= leftFrom;
        line.append(c == 0 ? "" : c == 1 ? " " : "  ");
        line.append(left ? row.get(c) + air : air + row.get(c));
      }
      lines.add(line.toString().stripTrailing());
    }
    return lines;
  }
}

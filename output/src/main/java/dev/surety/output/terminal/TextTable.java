package dev.surety.output.terminal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Columns for a terminal: the first ones to the left, numbers to the right. */
public final class TextTable {

  private final int left;
  private int wordsFrom = Integer.MAX_VALUE;
  private boolean marked;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * @param left how many columns hold words
   */
  public TextTable(int left, String... titles) {
    this.left = left;
    row(titles);
  }

  /** A table whose first row are its titles. */
  public static TextTable of(int left, List<String[]> rows) {
    TextTable table = new TextTable(left, rows.get(0));
    rows.stream().skip(1).forEach(table::row);
    return table;
  }

  /** Columns from this one on, counted from 0, hold words too. */
  public TextTable wordsFrom(int column) {
    wordsFrom = column;
    return this;
  }

  /** The first column holds a mark of the second, and stands close to it. */
  public TextTable marked() {
    marked = true;
    return this;
  }

  /** One more row, with a cell a column. */
  public TextTable row(String... cells) {
    rows.add(List.of(cells));
    return this;
  }

  /** The table, a line a row, without spaces at their ends. */
  public List<String> lines() {
    int columns = rows.get(0).size();
    List<Integer> widths = new ArrayList<>(Collections.nCopies(columns, 0));
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths.set(i, Math.max(widths.get(i), row.get(i).length()));
      }
    }
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private String line(List<String> row, List<Integer> widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < row.size(); i++) {
      String padding = " ".repeat(widths.get(i) - row.get(i).length());
      line.append(i == 0 ? "" : i == 1 && marked ? " " : "  ");
      line.append(i < left || i >= wordsFrom ? row.get(i) + padding : padding + row.get(i));
    }
    return line.toString().stripTrailing();
  }
}

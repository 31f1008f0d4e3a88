package dev.surety.output.terminal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Columns for a terminal: the first ones to the left, numbers to the right. */
public final class TextTable {

  private static final int GAP = 2;
  private static final int GONE = -1;
  private static final String CUT = "...";

  /** Longer cells of the first column are cut before another one is left out. */
  private static final int LONG = 24;

  /** To which cells of the first column are cut at most. */
  private static final int SHORTEST = 12;

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
    return lines(Integer.MAX_VALUE);
  }

  /**
   * The same within a width: long cells of the first column are cut, then columns are left out
   * until it fits, then the first one is cut further. What does not fit even so is wider.
   *
   * @param width in characters
   * @param expendable columns, counted from 0, the first to go first
   */
  public List<String> lines(int width, int... expendable) {
    int columns = rows.get(0).size();
    List<Integer> widths = new ArrayList<>(Collections.nCopies(columns, 0));
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths.set(i, Math.max(widths.get(i), row.get(i).length()));
      }
    }
    if (total(widths) > width) {
      widths.set(0, Math.min(widths.get(0), LONG));
    }
    for (int i = 0; i < expendable.length && total(widths) > width; i++) {
      widths.set(expendable[i], GONE);
    }
    int over = total(widths) - width;
    if (over > 0) {
      widths.set(0, Math.max(Math.min(SHORTEST, widths.get(0)), widths.get(0) - over));
    }
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private int total(List<Integer> widths) {
    int total = marked ? -1 : 0;
    for (int width : widths) {
      total += width == GONE ? 0 : width + (total > 0 ? GAP : 0);
    }
    return total;
  }

  private String line(List<String> row, List<Integer> widths) {
    StringBuilder line = new StringBuilder();
    for (int i = 0; i < row.size(); i++) {
      int width = widths.get(i);
      if (width == GONE) {
        continue;
      }
      String cell = row.get(i);
      if (cell.length() > width) {
        cell = cell.substring(0, width - CUT.length()) + CUT;
      }
      String padding = " ".repeat(width - cell.length());
      line.append(i == 0 ? "" : i == 1 && marked ? " " : "  ");
      line.append(i < left || i >= wordsFrom ? cell + padding : padding + cell);
    }
    return line.toString().stripTrailing();
  }
}

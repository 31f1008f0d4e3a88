package dev.surety.lab.imports;

import dev.surety.output.terminal.Printable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** In which column each field of a log stands. */
final class ColumnMap {

  /** Columns that only tables of sums have. */
  private static final Set<String> COUNTS =
      Set.of("requests", "numrequests", "requestcount", "apirequests", "totalrequests");

  private static final int LONGEST = 2_000;

  private final Map<LogField, String> columns;

  private ColumnMap(Map<LogField, String> columns) {
    this.columns = columns;
  }

  /**
   * What a publisher is known to write, as far as it is there, and what the command line says
   * instead.
   *
   * @throws IllegalArgumentException if there is no such field or column, or no model
   */
  static ColumnMap known(
      Map<LogField, String> known, Map<String, String> said, List<String> header) {
    Map<LogField, String> columns = new EnumMap<>(LogField.class);
    for (LogField field : LogField.values()) {
      String column = known.get(field);
      if (column != null && header.contains(column)) {
        columns.put(field, column);
      } else if (column != null) {
        // Databases and older exports write it otherwise.
        guess(field, columns, header);
      }
    }
    return of(columns, said, header);
  }

  /**
   * Of what the command line says, and of the header for the rest.
   *
   * @param said field by field, {@code model=served_model,...}; {@code field=} for none
   * @throws IllegalArgumentException if there is no such field or column, or no model
   */
  static ColumnMap of(Map<String, String> said, List<String> header) {
    Map<LogField, String> columns = new EnumMap<>(LogField.class);
    for (LogField field : LogField.values()) {
      guess(field, columns, header);
    }
    return of(columns, said, header);
  }

  private static void guess(LogField field, Map<LogField, String> columns, List<String> header) {
    int guess = field.guess(header);
    if (guess >= 0 && !columns.containsValue(header.get(guess))) {
      columns.put(field, header.get(guess));
    }
  }

  private static ColumnMap of(
      Map<LogField, String> columns, Map<String, String> said, List<String> header) {
    said.forEach((word, column) -> put(columns, field(word), column, header));
    if (!columns.containsKey(LogField.MODEL) && !isLabels(columns)) {
      throw new IllegalArgumentException(
          header.isEmpty()
              ? "there is no row and no object with fields in it"
              : "no column seems to say which model answered; name it: --map model=COLUMN, one of "
                  + shown(header));
    }
    if (!columns.containsKey(LogField.ID) && header.stream().anyMatch(ColumnMap::isCount)) {
      throw new IllegalArgumentException(
          "its rows are sums over several requests; export them request by request, or, if they are"
              + " requests, name their id: --map id=COLUMN");
    }
    return new ColumnMap(columns);
  }

  /** What is no table at all has columns of any length, and bytes that no terminal likes. */
  private static String shown(List<String> header) {
    String all = Printable.of(String.join(", ", header));
    return all.length() <= LONGEST ? all : all.substring(0, LONGEST) + "...";
  }

  private static boolean isCount(String column) {
    return COUNTS.contains(column.toLowerCase(Locale.ROOT).replaceAll("[^a-z]", ""));
  }

  /** Whether rows say only what somebody thought of a request, by its name. */
  boolean isLabels() {
    return !columns.containsKey(LogField.MODEL);
  }

  private static boolean isLabels(Map<LogField, String> columns) {
    return columns.containsKey(LogField.ID) && columns.containsKey(LogField.LABEL);
  }

  private static void put(
      Map<LogField, String> columns, LogField field, String column, List<String> header) {
    if (column.isEmpty()) {
      columns.remove(field);
    } else if (header.contains(column) || column.contains(".")) {
      columns.put(field, column);
    } else {
      throw new IllegalArgumentException(
          "--map %s=%s: there is no column %s; there is %s"
              .formatted(field.word(), column, column, shown(header)));
    }
  }

  private static LogField field(String word) {
    try {
      return LogField.valueOf(word.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "--map %s: there is no field of that name; there is %s"
              .formatted(
                  word,
                  Arrays.stream(LogField.values())
                      .map(LogField::word)
                      .collect(Collectors.joining(", "))),
          e);
    }
  }

  String column(LogField field) {
    return columns.get(field);
  }

  /** By field, the index of its column in a header, or -1. */
  int[] indices(List<String> header) {
    int[] indices = new int[LogField.values().length];
    for (LogField field : LogField.values()) {
      indices[field.ordinal()] = header.indexOf(columns.get(field));
    }
    return indices;
  }

  /** As it is shown, and as it could have been typed. */
  @Override
  public String toString() {
    List<String> texts = new ArrayList<>();
    columns.forEach((field, column) -> texts.add(field.word() + '=' + column));
    return String.join(",", texts);
  }
}

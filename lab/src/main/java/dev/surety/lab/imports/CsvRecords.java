package dev.surety.lab.imports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.csv.CsvFactory;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Records of a CSV file. One that is broken costs itself alone: lines are put together to records
 * by their quotes here, and a quote that is never closed gives its lines back.
 */
final class CsvRecords {

  /** A record that has more lines than these has an open quote. */
  private static final int MOST_LINES = 5_000;

  private static final String SEPARATOR = "sep=";

  private final BufferedReader in;
  private final CsvFactory factory = new CsvFactory();
  private final Deque<String> back = new ArrayDeque<>();
  private final List<String> cells = new ArrayList<>();
  private CsvSchema schema = CsvSchema.emptySchema();
  private long line;
  private long begin;
  private String text;

  CsvRecords(BufferedReader in) {
    this.in = in;
  }

  /** Reads the header, and with it what separates columns; {@code null} if the file is empty. */
  List<String> header() throws IOException {
    String first = peek();
    if (first == null) {
      return null;
    }
    if (first.length() == SEPARATOR.length() + 1 && first.startsWith(SEPARATOR)) {
      read(); // as spreadsheets say what separates
      first = peek();
      if (first == null) {
        return null;
      }
    }
    char separator = ',';
    for (char other : new char[] {';', '\t', '|'}) {
      separator = count(first, other) > count(first, separator) ? other : separator;
    }
    schema = schema.withColumnSeparator(separator);
    List<String> header = next();
    return header == null ? null : header.stream().map(String::strip).toList();
  }

  private String peek() throws IOException {
    for (String one; (one = read()) != null; ) {
      if (!one.isBlank()) {
        back.push(one);
        line--;
        return one;
      }
    }
    return null;
  }

  private static int count(String text, char sought) {
    int count = 0;
    for (int i = text.indexOf(sought); i >= 0; i = text.indexOf(sought, i + 1)) {
      count++;
    }
    return count;
  }

  private String read() throws IOException {
    String one = back.isEmpty() ? in.readLine() : back.pop();
    line += one == null ? 0 : 1;
    return one;
  }

  /**
   * The next record.
   *
   * @return its cells, valid until the next call; {@code null} at the end; empty if it is broken,
   *     as {@link #text} shows
   */
  List<String> next() throws IOException {
    do {
      begin = line + 1;
      text = read();
    } while (text != null && text.isBlank());
    if (text == null) {
      return null;
    }
    begin = line;
    cells.clear();
    if (isOpen(text)) {
      String whole = whole();
      if (whole == null) {
        return cells;
      }
      text = whole;
    }
    try (CsvParser parser = factory.createParser(text)) {
      parser.setSchema(schema);
      parser.enable(CsvParser.Feature.WRAP_AS_ARRAY);
      for (JsonToken token; (token = parser.nextToken()) != null; ) {
        if (token.isScalarValue()) {
          cells.add(parser.getText());
        }
      }
    } catch (JsonProcessingException e) {
      cells.clear();
    }
    return cells;
  }

  /** All lines of a record with line breaks in it; {@code null} if its quote is never closed. */
  private String whole() throws IOException {
    StringBuilder record = new StringBuilder(text);
    List<String> more = new ArrayList<>();
    boolean open = true;
    for (String one; open && more.size() < MOST_LINES && (one = read()) != null; ) {
      more.add(one);
      record.append('\n').append(one);
      open ^= isOpen(one);
    }
    if (!open) {
      return record.toString();
    }
    for (int i = more.size() - 1; i >= 0; i--) {
      back.push(more.get(i));
    }
    line -= more.size();
    return null;
  }

  private static boolean isOpen(String text) {
    return (count(text, '"') & 1) == 1;
  }

  /** Takes a record that is as the header says. */
  @FunctionalInterface
  interface Taker {
    void take(List<String> cells) throws IOException;
  }

  /** Hands out all records; those that are broken, or the header again, go to the intake. */
  void each(List<String> header, Intake intake, Taker taker) throws IOException {
    while (next() != null) {
      if (cells.isEmpty()) {
        intake.unreadable("a broken CSV record", begin, text);
      } else if (cells.size() != header.size()) {
        intake.unreadable(
            cells.size() < header.size() ? "fewer cells than columns" : "more cells than columns",
            begin,
            text);
      } else if (cells.equals(header)) {
        intake.passedOver("the header again");
      } else {
        taker.take(cells);
      }
    }
  }

  /** The line at which the last record began, from 1. */
  long line() {
    return begin;
  }

  /** The last record as it was written. */
  String text() {
    return text;
  }
}

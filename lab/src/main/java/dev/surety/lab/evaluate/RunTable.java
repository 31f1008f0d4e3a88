package dev.surety.lab.evaluate;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.surety.output.terminal.TextTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * What came of the runs of an evaluation, a row each: a table for people, and a file for machines.
 * A row begins with the policy, the feedback and the seed of its run.
 *
 * @param <R> what came of a run
 */
final class RunTable<R> {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Function<R, FleetRun.Key> key;
  private final List<String> titles = new ArrayList<>();
  private final List<Function<R, String>> cells = new ArrayList<>();
  private int words;

  RunTable(Function<R, FleetRun.Key> key) {
    this.key = key;
    words("policy", run -> key.apply(run).policy().label());
    words("feedback", run -> key.apply(run).feedback().label());
    words("seed", run -> Long.toString(key.apply(run).seed()));
  }

  /** A column to the left, before all figures. */
  RunTable<R> words(String title, Function<R, String> cell) {
    words++;
    return figure(title, cell);
  }

  /** A column to the right. */
  RunTable<R> figure(String title, Function<R, String> cell) {
    titles.add(title);
    cells.add(cell);
    return this;
  }

  /**
   * Prints it.
   *
   * @param note what its columns mean
   */
  void print(List<R> runs, String note, PrintWriter text) {
    TextTable table = new TextTable(words, titles.toArray(String[]::new));
    for (R run : runs) {
      table.row(cells.stream().map(cell -> cell.apply(run)).toArray(String[]::new));
    }
    table.lines().forEach(text::println);
    text.println(note);
  }

  /** What a file says of all runs together, to be added to. */
  static ObjectNode json() {
    return JSON.createObjectNode();
  }

  /**
   * Writes a file and says so.
   *
   * @param all what it says of all runs together
   * @param fields adds what came of a run
   */
  void write(
      Path file, ObjectNode all, List<R> runs, BiConsumer<R, ObjectNode> fields, PrintWriter text)
      throws IOException {
    var rows = all.putArray("results");
    for (R run : runs) {
      ObjectNode row = rows.addObject();
      row.put("policy", key.apply(run).policy().label());
      row.put("feedback", key.apply(run).feedback().label());
      row.put("seed", key.apply(run).seed());
      fields.accept(run, row);
    }
    Files.writeString(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsString(all) + "\n");
    text.println("written: " + file);
    text.flush();
  }
}

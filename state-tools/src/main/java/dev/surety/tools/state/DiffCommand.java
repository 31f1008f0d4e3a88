package dev.surety.tools.state;

import dev.surety.output.terminal.Figures;
import dev.surety.output.terminal.Progress;
import dev.surety.output.terminal.TextTable;
import dev.surety.tools.savepoint.SavepointStates;
import dev.surety.tools.state.KeyDifference.Trace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code surety state diff}. */
@Command(
    name = "diff",
    description = "Compares two savepoints tenant by tenant: which keys came, went or changed.")
final class DiffCommand extends SavepointCommand {

  @Parameters(index = "0", paramLabel = "A", description = "The one before.")
  private String before;

  @Parameters(index = "1", paramLabel = "B", description = "The one after.")
  private String after;

  @Option(
      names = "--top",
      paramLabel = "N",
      description = "How many keys to show, by change of queue (default: ${DEFAULT-VALUE}).")
  private int top = 20;

  @Option(names = "--json", description = "One JSON object.")
  private boolean json;

  @Override
  int work() throws IOException {
    SavepointStates a = SavepointStates.open(before);
    SavepointStates b = SavepointStates.open(after);
    Map<String, Trace> first = new HashMap<>();
    List<KeyDifference> different = new ArrayList<>();
    int same = 0;
    try (Progress progress = progress("diff")) {
      read(a, progress, first);
      Map<String, Trace> second = new HashMap<>();
      read(b, progress, second);
      TreeSet<String> keys = new TreeSet<>(first.keySet());
      keys.addAll(second.keySet());
      for (String key : keys) {
        KeyDifference difference = new KeyDifference(key, first.get(key), second.get(key));
        if (difference.same()) {
          same++;
        } else {
          different.add(difference);
        }
      }
    }
    different.sort(
        Comparator.comparingDouble((KeyDifference d) -> -Math.abs(d.queueChange()))
            .thenComparing(KeyDifference::key));
    print(different, same, control(a, b));
    return 0;
  }

  private static void read(SavepointStates states, Progress progress, Map<String, Trace> keys) {
    states.forEach(
        key -> true,
        key -> {
          progress.advance();
          keys.put(key.key().key(), Trace.of(key));
        });
  }

  /** Subjects of control records that are not the same in both. */
  private static List<String> control(SavepointStates a, SavepointStates b) {
    SortedMap<String, byte[]> before = a.control().subjects();
    SortedMap<String, byte[]> after = b.control().subjects();
    TreeSet<String> subjects = new TreeSet<>(before.keySet());
    subjects.addAll(after.keySet());
    return subjects.stream()
        .filter(subject -> !Arrays.equals(before.get(subject), after.get(subject)))
        .toList();
  }

  private void print(List<KeyDifference> different, int same, List<String> control)
      throws IOException {
    long gone = different.stream().filter(d -> d.after() == null).count();
    long came = different.stream().filter(d -> d.before() == null).count();
    long changed = different.size() - gone - came;
    if (json) {
      var result = StateReportJson.MAPPER.createObjectNode();
      result.put("same", same).put("changed", changed).put("new", came).put("gone", gone);
      result.set("control", StateReportJson.MAPPER.valueToTree(control));
      var keys = result.putArray("keys");
      for (KeyDifference d : different) {
        var key = keys.addObject().put("key", d.key()).put("what", d.what());
        key.set("before", StateReportJson.of(d.before()));
        key.set("after", StateReportJson.of(d.after()));
      }
      out()
          .println(
              StateReportJson.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(result));
      return;
    }
    if (!different.isEmpty()) {
      TextTable table =
          new TextTable(
              2, "tenant/tier", "what", "queue", "requests", "labels", "cost USD", "open");
      different.stream().limit(top).forEach(d -> row(table, d));
      table.lines().forEach(out()::println);
      out().println();
    }
    out()
        .printf(
            Locale.ROOT,
            "%s keys are the same, %s changed, %s are new, %s are gone; control records: %s%n",
            Figures.count(same),
            Figures.count(changed),
            Figures.count(came),
            Figures.count(gone),
            control.isEmpty() ? "the same" : "changed are " + String.join(", ", control));
  }

  private static void row(TextTable table, KeyDifference d) {
    Trace none = new Trace(0, 0, 0, 0, 0, 0, 0, 0);
    Trace a = d.before() == null ? none : d.before();
    Trace b = d.after() == null ? none : d.after();
    table.row(
        d.key(),
        d.what(),
        Figures.amount(a.queue()) + " > " + Figures.amount(b.queue()),
        signed(b.requests() - a.requests()),
        signed(b.labels() - a.labels()),
        String.format(Locale.ROOT, "%+.6f", b.costUsd() - a.costUsd()),
        signed(b.open() - a.open()));
  }

  private static String signed(long change) {
    return change == 0 ? "0" : String.format(Locale.ROOT, "%+,d", change);
  }
}

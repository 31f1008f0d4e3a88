package dev.surety.lab.imports;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Whose each trace was, sixteen bytes a trace. */
final class TraceUsers {

  private final LongIndex traces = new LongIndex();
  private final Map<String, Integer> numbers = new HashMap<>();
  private final List<String> users = new ArrayList<>();
  private int[] ofTraces = new int[1 << 10];

  void add(String trace, String user) {
    if (Cells.isNothing(trace) || Cells.isNothing(user)) {
      return;
    }
    int at = traces.of(trace);
    if (at == ofTraces.length) {
      ofTraces = Arrays.copyOf(ofTraces, 2 * at);
    }
    ofTraces[at] =
        numbers.computeIfAbsent(
            user,
            name -> {
              users.add(name);
              return users.size() - 1;
            });
  }

  /** The user of a trace, or {@code null}. */
  String of(String trace) {
    int at = trace == null ? -1 : traces.find(trace);
    return at < 0 ? null : users.get(ofTraces[at]);
  }
}

package dev.surety.tools.history;

import dev.surety.output.terminal.Figures;
import dev.surety.tools.journal.History;
import dev.surety.tools.savepoint.EditRecord;
import dev.surety.wire.journal.RowHead;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Which keys were edited by hand on the way to a state: they are no fold of their journal. */
final class HandEdits {

  private static final int MOST_NAMES = 10;

  private final List<EditRecord> records = new ArrayList<>();

  void add(List<EditRecord> edits) {
    for (EditRecord edit : edits) {
      if (!records.contains(edit)) {
        records.add(edit);
      }
    }
  }

  /** Their names. */
  Set<String> keys() {
    Set<String> keys = new TreeSet<>();
    records.forEach(record -> keys.addAll(record.keys()));
    return keys;
  }

  /** The rows of all others, and those of no key. */
  History.Wanted others() {
    HashSet<String> edited = new HashSet<>(keys());
    return row -> edited.isEmpty() || isOther(row, edited);
  }

  private static boolean isOther(RowHead row, Set<String> edited) {
    return row.key() == null || !edited.contains(row.key().key());
  }

  /** For people: which keys, when and how; empty if there are none. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    for (EditRecord record : records) {
      List<String> keys = record.keys();
      int more = keys.size() - MOST_NAMES;
      lines.add(
          "edited    %s: %s; left out: %s%s"
              .formatted(
                  Figures.time(Instant.parse(record.time()).toEpochMilli()),
                  String.join("; ", record.edits()),
                  String.join(", ", keys.subList(0, Math.min(keys.size(), MOST_NAMES))),
                  more > 0 ? " and " + more + " more" : ""));
    }
    return lines;
  }
}

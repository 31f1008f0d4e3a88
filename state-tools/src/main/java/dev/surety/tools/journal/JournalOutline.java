package dev.surety.tools.journal;

import dev.surety.domain.JournalRow.Config;
import dev.surety.domain.JournalRow.Lineage;
import dev.surety.wire.journal.JournalAvro;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;

/**
 * What must be known of a journal before the first row of a key can be read: how its runs follow
 * each other, and what its configurations say. Everything else is skipped over, so this is quick
 * and small however long the journal is.
 *
 * @param files finished ones
 * @param rows of keys, abandoned ones included
 * @param runs that have rows of keys
 * @param configs their contents by hash
 */
public record JournalOutline(
    List<Path> files,
    long rows,
    Set<String> runs,
    List<Lineage> lineage,
    Map<String, String> configs) {

  private static final Set<String> SECTIONS_SKIPPED = Set.of("decision", "outcome", "closed");

  /** Told how many files have been read, and of how many. */
  public interface Progress {
    void files(int done, int all);
  }

  /**
   * Reads all files once.
   *
   * @param progress is told after each file
   * @throws BrokenJournal if there is no such folder, nothing in it, or a file is broken
   */
  public static JournalOutline of(Path dir, Progress progress) {
    List<Path> files = JournalFiles.finished(dir);
    if (files.isEmpty()) {
      throw new BrokenJournal(
          "the journal %s is empty: no finished .avro file is below it; give the folder that the job writes its journal to"
              .formatted(dir));
    }
    long rows = 0;
    Set<String> runs = new HashSet<>();
    Set<Lineage> lineage = new HashSet<>();
    Map<String, String> configs = new HashMap<>();
    for (int i = 0; i < files.size(); i++) {
      try (JournalRecords records = new JournalRecords(files.subList(i, i + 1), schema())) {
        while (records.hasNext()) {
          GenericRecord record = records.next();
          switch (record.get("kind").toString()) {
            case "lineage" -> lineage.add((Lineage) records.decoded(record));
            case "config" -> {
              Config config = (Config) records.decoded(record);
              configs.putIfAbsent(config.hash(), config.content());
            }
            default -> {
              rows++;
              runs.add(record.get("run").toString());
            }
          }
        }
      }
      progress.files(i + 1, files.size());
    }
    if (rows == 0) {
      throw new BrokenJournal(
          "the journal %s has %d files, but no decision or feedback is in them"
              .formatted(dir, files.size()));
    }
    return new JournalOutline(files, rows, runs, new ArrayList<>(lineage), configs);
  }

  /** The journal's, without what most of its bytes are. */
  private static Schema schema() {
    Schema all = JournalAvro.schema();
    List<Schema.Field> fields = new ArrayList<>();
    for (Schema.Field field : all.getFields()) {
      if (!SECTIONS_SKIPPED.contains(field.name())) {
        fields.add(new Schema.Field(field, field.schema()));
      }
    }
    return Schema.createRecord(all.getName(), all.getDoc(), all.getNamespace(), false, fields);
  }
}

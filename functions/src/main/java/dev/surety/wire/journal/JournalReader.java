package dev.surety.wire.journal;

import dev.surety.domain.JournalRow;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.generic.GenericRecord;

/**
 * Reads rows of the journal, of whatever version. Rows name models by their places in the pool of
 * their configuration: names are learnt from the {@code config} rows that pass by, which come
 * before the rows that name them, or else asked for. Where nobody knows them a model is called
 * {@code #} and its place. Not thread-safe.
 */
public final class JournalReader {

  private final Map<String, List<String>> known = new HashMap<>();

  /** Most configurations have the same models, and share one list. */
  private final Map<List<String>, List<String>> pools = new HashMap<>();

  private final RowModels others;
  private final JournalDecoder ofAnyVersion = new JournalDecoder(this::names);
  private final DatumDecoder ofTheNewest = new DatumDecoder(this::names);

  /** Of rows whose configurations pass by. */
  public JournalReader() {
    this(RowModels.NONE);
  }

  /**
   * @param others asked once for each configuration that did not pass by
   */
  public JournalReader(RowModels others) {
    this.others = others;
  }

  /**
   * A row of a datum that {@link JournalAvro#encode} gave.
   *
   * @throws IllegalArgumentException if it carries what this version does not know, or is none
   */
  public JournalRow read(byte[] datum) {
    return read(datum, 0);
  }

  /**
   * A row of a datum among others: of the block of a file with {@link JournalAvro#schema()}.
   *
   * @param from where it begins; {@link #end} tells where it ended
   * @throws IllegalArgumentException if it carries what this version does not know, or is none
   */
  public JournalRow read(byte[] bytes, int from) {
    try {
      return learn(ofTheNewest.decode(bytes, from));
    } catch (IndexOutOfBoundsException e) {
      throw new IllegalArgumentException("a row ends within a field", e);
    }
  }

  /** Place behind the datum that was read last. */
  public int end() {
    return ofTheNewest.end();
  }

  /**
   * A row of a record that was read with {@link JournalAvro#schema()} as the reader's schema.
   *
   * @throws IllegalArgumentException if it carries what this version does not know
   */
  public JournalRow read(GenericRecord record) {
    return learn(ofAnyVersion.decode(record));
  }

  private JournalRow learn(JournalRow row) {
    if (row instanceof JournalRow.Config config) {
      List<String> names = RowModels.in(config.content());
      known.put(config.hash(), names == null ? null : pools.computeIfAbsent(names, same -> same));
    }
    return row;
  }

  private List<String> names(String config) {
    List<String> names = known.get(config);
    if (names == null && !known.containsKey(config)) {
      names = others.of(config);
      known.put(config, names);
    }
    return names;
  }
}

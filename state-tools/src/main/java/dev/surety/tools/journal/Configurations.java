package dev.surety.tools.journal;

import dev.surety.domain.JournalRow.Config;
import dev.surety.engine.TenantConfig;
import dev.surety.wire.json.ConfigJson;
import dev.surety.wire.json.MalformedRecord;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** The configurations of a journal by their hashes; a content is read when it is first needed. */
public final class Configurations {

  private final Function<String, TenantConfig> reader;
  private final Map<String, String> contents = new HashMap<>();
  private final Map<String, TenantConfig> read = new HashMap<>();

  Configurations(Function<String, TenantConfig> reader) {
    this.reader = reader;
  }

  /**
   * Of rows that were read before.
   *
   * @param contents by hash
   */
  public Configurations(Map<String, String> contents) {
    this(Configurations::config);
    this.contents.putAll(contents);
  }

  /**
   * Reads what a config row says.
   *
   * @throws BrokenJournal if this version can't read it
   */
  public static TenantConfig config(String content) {
    try {
      return ConfigJson.read(content);
    } catch (MalformedRecord e) {
      throw new BrokenJournal("a config row can't be read: " + e.getMessage(), e);
    }
  }

  /** Also from abandoned branches: a hash names its content wherever it stands. */
  public void add(Config row) {
    contents.putIfAbsent(row.hash(), row.content());
  }

  /**
   * @throws BrokenJournal if no row has it, or its content is not what the hash was made of
   */
  public TenantConfig get(String hash) {
    return read.computeIfAbsent(hash, this::read);
  }

  private TenantConfig read(String hash) {
    String content = contents.get(hash);
    if (content == null) {
      throw new BrokenJournal(
          "no config row has the hash %s, but decisions name it; read all files of the journal"
              .formatted(hash));
    }
    TenantConfig config = reader.apply(content);
    if (!config.hash().equals(hash)) {
      throw new BrokenJournal(
          ("the config row %s has a content whose hash is %s: it was changed, or must be read with"
                  + " the version that wrote it")
              .formatted(hash, config.hash()));
    }
    return config;
  }
}

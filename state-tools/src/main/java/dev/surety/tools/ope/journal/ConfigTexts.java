package dev.surety.tools.ope.journal;

import dev.surety.domain.JournalRow.Config;
import dev.surety.engine.TenantConfig;
import dev.surety.tools.journal.BrokenJournal;
import dev.surety.tools.journal.Configurations;
import java.io.Serializable;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** The configurations of a journal by their hashes, as texts until they are first asked for. */
final class ConfigTexts implements Function<String, TenantConfig>, Serializable {

  private static final long serialVersionUID = 1;

  private final HashMap<String, String> texts = new HashMap<>();
  private transient Map<String, TenantConfig> read;

  ConfigTexts(Iterable<Config> rows) {
    rows.forEach(row -> texts.put(row.hash(), row.content()));
  }

  /**
   * @throws BrokenJournal if no row has it or it can't be read
   */
  @Override
  public TenantConfig apply(String hash) {
    if (read == null) {
      read = new HashMap<>();
    }
    TenantConfig known = read.get(hash);
    if (known == null) {
      String text = texts.get(hash);
      if (text == null) {
        throw new BrokenJournal(
            "no config row has the hash %s, but decisions name it; read all files of the journal"
                .formatted(hash));
      }
      known = Configurations.config(text);
      read.put(hash, known);
    }
    return known;
  }
}

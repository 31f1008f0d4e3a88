package dev.surety.tools.journal;

import dev.surety.domain.JournalRow.Config;
import dev.surety.engine.TenantConfig;
import dev.surety.wire.journal.RowModels;
import dev.surety.wire.json.ConfigJson;
import dev.surety.wire.json.MalformedRecord;
import java.io.Serializable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The configurations of a journal by their hashes; a content is read when it is first needed. Goes
 * to the tasks of a job as the contents alone. Not thread-safe.
 */
public final class Configurations implements Function<String, TenantConfig>, Serializable {

  private static final long serialVersionUID = 1L;

  private final HashMap<String, String> contents = new HashMap<>();
  private transient Map<String, TenantConfig> read;

  /** Most rows name the one that the row before them named. */
  private transient String lastHash;

  private transient TenantConfig last;

  /** The same for another thread. */
  public Configurations copy() {
    Configurations copy = new Configurations();
    copy.addAll(this);
    return copy;
  }

  /** Takes in what a row says, also one of an abandoned branch; each hash once. */
  public void add(Config row) {
    contents.putIfAbsent(row.hash(), row.content());
  }

  void addAll(Configurations others) {
    others.contents.forEach(contents::putIfAbsent);
  }

  /** All that there are. */
  public Set<String> hashes() {
    return contents.keySet();
  }

  /**
   * What a hash names.
   *
   * @throws BrokenJournal if no row has it, this version can't read it, or its content is not what
   *     the hash was made of
   */
  @Override
  public TenantConfig apply(String hash) {
    TenantConfig config = find(hash);
    if (config == null) {
      throw new BrokenJournal(
          "no config row has the hash %s, but decisions name it; read all files of the journal"
              .formatted(hash));
    }
    return config;
  }

  /**
   * What a hash names, or {@code null} if no row has it.
   *
   * @throws BrokenJournal if this version can't read it, or its content is not what the hash was
   *     made of
   */
  public TenantConfig find(String hash) {
    if (hash.equals(lastHash)) {
      return last;
    }
    if (read == null) {
      read = new HashMap<>();
    }
    TenantConfig known = read.get(hash);
    if (known == null && contents.containsKey(hash)) {
      known = read(hash, contents.get(hash));
      read.put(hash, known);
    }
    if (known != null) {
      lastHash = hash;
      last = known;
    }
    return known;
  }

  /**
   * Names of all models of a configuration, in its order; {@code null} if no row has it, or it is
   * no content.
   */
  public List<String> modelNames(String hash) {
    String content = contents.get(hash);
    return content == null ? null : RowModels.in(content);
  }

  /** The same, each changed in some way that its hash does not tell of. */
  public Function<String, TenantConfig> with(UnaryOperator<TenantConfig> change) {
    Map<String, TenantConfig> changed = new HashMap<>();
    return hash -> changed.computeIfAbsent(hash, h -> change.apply(apply(h)));
  }

  private static TenantConfig read(String hash, String content) {
    TenantConfig config;
    try {
      config = ConfigJson.read(content);
    } catch (MalformedRecord e) {
      throw new BrokenJournal("a config row can't be read: " + e.getMessage(), e);
    }
    if (!config.hash().equals(hash)) {
      throw new BrokenJournal(
          ("the config row %s has a content whose hash is %s: it was changed, or must be read with"
                  + " the version that wrote it")
              .formatted(hash, config.hash()));
    }
    return config;
  }
}

package dev.surety.lab.imports;

import dev.surety.domain.ControlUpdate;
import dev.surety.domain.ControlUpdate.ModelUpdate;
import dev.surety.domain.ModelSpec;
import dev.surety.wire.json.ControlFile;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Which model of the pool a name in a log is: names come with dates, providers and regions. */
final class PoolNames {

  /** How a name was understood, from the surest on. */
  enum Match {
    NAME("as it is"),
    ALIAS("an alias"),
    PREFIX("without what is before it"),
    DATE("without its date or version"),
    NONE("no model of the pool"),
    SEVERAL("several models of the pool"),
    KEPT("kept, there is no pool");

    final String words;

    Match(String words) {
      this.words = words;
    }
  }

  /**
   * What became of a name.
   *
   * @param model the pool's name, or the name itself
   */
  record Named(String model, Match match) {}

  /** Dates, revisions and the like at the end of names. */
  private static final Pattern ENDING =
      Pattern.compile(
          "([-@:_.](20\\d{2}-?\\d{2}-?\\d{2}|\\d{4}|latest|preview|free|beta|nitro|floor|v\\d+(:\\d+)?))+$");

  private static final Pattern REGION = Pattern.compile("^(us|eu|apac|global|jp|au)\\.");

  private final Map<String, String> names = new HashMap<>();
  private final Map<String, String> aliases = new HashMap<>();
  private final Map<String, String> plain = new HashMap<>();
  private final Map<String, Named> known = new HashMap<>();
  private final TreeMap<String, ModelSpec> models = new TreeMap<>();

  /** Of no pool: names stay as they are. */
  PoolNames() {}

  /**
   * Of the models in a file of control records.
   *
   * @throws IllegalArgumentException if it has none
   */
  static PoolNames of(Path control) {
    PoolNames pool = new PoolNames();
    List<ControlUpdate> updates =
        ControlFile.read(control).stream()
            .sorted(Comparator.comparingLong(ControlUpdate::version))
            .toList();
    for (ControlUpdate update : updates) {
      if (update instanceof ModelUpdate u) {
        pool.models.put(u.model().name(), u.model());
      }
    }
    if (pool.models.isEmpty()) {
      throw new IllegalArgumentException(
          control + " has no model; give control records, as control put takes them");
    }
    pool.models.values().forEach(pool::add);
    return pool;
  }

  private void add(ModelSpec model) {
    names.put(lower(model.name()), model.name());
    put(plain, undated(bare(lower(model.name()))), model.name());
    for (String alias : model.aliases()) {
      put(aliases, lower(alias), model.name());
      put(plain, undated(bare(lower(alias))), model.name());
    }
  }

  /** A name that two models have is nobody's. */
  private static void put(Map<String, String> names, String name, String model) {
    names.merge(name, model, (a, b) -> a.equals(b) ? a : "");
  }

  /** The models of the pool; empty if there is none. */
  Map<String, ModelSpec> models() {
    return models;
  }

  /** What a name means. */
  Named of(String name) {
    Named named = known.get(name);
    if (named == null) {
      named = find(name);
      known.put(name, named);
    }
    return named;
  }

  private Named find(String name) {
    if (models.isEmpty()) {
      return new Named(name, Match.KEPT);
    }
    String lower = lower(name);
    if (names.containsKey(lower)) {
      return new Named(names.get(lower), Match.NAME);
    }
    String bare = bare(lower);
    String[] sought = {aliases.get(lower), names.get(bare), aliases.get(bare)};
    Match[] matches = {Match.ALIAS, Match.PREFIX, Match.PREFIX};
    for (int i = 0; i < sought.length; i++) {
      if (sought[i] != null && !sought[i].isEmpty()) {
        return new Named(sought[i], matches[i]);
      }
    }
    String undated = plain.get(undated(bare));
    if (undated == null) {
      return new Named(name, Match.NONE);
    }
    return undated.isEmpty() ? new Named(name, Match.SEVERAL) : new Named(undated, Match.DATE);
  }

  private static String lower(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }

  /** Without provider, region and folder. */
  private static String bare(String name) {
    String last = name.substring(name.lastIndexOf('/') + 1);
    String placed = REGION.matcher(last).replaceFirst("");
    for (String maker : new String[] {"anthropic.", "meta.", "mistral.", "amazon.", "cohere."}) {
      placed = placed.startsWith(maker) ? placed.substring(maker.length()) : placed;
    }
    return placed;
  }

  private static String undated(String name) {
    return ENDING.matcher(name).replaceFirst("");
  }
}

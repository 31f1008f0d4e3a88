package dev.surety.engine;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What feedback calls models that no pool knows, so that somebody can make aliases of it. Bounded:
 * the first few names are kept, all others are counted together.
 */
public final class UnknownNames {

  /** Names that are kept. */
  public static final int MOST = 8;

  /** One name, and how many records gave it. */
  public record Named(String name, long count) {}

  private final List<Named> names = new ArrayList<>();
  private long others;

  /** Of a key that has met none. */
  public UnknownNames() {}

  /** As it was stored. */
  public UnknownNames(List<Named> names, long others) {
    this.names.addAll(names);
    this.others = others;
  }

  void count(String name) {
    for (int i = 0; i < names.size(); i++) {
      if (names.get(i).name.equals(name)) {
        names.set(i, new Named(name, names.get(i).count + 1));
        return;
      }
    }
    if (names.size() < MOST) {
      names.add(new Named(name, 1));
    } else {
      others++;
    }
  }

  /** Names that have become known are no longer told. */
  void forget(Predicate<String> known) {
    names.removeIf(named -> known.test(named.name));
  }

  public List<Named> names() {
    return List.copyOf(names);
  }

  /** Records that gave further names. */
  public long others() {
    return others;
  }

  /** How many records gave each name. */
  Map<String, Long> counts() {
    Map<String, Long> counts = new LinkedHashMap<>();
    names.forEach(named -> counts.put(named.name, named.count));
    return counts;
  }
}

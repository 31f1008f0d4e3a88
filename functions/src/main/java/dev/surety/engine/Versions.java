package dev.surety.engine;

import dev.surety.domain.ControlUpdate;
import dev.surety.domain.ControlUpdate.Tombstone;
import java.util.ArrayList;
import java.util.List;

/**
 * The versions of one control subject, ascending, without repeats: adding records in any order and
 * any number of times gives the same list. Two records that claim the same version are told apart
 * by their content, so that all subtasks keep the same one.
 */
public final class Versions {

  /** Older ones are forgotten: nothing in force depends on them. */
  static final int KEPT = 16;

  private Versions() {}

  /** {@code known} and {@code update}; empty after a tombstone. Does not change {@code known}. */
  public static List<ControlUpdate> with(List<ControlUpdate> known, ControlUpdate update) {
    if (update instanceof Tombstone) {
      return List.of();
    }
    List<ControlUpdate> merged = new ArrayList<>(known);
    int i = 0;
    while (i < merged.size() && merged.get(i).version() < update.version()) {
      i++;
    }
    if (i < merged.size() && merged.get(i).version() == update.version()) {
      if (update.toString().compareTo(merged.get(i).toString()) > 0) {
        merged.set(i, update);
      }
    } else {
      merged.add(i, update);
    }
    return List.copyOf(merged.size() > KEPT ? merged.subList(1, merged.size()) : merged);
  }
}

package dev.surety.engine;

import dev.surety.domain.ControlUpdate;
import dev.surety.domain.ControlUpdate.ModelUpdate;
import dev.surety.domain.ControlUpdate.Tombstone;
import dev.surety.domain.ModelSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * The versions of one control subject, ascending, without repeats: adding records in any order and
 * any number of times gives the same list. Two records that claim the same version are told apart
 * by their content, so that all subtasks keep the same one; whoever knows the order of the topic
 * asks for a {@link #refusal} first, and the second has no effect.
 *
 * <p>Of a model, the version in force and all that are announced are kept, and those before for as
 * long as usage may still be priced by them; of others, the newest.
 */
public final class Versions {

  /**
   * Kept in any case: what is in force may rest on versions that overrode others. Past it, older
   * ones are forgotten where nothing depends on them.
   */
  static final int KEPT = 16;

  /** Usage is priced as of its request, and money may come for weeks. */
  static final long KEPT_MILLIS = 31 * 86_400_000L;

  /** Of a model's versions before the one in force: about one for every three hours. */
  static final int MOST_PAST = 256;

  /** Announced ahead: a price for every hour of ten days. */
  static final int MOST_AHEAD = 256;

  private Versions() {}

  /** {@code known} and {@code update}; empty after a tombstone. Does not change {@code known}. */
  public static List<ControlUpdate> with(List<ControlUpdate> known, ControlUpdate update) {
    if (update instanceof Tombstone) {
      return List.of();
    }
    int i = place(known, update);
    List<ControlUpdate> merged = new ArrayList<>(known);
    if (i < known.size() && known.get(i).version() == update.version()) {
      ControlUpdate kept = one(known.get(i), update);
      if (kept == known.get(i)) {
        return known;
      }
      merged.set(i, kept);
    } else {
      merged.add(i, update);
    }
    return merged.size() > KEPT ? newest(merged) : List.copyOf(merged);
  }

  /**
   * Why a record is not to be taken in after {@code known}, or {@code null}: another of its version
   * says something else, it ends before it begins, or too many are announced.
   */
  public static String refusal(List<ControlUpdate> known, ControlUpdate update) {
    if (update instanceof Tombstone) {
      return null;
    }
    int i = place(known, update);
    if (i < known.size() && known.get(i).version() == update.version()) {
      return known.get(i).saysAs(update)
          ? null
          : "%s has version %d already, with other content; give it version %d"
              .formatted(
                  update.subject(), update.version(), known.get(known.size() - 1).version() + 1);
    }
    if (!(update instanceof ModelUpdate u)) {
      return null;
    }
    ModelSpec model = u.model();
    if (model.schedule().effectiveUntil() <= model.effectiveAt()) {
      return "effective_until is not after effective_at; mend one of them";
    }
    return ModelTimeline.of(with(known, update)).ahead() <= MOST_AHEAD
        ? null
        : "%s has %d versions announced already; say recurring prices in a calendar, or announce later"
            .formatted(update.subject(), MOST_AHEAD);
  }

  private static int place(List<ControlUpdate> known, ControlUpdate update) {
    int i = known.size();
    while (i > 0 && known.get(i - 1).version() >= update.version()) {
      i--;
    }
    return i;
  }

  /** Of two records with the same version. */
  private static ControlUpdate one(ControlUpdate known, ControlUpdate update) {
    if (known.saysAs(update)) {
      long first =
          known.publishedAt() == Long.MIN_VALUE || update.publishedAt() == Long.MIN_VALUE
              ? Math.max(known.publishedAt(), update.publishedAt())
              : Math.min(known.publishedAt(), update.publishedAt());
      return first == known.publishedAt() ? known : known.published(first);
    }
    String said = known.published(Long.MIN_VALUE).toString();
    return update.published(Long.MIN_VALUE).toString().compareTo(said) > 0 ? update : known;
  }

  private static List<ControlUpdate> newest(List<ControlUpdate> versions) {
    if (versions.get(0).subject().startsWith("model/")) {
      return ModelTimeline.of(versions).needed(KEPT_MILLIS, MOST_PAST, KEPT);
    }
    return List.copyOf(versions.subList(versions.size() - KEPT, versions.size()));
  }
}

package dev.surety.engine;

import dev.surety.domain.ControlUpdate;
import dev.surety.domain.ControlUpdate.ModelRemoved;
import dev.surety.domain.ControlUpdate.ModelUpdate;
import dev.surety.domain.ModelSpec;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

/**
 * One model over time: a pure fold over its known versions.
 *
 * <p>A version counts from its {@code effective_at}, or else from when it was published, and until
 * its {@code effective_until}. Of those that count at a time, the one that began last is in force,
 * and of those that began together the greatest version. So an announced change stays announced
 * whatever is published before its time, and is taken back by a greater version for the same time
 * or an earlier one that removes the model: a removal ends every lesser version, announced ones
 * too. The least known version counts for all time before, unless it says from when.
 *
 * <p>A lesser version never overrides a greater one by having been published after it. A version
 * whose price is implausible, held against what is in force when it begins, counts only when
 * confirmed. Immutable, but for the memory of what was asked last: not thread-safe.
 */
final class ModelTimeline {

  /** A version in its place: those behind it override it while they count. */
  private record Entry(ControlUpdate update, long from, long to, boolean held) {

    ModelSpec model() {
      return update instanceof ModelUpdate u ? u.model() : null;
    }

    boolean counts(long time) {
      return !held && time >= from && (time < to || to == Long.MAX_VALUE);
    }

    /** Whether what is before it never counts again once it has begun. */
    boolean lasts() {
      return !held && to == Long.MAX_VALUE;
    }
  }

  private static final Comparator<Entry> ORDER =
      Comparator.comparingLong(Entry::from).thenComparingLong(e -> e.update().version());

  private final List<Entry> entries = new ArrayList<>();

  /** Those that a removal has ended before they began, greatest version first. */
  private final List<Entry> ended = new ArrayList<>();

  private final long[] changes;
  private final ModelSpec[] inForce;
  private final ModelSpec unconfirmed;
  private final long newest;
  private Piece last;

  private ModelTimeline(List<ControlUpdate> versions) {
    List<Entry> inOrder = begun(versions);
    inOrder.sort(ORDER);
    ModelSpec waiting = null;
    for (Entry entry : inOrder) {
      boolean held =
          entry.model() != null && !PricePlausibility.holds(at(entry.from()), entry.model());
      waiting = held ? entry.model() : null;
      entries.add(held ? new Entry(entry.update(), entry.from(), entry.to(), true) : entry);
    }
    unconfirmed = waiting;
    TreeSet<Long> times = new TreeSet<>();
    for (Entry entry : entries) {
      if (!entry.held()) {
        times.add(entry.from());
        times.add(entry.to());
      }
    }
    times.remove(Long.MIN_VALUE);
    times.remove(Long.MAX_VALUE);
    changes = times.stream().mapToLong(Long::longValue).toArray();
    inForce = new ModelSpec[changes.length + 1];
    for (int i = 0; i < inForce.length; i++) {
      inForce[i] = at(i == 0 ? Long.MIN_VALUE : changes[i - 1]);
    }
    newest = versions.stream().mapToLong(ControlUpdate::publishedAt).max().orElse(Long.MIN_VALUE);
  }

  /**
   * @param versions of one model, ascending
   */
  static ModelTimeline of(List<ControlUpdate> versions) {
    return new ModelTimeline(versions);
  }

  /** All versions but those that a removal has ended before they began. */
  private List<Entry> begun(List<ControlUpdate> versions) {
    List<Entry> begun = new ArrayList<>(versions.size());
    long latest = Long.MAX_VALUE;
    long removal = Long.MAX_VALUE;
    for (int i = versions.size() - 1; i >= 0; i--) {
      ControlUpdate update = versions.get(i);
      ModelSpec model = update instanceof ModelUpdate u ? u.model() : null;
      long from;
      if (model != null && model.effectiveAt() > Long.MIN_VALUE) {
        from = model.effectiveAt();
      } else {
        latest = Math.min(latest, i == 0 ? Long.MIN_VALUE : update.publishedAt());
        from = latest;
      }
      long to = model == null ? Long.MAX_VALUE : model.schedule().effectiveUntil();
      (from <= removal ? begun : ended).add(new Entry(update, from, to, false));
      removal = update instanceof ModelRemoved ? Math.min(removal, from) : removal;
    }
    return begun;
  }

  /** Of the entries so far: the version in force, calendar and all, or {@code null}. */
  private ModelSpec at(long time) {
    for (int i = entries.size() - 1; i >= 0; i--) {
      if (entries.get(i).counts(time)) {
        return entries.get(i).model();
      }
    }
    return null;
  }

  /** What is in force at a time, and how long. */
  Piece piece(long time) {
    if (last == null || !last.covers(time)) {
      int i = 0;
      for (int high = changes.length; i < high; ) {
        int middle = (i + high) >>> 1;
        if (changes[middle] <= time) {
          i = middle + 1;
        } else {
          high = middle;
        }
      }
      Piece piece =
          new Piece(
              i == 0 ? Long.MIN_VALUE : changes[i - 1],
              i == changes.length ? Long.MAX_VALUE : changes[i],
              null);
      last = inForce[i] == null ? piece : PriceCalendar.piece(inForce[i], piece, time);
    }
    return last;
  }

  /** What will be in force of versions that are not yet, in the order of time; as announced. */
  List<Piece> announced(long time) {
    List<Piece> announced = new ArrayList<>();
    for (int i = 0; i < changes.length; i++) {
      if (changes[i] > time && inForce[i + 1] != null && inForce[i + 1] != inForce[i]) {
        long to = i + 1 == changes.length ? Long.MAX_VALUE : changes[i + 1];
        announced.add(new Piece(changes[i], to, inForce[i + 1]));
      }
    }
    return announced;
  }

  /** The newest version, if its price is implausible and waits to be confirmed, or {@code null}. */
  ModelSpec unconfirmed() {
    return unconfirmed;
  }

  /** How many versions begin later than the newest was published. */
  int ahead() {
    int ahead = 0;
    for (Entry entry : entries) {
      ahead += entry.from() > newest ? 1 : 0;
    }
    return ahead;
  }

  /**
   * The versions that may still matter, ascending: what is in force from {@code keptMillis} before
   * the newest was published, and all after it; of those before now, {@code most} at most and
   * {@code least} in any case, or just those where it is not known when they counted.
   */
  List<ControlUpdate> needed(long keptMillis, int most, int least) {
    int now = lasting(newest);
    boolean timed = newest > Long.MIN_VALUE;
    int cut = timed ? Math.min(lasting(newest - keptMillis), Math.max(0, now + 1 - least)) : 0;
    while (cut > 0 && !entries.get(cut).lasts()) {
      cut--;
    }
    while (now + 1 - cut > (timed ? most : least)) {
      int next = cut + 1;
      while (next < now && !entries.get(next).lasts()) {
        next++;
      }
      cut = next;
    }
    List<ControlUpdate> needed = new ArrayList<>();
    int held = 0;
    int over = 0;
    for (int i = entries.size() - 1; i >= cut; i--) {
      Entry entry = entries.get(i);
      // What waits and what is over overrides nothing, so nothing would ever push it out.
      boolean keep =
          entry.held() && entry.from() <= newest
              ? held++ < least
              : entry.to() > newest || over++ < most;
      if (keep) {
        needed.add(entry.update());
      }
    }
    // They never count, but the least of them is why another is not the first of its model.
    ended.stream()
        .filter(entry -> !timed || entry.from() > newest - keptMillis)
        .limit(most)
        .forEach(entry -> needed.add(entry.update()));
    needed.sort(Comparator.comparingLong(ControlUpdate::version));
    return List.copyOf(needed);
  }

  /** The last entry that has begun by a time and lasts, so that nothing before it counts again. */
  private int lasting(long time) {
    for (int i = entries.size() - 1; i > 0; i--) {
      if (entries.get(i).from() <= time && entries.get(i).lasts()) {
        return i;
      }
    }
    return 0;
  }
}

package dev.surety.engine;

import dev.surety.domain.ControlUpdate;
import dev.surety.domain.ModelSpec;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The models in force, over time: announced changes and recurring prices take effect at their time,
 * for a request by its own time. A change touches the time line of its model alone; the pool of a
 * stretch of time is put together when it is asked for, and is the same object again wherever its
 * content is the same. Not thread-safe.
 */
public final class PoolTimeline {

  /** A stretch of time without changes. */
  private record Segment(long from, long to, Pool pool) {}

  /** Pools and stretches that are remembered; a week of peak and off-peak has 2 and 14. */
  private static final int MOST_POOLS = 64;

  private static final int MOST_SEGMENTS = 1024;

  private final TreeMap<String, ModelTimeline> models = new TreeMap<>();
  private final TreeMap<Long, Segment> segments = new TreeMap<>();

  private final Map<List<ModelSpec>, Pool> pools =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<List<ModelSpec>, Pool> eldest) {
          return size() > MOST_POOLS;
        }
      };

  private Segment last;

  PoolTimeline() {}

  /**
   * A model's versions are new.
   *
   * @param timeline or {@code null} if there are none
   */
  void put(String subject, ModelTimeline timeline) {
    if (timeline == null) {
      models.remove(subject);
    } else {
      models.put(subject, timeline);
    }
    segments.clear();
    last = null;
  }

  /** The time line of a model, or {@code null}. */
  ModelTimeline model(String subject) {
    return models.get(subject);
  }

  Pool pool(long time) {
    if (last == null || time < last.from() || time >= last.to()) {
      Map.Entry<Long, Segment> known = segments.floorEntry(time);
      last = known != null && time < known.getValue().to() ? known.getValue() : segment(time);
    }
    return last.pool();
  }

  private Segment segment(long time) {
    long from = Long.MIN_VALUE;
    long to = Long.MAX_VALUE;
    List<ModelSpec> inForce = new ArrayList<>(models.size());
    for (ModelTimeline model : models.values()) {
      Piece piece = model.piece(time);
      from = Math.max(from, piece.from());
      to = Math.min(to, piece.to());
      if (piece.model() != null) {
        inForce.add(piece.model());
      }
    }
    Pool pool = pools.computeIfAbsent(List.copyOf(inForce), Pool::new);
    Segment segment = new Segment(from, to, pool);
    if (segments.size() >= MOST_SEGMENTS) {
      Iterator<Long> oldest = segments.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
    segments.put(from, segment);
    return segment;
  }

  /** The models in force at a time, in the order of their names. */
  public List<ModelSpec> at(long time) {
    return pool(time).models();
  }

  /**
   * What will be in force of versions that are not in force yet, by model and time: none that is
   * taken back, overridden or implausible.
   *
   * @return each with the time from which it is in force as its {@code effective_at}
   */
  public List<ModelSpec> announced(long time) {
    List<ModelSpec> announced = new ArrayList<>();
    for (ModelTimeline model : models.values()) {
      for (Piece piece : model.announced(time)) {
        announced.add(piece.model().from(piece.from()));
      }
    }
    return announced;
  }

  /**
   * What is in force of a model after what is at a time: at another price, by another version, or
   * not at all.
   *
   * @return {@code null} if nothing of the kind is known
   */
  public Piece next(String model, long time) {
    ModelTimeline timeline = models.get(ControlUpdate.modelSubject(model));
    return timeline == null ? null : timeline.next(time);
  }

  /** Models whose newest price is implausible and waits to be confirmed. */
  public int unconfirmedPrices() {
    return unconfirmed().size();
  }

  /** The newest versions of those models, in the order of their names. */
  public List<ModelSpec> unconfirmed() {
    List<ModelSpec> unconfirmed = new ArrayList<>();
    for (ModelTimeline model : models.values()) {
      if (model.unconfirmed() != null) {
        unconfirmed.add(model.unconfirmed());
      }
    }
    return unconfirmed;
  }
}

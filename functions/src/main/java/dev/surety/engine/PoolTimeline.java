package dev.surety.engine;

import dev.surety.domain.ControlUpdate;
import dev.surety.domain.ModelSpec;
import dev.surety.domain.ModelSpec.Status;
import dev.surety.policy.health.PoolHealth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The models in force, over time: announced changes and recurring prices take effect at their time,
 * for a request by its own time. A change touches the time line of its model alone; the pool of a
 * stretch of time is put together when it is asked for, and is the same object again wherever its
 * content is the same. What operators say of models ({@link StatusTimeline}) counts by the time at
 * which is asked, whatever the time asked about. Not thread-safe.
 */
public final class PoolTimeline {

  /** A stretch of time without changes. */
  private record Segment(long from, long to, Pool pool) {}

  /** Pools and stretches that are remembered; a week of peak and off-peak has 2 and 14. */
  private static final int MOST_POOLS = 64;

  private static final int MOST_SEGMENTS = 1024;

  private static final int MOST_PIECES = 1_000;

  private final TreeMap<String, ModelTimeline> models = new TreeMap<>();
  private final TreeMap<Long, Segment> segments = new TreeMap<>();

  /** What a pool is made of. */
  private record Content(List<ModelSpec> models, PoolHealth health) {}

  private final Map<Content, Pool> pools =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Content, Pool> eldest) {
          return size() > MOST_POOLS;
        }
      };

  private Segment last;

  /** By model subject: what is said at present, and how long that stays so. */
  private final TreeMap<String, StatusTimeline> statuses = new TreeMap<>();

  private final Map<String, Status> said = new HashMap<>();

  /** By model subject: an operator says that it is well, until a time. */
  private final Set<String> saidWell = new HashSet<>();

  private PoolHealth health = PoolHealth.NONE;
  private long saidFrom = Long.MIN_VALUE;
  private long saidTo = Long.MAX_VALUE;

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

  /** The same of what operators say of a model's status. */
  void putStatus(String subject, StatusTimeline timeline) {
    String model = ControlUpdate.modelSubject(subject.substring("status/".length()));
    if (timeline == null) {
      statuses.remove(model);
    } else {
      statuses.put(model, timeline);
    }
    saidTo = Long.MIN_VALUE; // never covers: it is heard anew
  }

  /** What is known of the models' health is new. */
  void putHealth(PoolHealth newest) {
    if (!newest.equals(health)) {
      health = newest;
      segments.clear();
      last = null;
    }
  }

  private void hear(long now) {
    Map<String, Status> before = Map.copyOf(said);
    Set<String> wellBefore = Set.copyOf(saidWell);
    said.clear();
    saidWell.clear();
    saidFrom = Long.MIN_VALUE;
    saidTo = Long.MAX_VALUE;
    statuses.forEach(
        (model, timeline) -> {
          SaidStatus word = timeline.at(now);
          saidFrom = Math.max(saidFrom, word.from());
          saidTo = Math.min(saidTo, word.to());
          if (word.status() != Status.ACTIVE) {
            said.put(model, word.status());
          } else if (word.isForAWhile()) {
            saidWell.add(model);
          }
        });
    if (!said.equals(before) || !saidWell.equals(wellBefore)) {
      segments.clear();
      last = null;
    }
  }

  /** The time line of a model, or {@code null}. */
  ModelTimeline model(String subject) {
    return models.get(subject);
  }

  /**
   * @param now what operators say counts as of then
   */
  Pool pool(long time, long now) {
    if (now < saidFrom || now >= saidTo && saidTo < Long.MAX_VALUE) {
      hear(now);
    }
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
    for (Map.Entry<String, ModelTimeline> model : models.entrySet()) {
      Piece piece = model.getValue().piece(time);
      from = Math.max(from, piece.from());
      to = Math.min(to, piece.to());
      if (piece.model() != null) {
        Status word = said.getOrDefault(model.getKey(), Status.ACTIVE);
        inForce.add(piece.model().with(piece.model().status().and(word)));
      }
    }
    PoolHealth kept = health.isEmpty() ? health : healthOf(inForce);
    Pool pool =
        pools.computeIfAbsent(
            new Content(List.copyOf(inForce), kept), c -> new Pool(c.models(), c.health()));
    Segment segment = new Segment(from, to, pool);
    if (segments.size() >= MOST_SEGMENTS) {
      Iterator<Long> oldest = segments.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
    segments.put(from, segment);
    return segment;
  }

  /**
   * As far as it concerns models of the pool, by their names; not where operators say otherwise.
   */
  private PoolHealth healthOf(List<ModelSpec> inForce) {
    ModelAliases aliases = ModelAliases.of(inForce);
    SortedMap<String, Integer> named = new TreeMap<>();
    Set<String> names = inForce.stream().map(ModelSpec::name).collect(Collectors.toSet());
    health
        .oneIn()
        .forEach(
            (called, oneIn) -> {
              String model = names.contains(called) ? called : aliases.model(called);
              if (model != null && !saidWell.contains(ControlUpdate.modelSubject(model))) {
                // Of two names of a model the worse counts.
                named.merge(model, oneIn, (a, b) -> a == 0 || b == 0 ? 0 : Math.max(a, b));
              }
            });
    return named.isEmpty() ? PoolHealth.NONE : new PoolHealth(named);
  }

  /** The models in force at a time, in the order of their names. */
  public List<ModelSpec> at(long time) {
    return pool(time, time).models();
  }

  /**
   * What will be in force of versions that are not in force yet, by model and time: none that is
   * taken back, overridden or implausible.
   *
   * @return each with the time from which it is in force as its {@code effective_at}
   */
  public List<ModelSpec> announced(long time) {
    List<ModelSpec> announced = new ArrayList<>();
    models.forEach(
        (subject, model) -> {
          for (Piece piece : model.announced(time)) {
            Status then = saidOf(subject, piece.from()).status();
            ModelSpec spec = piece.model();
            announced.add(spec.with(spec.status().and(then)).from(piece.from()));
          }
        });
    return announced;
  }

  /**
   * What is in force of a model after what is at a time: at another price, by another version, or
   * not at all.
   *
   * @return {@code null} if nothing of the kind is known
   */
  public Piece next(String model, long time) {
    String subject = ControlUpdate.modelSubject(model);
    Piece now = piece(subject, time);
    Piece next = now;
    // Hours that meet at midnight are several pieces; a week of them has all there are.
    for (int i = 0; next != null && i < MOST_PIECES && next.to() < Long.MAX_VALUE; i++) {
      next = piece(subject, next.to());
      if (!Objects.equals(next.model(), now.model())) {
        return next;
      }
    }
    return null;
  }

  /** What is in force of a model by its record and by what is said of it, or {@code null}. */
  private Piece piece(String subject, long time) {
    ModelTimeline timeline = models.get(subject);
    if (timeline == null) {
      return null;
    }
    Piece piece = timeline.piece(time);
    SaidStatus word = saidOf(subject, time);
    ModelSpec model = piece.model();
    return new Piece(
        Math.max(piece.from(), word.from()),
        Math.min(piece.to(), word.to()),
        model == null ? null : model.with(model.status().and(word.status())));
  }

  /** A model as its own record has it at a time, whatever operators say, or {@code null}. */
  public ModelSpec own(String model, long time) {
    ModelTimeline timeline = models.get(ControlUpdate.modelSubject(model));
    return timeline == null ? null : timeline.piece(time).model();
  }

  /** What operators say of a model at a time; active where they say nothing. */
  public SaidStatus said(String model, long time) {
    return saidOf(ControlUpdate.modelSubject(model), time);
  }

  private SaidStatus saidOf(String subject, long time) {
    StatusTimeline timeline = statuses.get(subject);
    return timeline == null ? SaidStatus.NONE : timeline.at(time);
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

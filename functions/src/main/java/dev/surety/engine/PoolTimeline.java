package dev.surety.engine;

import dev.surety.domain.ControlUpdate;
import dev.surety.domain.ControlUpdate.ModelUpdate;
import dev.surety.domain.ModelSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * The models in force, over time: announced changes take effect at their time, for a request by its
 * own time. Immutable.
 */
public final class PoolTimeline {

  /** Times at which the pool changes; segment i ends before the i-th, the last one never. */
  private final long[] changes;

  private final List<List<ModelSpec>> pools = new ArrayList<>();
  private List<ModelSpec> unconfirmed = List.of();

  /**
   * @param models the known versions of every model, ascending, in the order of the models' names
   */
  PoolTimeline(List<List<ControlUpdate>> models) {
    TreeSet<Long> times = new TreeSet<>();
    for (List<ControlUpdate> versions : models) {
      for (ControlUpdate version : versions) {
        if (version instanceof ModelUpdate u && u.model().effectiveAt() > Long.MIN_VALUE) {
          times.add(u.model().effectiveAt());
        }
      }
    }
    changes = times.stream().mapToLong(Long::longValue).toArray();
    for (int segment = 0; segment <= changes.length; segment++) {
      pools.add(pool(models, segment == 0 ? Long.MIN_VALUE : changes[segment - 1]));
    }
  }

  private List<ModelSpec> pool(List<List<ControlUpdate>> models, long time) {
    List<ModelSpec> pool = new ArrayList<>();
    List<ModelSpec> waiting = new ArrayList<>();
    for (List<ControlUpdate> versions : models) {
      ModelSpec inForce = null;
      ModelSpec waits = null;
      for (ControlUpdate version : versions) {
        if (!(version instanceof ModelUpdate update)) {
          inForce = null;
          waits = null;
        } else if (update.model().effectiveAt() <= time) {
          waits = PricePlausibility.holds(inForce, update.model()) ? null : update.model();
          inForce = waits == null ? update.model() : inForce;
        }
      }
      if (waits != null) {
        waiting.add(waits);
      }
      if (inForce != null) {
        pool.add(inForce);
      }
    }
    unconfirmed = List.copyOf(waiting);
    return List.copyOf(pool);
  }

  int segments() {
    return pools.size();
  }

  int segment(long time) {
    int segment = 0;
    while (segment < changes.length && time >= changes[segment]) {
      segment++;
    }
    return segment;
  }

  List<ModelSpec> pool(int segment) {
    return pools.get(segment);
  }

  /** The models in force at a time, in the order of their names. */
  public List<ModelSpec> at(long time) {
    return pool(segment(time));
  }

  /** Models whose newest price is implausible and waits to be confirmed. */
  public int unconfirmedPrices() {
    return unconfirmed.size();
  }

  /** The newest versions of those models, in the order of their names. */
  public List<ModelSpec> unconfirmed() {
    return unconfirmed;
  }
}

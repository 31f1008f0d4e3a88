package dev.surety.engine;

import dev.surety.domain.ControlUpdate;
import dev.surety.domain.ControlUpdate.ModelStatus;
import dev.surety.domain.ModelSpec.Status;
import java.util.List;
import java.util.TreeMap;

/**
 * What operators say of one model's status, over time: a pure fold over the known versions. The
 * greatest version that has been published counts, and when its time is over what it says of
 * afterwards; nothing that lesser versions said comes back. So the newest record alone tells all,
 * which is what a compacted topic keeps. Immutable.
 */
final class StatusTimeline {

  private final TreeMap<Long, Status> changes = new TreeMap<>();

  /**
   * @param versions of one subject, ascending
   */
  static StatusTimeline of(List<ControlUpdate> versions) {
    StatusTimeline timeline = new StatusTimeline();
    timeline.changes.put(Long.MIN_VALUE, Status.ACTIVE);
    for (ControlUpdate version : versions) {
      timeline.say((ModelStatus) version);
    }
    return timeline;
  }

  /** A greater version takes the place of all that lesser ones say of the time after it. */
  private void say(ModelStatus word) {
    changes.tailMap(word.publishedAt(), true).clear();
    changes.put(word.publishedAt(), word.status());
    if (word.until() < Long.MAX_VALUE) {
      long over = Math.max(word.until(), word.publishedAt());
      changes.put(over, word.then());
    }
  }

  /** The word that counts at a time. */
  SaidStatus at(long time) {
    var word = changes.floorEntry(time);
    Long next = changes.higherKey(time);
    return word == null
        ? SaidStatus.NONE
        : new SaidStatus(word.getKey(), next == null ? Long.MAX_VALUE : next, word.getValue());
  }
}

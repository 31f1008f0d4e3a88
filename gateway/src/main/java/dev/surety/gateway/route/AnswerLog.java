package dev.surety.gateway.route;

import dev.surety.domain.TenantTier;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which answers were given lately, by every id that they are known by: for feedback, and for
 * requests that build on them. Ids are a tenant's own, so nobody finds another's. The oldest are
 * forgotten.
 */
public final class AnswerLog {

  /**
   * An answer.
   *
   * @param requestId as the router knows it
   * @param decisionId or {@code null}
   */
  public record Answered(TenantTier key, String requestId, String decisionId, String model) {}

  /** A longer id stands here as its hash: whoever sends long ones fills no memory with them. */
  private static final int LONGEST = 128;

  private static final byte[] NOTHING = {};

  private final int most;
  private final Map<String, Answered> byId = new LinkedHashMap<>();

  /** A log that remembers so many ids. */
  public AnswerLog(int most) {
    this.most = most;
  }

  /** From now on the answer is known by this id, which may be {@code null}. */
  public synchronized void put(String id, Answered answer) {
    if (id == null) {
      return;
    }
    String name = name(answer.key(), id);
    byId.remove(name); // who is known anew is the youngest
    byId.put(name, answer);
    if (byId.size() > most) {
      Iterator<String> oldest = byId.keySet().iterator();
      oldest.next();
      oldest.remove();
    }
  }

  /** What is known by an id of a tenant's, or {@code null}. */
  public synchronized Answered find(TenantTier key, String id) {
    return byId.get(name(key, id));
  }

  private static String name(TenantTier key, String id) {
    return key.key() + '\n' + (id.length() <= LONGEST ? id : Repetitions.name(key, id, NOTHING));
  }
}

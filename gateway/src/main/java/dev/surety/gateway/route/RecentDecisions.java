package dev.surety.gateway.route;

import dev.surety.domain.Decision;
import dev.surety.domain.TenantTier;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Under which ids requests were decided on lately, by whichever door asked. A door that was killed
 * takes its memory with it, and behind several doors a client that tries again may come to another:
 * either finds here by what id to ask, and the router answers that with the decision it has given.
 */
public final class RecentDecisions {

  private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();
  private static final SecureRandom CHANCE = new SecureRandom();
  private static final char BETWEEN = '.';
  private static final int SHORT_NAME = 22;
  private static final int CHANCE_CHARACTERS = 11;
  private static final int MOST = 100_000;

  private record Known(String requestId, long time) {}

  private final long keepMillis;
  private final Map<String, Known> byName = new LinkedHashMap<>();

  /** Remembers each so long after it was decided. */
  RecentDecisions(long keepMillis) {
    this.keepMillis = keepMillis;
  }

  /** An id for a request that was never asked about: what it repeats can be read off it. */
  public static String newId(String repetition) {
    byte[] chance = ByteBuffer.allocate(Long.BYTES).putLong(CHANCE.nextLong()).array();
    return repetition.substring(0, SHORT_NAME) + BETWEEN + TEXT.encodeToString(chance);
  }

  /**
   * An id for a request that has a key of its own: every door makes the same one of it, so that the
   * router decides once though two are asked at the same moment.
   *
   * @param content the name of the same request without its key: another body is another request
   */
  public static String keyedId(String repetition, String content) {
    return repetition.substring(0, SHORT_NAME) + BETWEEN + content.substring(0, CHANCE_CHARACTERS);
  }

  /** Takes the next decision that was made. */
  synchronized void take(Decision decision) {
    String id = decision.requestId();
    if (id.length() <= SHORT_NAME || id.charAt(SHORT_NAME) != BETWEEN) {
      return; // of somebody who asks without a door
    }
    String name = decision.key().key() + BETWEEN + id.substring(0, SHORT_NAME);
    byName.remove(name);
    byName.put(name, new Known(id, decision.decidedAt()));
    Iterator<Known> oldest = byName.values().iterator();
    while (oldest.hasNext()) {
      if (!isOld(oldest.next(), decision.decidedAt()) && byName.size() <= MOST) {
        break;
      }
      oldest.remove();
    }
  }

  synchronized int size() {
    return byName.size();
  }

  private boolean isOld(Known known, long now) {
    return now - known.time > keepMillis;
  }

  /** The newest id of a tenant's requests like this, or {@code null}. */
  synchronized String find(TenantTier key, String repetition, long now) {
    Known known = byName.get(key.key() + BETWEEN + repetition.substring(0, SHORT_NAME));
    return known == null || isOld(known, now) ? null : known.requestId;
  }
}

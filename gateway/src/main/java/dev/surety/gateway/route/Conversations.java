package dev.surety.gateway.route;

import dev.surety.domain.CachedPrefix;
import dev.surety.domain.TenantTier;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Which model answered a conversation last, and how long its prompt was: what the next request of
 * it will find in that model's cache, as far as the provider keeps one. The conversations that were
 * heard of longest ago are forgotten first, and all are after as long as providers keep prompts.
 */
public final class Conversations {

  /** A longer id stands here as its hash: whoever sends long ones fills no memory with them. */
  private static final int LONGEST = 128;

  private static final byte[] NOTHING = {};

  private record Turn(String model, int promptTokens, long at) {}

  private final int most;
  private final long keptMillis;
  private final Map<String, Turn> turns = new LinkedHashMap<>(16, 0.75f, true);

  /**
   * @param most that are remembered; 0 for none
   * @param kept how long a provider keeps a prompt
   */
  public Conversations(int most, Duration kept) {
    this.most = most;
    this.keptMillis = kept.toMillis();
  }

  /**
   * A model has read a prompt.
   *
   * @param conversation its id, or {@code null}
   * @param promptTokens as counted; not above 0 where nobody has
   * @param now epoch milliseconds
   */
  public void answered(
      TenantTier key, String conversation, String model, int promptTokens, long now) {
    if (conversation == null || most == 0 || promptTokens <= 0) {
      return;
    }
    String name = name(key, conversation);
    synchronized (turns) {
      turns.put(name, new Turn(model, promptTokens, now));
      if (turns.size() > most) {
        Iterator<String> oldest = turns.keySet().iterator();
        oldest.next();
        oldest.remove();
      }
    }
  }

  /**
   * What the next request of a conversation finds.
   *
   * @param promptTokens of the request, at most; a prompt that became shorter begins otherwise
   */
  public CachedPrefix held(TenantTier key, String conversation, int promptTokens, long now) {
    if (conversation == null || most == 0) {
      return CachedPrefix.NONE;
    }
    Turn turn;
    synchronized (turns) {
      turn = turns.get(name(key, conversation));
    }
    if (turn == null) {
      return CachedPrefix.NONE;
    }
    boolean kept = now - turn.at <= keptMillis && promptTokens >= turn.promptTokens;
    return new CachedPrefix(turn.model, kept ? turn.promptTokens : 0);
  }

  private static String name(TenantTier key, String id) {
    return key.key() + '\n' + (id.length() <= LONGEST ? id : Repetitions.name(key, id, NOTHING));
  }
}

package dev.surety.gateway.route;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.surety.client.Execution;
import dev.surety.domain.TenantTier;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * What was decided on the requests of the last minutes, so that a client that sends one again gets
 * the same decision. A repetition is known by the key that it says it has ({@code
 * Idempotency-Key}), or else by its body, where the client says that it repeats.
 */
public final class Repetitions {

  /** A request that was decided on, and how often each of its models has been tried. */
  public static final class Decided {

    private final Execution execution;
    private final long time;
    private final int first;
    private final Map<String, Integer> attempts = new HashMap<>();
    private boolean alsoQueried;
    private boolean labelBought;

    Decided(Execution execution, int first, long time) {
      this.execution = execution;
      this.first = first;
      this.time = time;
    }

    /** What was to be executed. */
    public Execution execution() {
      return execution;
    }

    /**
     * The number of the next attempt at a model. A door that does not know the earlier ones goes by
     * the client's count: each of its tries asks a model once.
     *
     * @param clientsTry how often the client has tried before, 0 where it does not say
     */
    public synchronized int nextAttempt(String model, int clientsTry) {
      int number = Math.max(clientsTry, attempts.getOrDefault(model, first));
      attempts.put(model, number + 1);
      return number;
    }

    /** Whether a judge is to be asked now: for one answer, however often the request comes. */
    public synchronized boolean buysLabel() {
      boolean first = !labelBought;
      labelBought = true;
      return first;
    }

    /** What is to be asked besides; nothing once that has been handed out. */
    public synchronized List<String> alsoQuery() {
      List<String> models = alsoQueried ? List.of() : execution.alsoQuery();
      alsoQueried = true;
      return models;
    }
  }

  /** How long a request counts as one that may come again. */
  public static final Duration WITHIN = Duration.ofMinutes(2);

  private static final int MOST = 20_000;
  private static final int FIRST_DRAWN = 1_000;
  private static final int LAST_DRAWN = 1_000_000_000;

  private final long keepMillis;
  private final Map<String, Decided> byName = new LinkedHashMap<>();
  private final Set<String> asked = new HashSet<>();

  /** Remembers each so long. */
  public Repetitions(long keepMillis) {
    this.keepMillis = keepMillis;
  }

  /** What a request and its repetitions have in common. */
  public static String name(TenantTier key, String idempotencyKey, byte[] body) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(key.key().getBytes(UTF_8));
      digest.update((byte) (idempotencyKey == null ? 0 : 1));
      digest.update(idempotencyKey == null ? body : idempotencyKey.getBytes(UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** What was decided under a name, or {@code null}. */
  public synchronized Decided find(String name, long now) {
    Decided decided = byName.get(name);
    return decided == null || now - decided.time > keepMillis ? null : decided;
  }

  /** Prompts are long, and nobody asks for them again. */
  private static Execution withoutPrompt(Execution execution) {
    return new Execution(
        execution.request().toBuilder().prompt(null).build(),
        execution.outcome(),
        execution.decision(),
        execution.refusal(),
        execution.model(),
        execution.fallbacks(),
        execution.alsoQuery(),
        execution.latencyNanos());
  }

  /**
   * Says that the router is being asked about a request that has a key.
   *
   * @return whether nobody else is asking about it; if somebody is, his decision is worth waiting
   *     for
   */
  public synchronized boolean asking(String name) {
    return asked.add(name);
  }

  /** The router has answered, or won't. */
  public synchronized void asked(String name) {
    asked.remove(name);
  }

  /**
   * Remembers a decision; of several requests alike the last one is the one that is repeated.
   *
   * @param keyed whether another door may be executing it at this moment. Neither sees what the
   *     other tries, so each counts from a number that it draws: what both paid is two attempts
   */
  public synchronized Decided put(String name, Execution execution, boolean keyed, long now) {
    int first = keyed ? ThreadLocalRandom.current().nextInt(FIRST_DRAWN, LAST_DRAWN) : 0;
    Decided decided = new Decided(withoutPrompt(execution), first, now);
    byName.remove(name);
    byName.put(name, decided);
    List<String> old = new ArrayList<>();
    for (Map.Entry<String, Decided> eldest : byName.entrySet()) {
      if (byName.size() - old.size() <= MOST && now - eldest.getValue().time <= keepMillis) {
        break;
      }
      old.add(eldest.getKey());
    }
    old.forEach(byName::remove);
    return decided;
  }
}

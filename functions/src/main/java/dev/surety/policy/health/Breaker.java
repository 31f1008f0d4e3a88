package dev.surety.policy.health;

import java.util.TreeMap;

/**
 * The breaker of one model, for all tenants. Failures raise a level and answers lower it, never
 * below 0; at {@value #OPENS_AT} it opens, or at {@value #OPENS_AT_EACH} for each tenant that uses
 * the model where these are fewer: one less than what makes a tenant leave it by itself, after
 * which there would be nobody left to fail. A tenant weighs at most {@value #MOST_A_SUM} attempts
 * in a second, and moves one climb by at most what opens over the number of tenants that must
 * agree: fewer can't open it, whatever they report. What fails less than half of the time does not
 * climb; what fails always costs some twenty requests.
 *
 * <p>Open, it waits: 15 s where nothing else is set, twice as long each time up to sixteen times,
 * and of a long outage a sixteenth up to a quarter of an hour. Half-open, a small share of requests
 * probes the model; three answers close it, failures that two tenants met open it again. What began
 * before a change says nothing after it.
 *
 * <p>Public fields are its state; {@code wire.state.BreakerBoardCodec} is its layout.
 */
public final class Breaker {

  /** What requests get of the model. */
  public enum State {
    CLOSED,
    OPEN,
    HALF_OPEN
  }

  /** Level at which it opens, however many use it: failures more than answers. */
  static final double OPENS_AT = 16;

  /** The same for each tenant, where few use it. A tenant's own errors stop it after four. */
  static final double OPENS_AT_EACH = 3;

  /** So many tenants that use it are many. */
  private static final int MANY = 6;

  /** Who was not heard of for so long uses it no more. */
  private static final long USED_MILLIS = 600_000;

  /**
   * Attempts that a tenant weighs in one sum, so in a second: the failures after which it leaves by
   * itself count though they come at once.
   */
  static final double MOST_A_SUM = 4;

  /** A request that was turned away is a milder failure. */
  private static final double LIMITED = 0.5;

  /** A climb without a failure for so long is over. */
  private static final long CALM_MILLIS = 300_000;

  /** Closed for so long, what was before has nothing to do with the next outage. */
  private static final long OVER_MILLIS = 600_000;

  private static final int MOST_DOUBLINGS = 4;
  private static final long LONGEST_WAIT_MILLIS = 900_000;
  private static final int WAIT_SHARE = 16;

  /** What a round of probes may take before what there is must do. */
  static final long ROUND_MILLIS = 60_000;

  private static final int CLOSES_AT = 3;
  private static final double ROUNDING = 1e-9;

  /** Tenants remembered in one climb or round; a level that opens needs far fewer. */
  private static final int MOST_VOICES = 256;

  public State state = State.CLOSED;

  /** When it came to be so, epoch milliseconds; 0 if ever since. */
  public long since;

  /** When the outage began that it is in, or was in last. */
  public long down;

  /** How often it has opened in that outage. */
  public int opened;

  /** While half-open: one request in so many probes it. */
  public int oneIn;

  /** Where the climb is. */
  public double level;

  public long lastFailure;

  /** When anybody reported anything. */
  public long heard;

  /** While half-open: when the round of probes began. */
  public long round;

  /** While it climbs: what each tenant added. Half-open or open: answers, or -1 for a failure. */
  public final TreeMap<Long, Double> voices = new TreeMap<>();

  /** Tenants that use it, and when they were heard of: so many as make a difference. */
  public final TreeMap<Long, Long> users = new TreeMap<>();

  public long answered;
  public long failed;
  public long limited;
  public final Durations latency = new Durations();
  public final Durations firstToken = new Durations();

  /**
   * Takes in attempts.
   *
   * @return whether the state is another
   */
  boolean take(AttemptSum sum, long now, HealthTerms terms) {
    int tenants = terms.tenants();
    answered += sum.answered();
    failed += sum.failed();
    limited += sum.limited();
    latency.take(sum.latency().count(), sum.latency().sum(), sum.latency().squares());
    firstToken.take(sum.firstToken().count(), sum.firstToken().sum(), sum.firstToken().squares());
    heard = now;
    use(sum.tenant(), now);
    if (tenants == 0) {
      boolean kept = state != State.CLOSED;
      become(State.CLOSED, kept ? now : since);
      return kept;
    }
    if (sum.begun() < since) {
      return false;
    }
    return switch (state) {
      case CLOSED -> climbs(sum, now, tenants);
      case OPEN -> lives(sum, now);
      case HALF_OPEN -> isDecided(sum, now, tenants);
    };
  }

  /** Within a climb nobody leaves: what opens it may rise meanwhile, and never falls. */
  private void use(long tenant, long now) {
    if (state == State.CLOSED && level == 0) {
      users.values().removeIf(at -> now - at > USED_MILLIS);
    }
    if (users.size() < MANY || users.containsKey(tenant)) {
      users.put(tenant, now);
    }
  }

  private double opensAt(int tenants) {
    int evidence = Math.max(2, Math.max(tenants, users.size()));
    return Math.min(OPENS_AT, OPENS_AT_EACH * evidence);
  }

  private boolean climbs(AttemptSum sum, long now, int tenants) {
    if (level > 0 && now - lastFailure > CALM_MILLIS) {
      calm();
    }
    double bad = sum.failed() + LIMITED * sum.limited();
    if (level == 0 && bad == 0) {
      return false;
    }
    double scale = Math.min(1, MOST_A_SUM / sum.attempts());
    double opensAt = opensAt(tenants);
    double most = opensAt / tenants;
    double before = voices.getOrDefault(sum.tenant(), 0.0);
    double after = Math.max(-most, Math.min(most, before + scale * (bad - sum.answered())));
    level += after - before;
    if (voices.size() < MOST_VOICES || before != 0) {
      voices.put(sum.tenant(), after);
    }
    lastFailure = bad > 0 ? now : lastFailure;
    if (level <= ROUNDING) {
      calm();
    }
    if (level < opensAt - ROUNDING) {
      return false;
    }
    open(now);
    return true;
  }

  private void calm() {
    level = 0;
    voices.clear();
  }

  /** Pinned requests, and all where every model is open, may find an open one well. */
  private boolean lives(AttemptSum sum, long now) {
    if (sum.failed() + sum.limited() > 0) {
      voices.clear();
    } else {
      hear(sum);
    }
    if (answers() < 2 * CLOSES_AT) {
      return false;
    }
    close(now);
    return true;
  }

  private boolean isDecided(AttemptSum sum, long now, int tenants) {
    hear(sum);
    double answers = answers();
    long failures = failures();
    if (answers >= CLOSES_AT && answers > 2 * failures) {
      close(now);
      return true;
    }
    if (failures >= Math.min(2, tenants) && failures >= answers) {
      open(now);
      return true;
    }
    return false;
  }

  private void hear(AttemptSum sum) {
    boolean bad = sum.failed() + sum.limited() > 0;
    double before = voices.getOrDefault(sum.tenant(), 0.0);
    if (voices.size() < MOST_VOICES || before != 0) {
      double answers = Math.min(CLOSES_AT, Math.max(0, before) + sum.answered());
      voices.put(sum.tenant(), bad ? -1 : answers);
    }
  }

  private double answers() {
    return voices.values().stream().mapToDouble(v -> Math.max(0, v)).sum();
  }

  private long failures() {
    return voices.values().stream().filter(v -> v < 0).count();
  }

  private void open(long now) {
    if (state == State.CLOSED && now - since > OVER_MILLIS) {
      opened = 0;
    }
    if (opened == 0) {
      down = now;
    }
    opened++;
    become(State.OPEN, now);
  }

  private void close(long now) {
    become(State.CLOSED, now);
  }

  private void become(State next, long now) {
    state = next;
    since = now;
    round = now;
    calm();
  }

  /** When there is something to look at though nobody reports anything. */
  long nextLook(HealthTerms terms) {
    return switch (state) {
      case CLOSED -> Long.MAX_VALUE;
      case OPEN -> since + waitMillis(terms.waitMillis());
      case HALF_OPEN -> round + ROUND_MILLIS;
    };
  }

  private long waitMillis(long first) {
    long doubled = first << Math.max(0, Math.min(MOST_DOUBLINGS, opened - 1));
    return Math.max(doubled, Math.min(LONGEST_WAIT_MILLIS, (since - down) / WAIT_SHARE));
  }

  /**
   * Time has gone by.
   *
   * @param probes one request in so many would do
   * @return whether what requests get is another
   */
  boolean look(long now, int probes, HealthTerms terms) {
    if (now < nextLook(terms)) {
      return false;
    }
    if (state == State.OPEN) {
      become(State.HALF_OPEN, now);
      oneIn = probes;
      return true;
    }
    if (failures() > answers()) {
      open(now);
      return true;
    }
    int before = oneIn;
    oneIn = Math.max(BreakerBoard.MOST_PROBES, oneIn / 2);
    round = now;
    return oneIn != before;
  }
}

package dev.surety.policy.health;

import dev.surety.domain.Chance;
import dev.surety.domain.ErrorKind;
import dev.surety.domain.Feedback;
import dev.surety.policy.health.AttemptSum.Logarithms;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Sums up the attempts that feedback tells of, by model and tenant, so that a busy model is no busy
 * key. A tenant's first failure in a second is passed on at once, as long as few of its model were;
 * all else when the second is over.
 *
 * <p>An attempt is a record with an error that says something of the model ({@link
 * ErrorKind#isOfTheCaller}), or one without an error that tells a latency or what the answer cost:
 * what a user says of an answer comes any time later. Who reports errors and no answers is not
 * heard, as nobody can tell how much of his works. What is older than two minutes says nothing of
 * now. Not thread-safe.
 */
public final class AttemptWindow {

  private static final long OLD_MILLIS = 120_000;
  private static final long REMEMBERED_MILLIS = 3_600_000;
  private static final int MOST_TENANTS = 100_000;
  private static final int MOST_SUMS = 4096;
  private static final int AT_ONCE = 32;
  private static final int VOICES = 8;

  /** No tenant is called so. */
  private static final String OTHERS = "";

  private static final class Sum {
    int answered;
    int failed;
    int limited;
    long begun = Long.MIN_VALUE;
    int[] counts = new int[2];
    double[] sums = new double[2];
    double[] squares = new double[2];
    boolean told;

    void add(Sum other) {
      answered += other.answered;
      begun = Math.max(begun, other.begun);
      for (int i = 0; i < counts.length; i++) {
        counts[i] += other.counts[i];
        sums[i] += other.sums[i];
        squares[i] += other.squares[i];
      }
    }
  }

  private final Map<String, Map<String, Sum>> sums = new HashMap<>();
  private final Map<String, Integer> toldAtOnce = new HashMap<>();
  private int size;

  /** When a tenant reported an answer, by name. */
  private final Map<String, Long> answered =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
          return size() > MOST_TENANTS;
        }
      };

  /**
   * Takes in a record.
   *
   * @param time of it, as far as it is believed, epoch milliseconds
   * @param now wall clock, epoch milliseconds
   */
  public void take(Feedback feedback, long time, long now, Consumer<AttemptSum> out) {
    String error = feedback.error();
    boolean answer = error == null && (feedback.latencyMillis() >= 0 || feedback.hasUsage());
    if (now - time > OLD_MILLIS || !answer && (error == null || ErrorKind.isOfTheCaller(error))) {
      return;
    }
    String tenant = feedback.key().tenant();
    if (answer) {
      answered.put(tenant, now);
    } else if (now - answered.getOrDefault(tenant, Long.MIN_VALUE / 2) > REMEMBERED_MILLIS) {
      return;
    }
    Sum sum = sum(feedback.model(), tenant);
    sum.begun = Math.max(sum.begun, time - Math.max(0, feedback.latencyMillis()));
    if (answer) {
      sum.answered++;
      add(sum, 0, feedback.latencyMillis());
      add(sum, 1, feedback.firstTokenMillis());
    } else {
      boolean limit = ErrorKind.of(error) == ErrorKind.RATE_LIMIT;
      sum.limited += limit ? 1 : 0;
      sum.failed += limit ? 0 : 1;
      if (!sum.told && toldAtOnce.merge(feedback.model(), 1, Integer::sum) <= AT_ONCE) {
        tell(feedback.model(), tenant, sum, out);
        sum.told = true;
      }
    }
    if (size >= MOST_SUMS) {
      flush(out);
    }
  }

  private static void add(Sum sum, int of, long millis) {
    if (millis >= 0) {
      double log = StrictMath.log(Math.max(1, millis));
      sum.counts[of]++;
      sum.sums[of] += log;
      sum.squares[of] += log * log;
    }
  }

  private Sum sum(String model, String tenant) {
    Map<String, Sum> byTenant = sums.computeIfAbsent(model, m -> new HashMap<>());
    Sum sum = byTenant.get(tenant);
    if (sum == null) {
      sum = new Sum();
      byTenant.put(tenant, sum);
      size++;
    }
    return sum;
  }

  /** The second is over: tells all that was not told. */
  public void flush(Consumer<AttemptSum> out) {
    sums.forEach((model, byTenant) -> flush(model, byTenant, out));
    sums.clear();
    toldAtOnce.clear();
    size = 0;
  }

  /**
   * Of a model that failed nobody it is enough to hear some tenants, and of the others together.
   */
  private void flush(String model, Map<String, Sum> byTenant, Consumer<AttemptSum> out) {
    boolean well = !toldAtOnce.containsKey(model);
    Sum others = null;
    int n = 0;
    for (Map.Entry<String, Sum> tenant : byTenant.entrySet()) {
      if (!well || n++ < VOICES) {
        tell(model, tenant.getKey(), tenant.getValue(), out);
      } else if (others == null) {
        others = tenant.getValue();
      } else {
        others.add(tenant.getValue());
      }
    }
    if (others != null) {
      tell(model, OTHERS, others, out);
    }
  }

  private static void tell(String model, String tenant, Sum sum, Consumer<AttemptSum> out) {
    if (sum.answered + sum.failed + sum.limited == 0) {
      return;
    }
    out.accept(
        new AttemptSum(
            model,
            Chance.mix(Chance.hash(0, tenant)),
            sum.answered,
            sum.failed,
            sum.limited,
            sum.begun,
            new Logarithms(sum.counts[0], sum.sums[0], sum.squares[0]),
            new Logarithms(sum.counts[1], sum.sums[1], sum.squares[1])));
    sum.answered = 0;
    sum.failed = 0;
    sum.limited = 0;
    sum.begun = Long.MIN_VALUE;
    sum.counts = new int[2];
    sum.sums = new double[2];
    sum.squares = new double[2];
  }

  /** Whether there is something to tell. */
  public boolean isEmpty() {
    return size == 0;
  }
}

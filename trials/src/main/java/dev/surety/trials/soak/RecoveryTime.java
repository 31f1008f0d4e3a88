package dev.surety.trials.soak;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How long users felt a kill: from the kill to the first answer after the longest silence that it
 * caused. A process's death is not always felt at once (tasks outlive their JobManager until they
 * notice), so the first answer after the kill would tell nothing. Silences of up to half a second
 * are the traffic's own.
 *
 * <p>A kill's time ends with the next kill. The last answer before that one is always somewhat
 * older than it, so the silence that it causes has begun a little earlier: only what lies before
 * the next kill can be the earlier one's, or each kill would be charged with its successor's
 * recovery.
 */
final class RecoveryTime {

  private static final long SILENCE_MILLIS = 500;

  private RecoveryTime() {}

  /**
   * @param killedAt epoch milliseconds, ascending
   * @param answeredAt epoch milliseconds, ascending
   * @return seconds, one for each kill, at most until the next kill; NaN for one after which nobody
   *     was answered
   */
  static List<Double> seconds(List<Long> killedAt, long[] answeredAt) {
    List<Double> seconds = new ArrayList<>();
    for (int i = 0; i < killedAt.size(); i++) {
      long next = i + 1 < killedAt.size() ? killedAt.get(i + 1) : Long.MAX_VALUE;
      seconds.add(seconds(killedAt.get(i), next, answeredAt));
    }
    return seconds;
  }

  private static double seconds(long kill, long nextKill, long[] answeredAt) {
    int at = Arrays.binarySearch(answeredAt, kill + 1);
    int first = at < 0 ? -at - 1 : at;
    if (first >= answeredAt.length) {
      return Double.NaN;
    }
    long longest = SILENCE_MILLIS;
    long end = Math.min(answeredAt[first], nextKill);
    long begin = kill;
    for (int i = first; i < answeredAt.length && begin < nextKill; i++) {
      long until = Math.min(answeredAt[i], nextKill);
      if (until - begin > longest) {
        longest = until - begin;
        end = until;
      }
      begin = until;
    }
    return (end - kill) / 1e3;
  }
}

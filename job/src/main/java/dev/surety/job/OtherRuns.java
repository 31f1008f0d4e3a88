package dev.surety.job;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.LongSupplier;

/**
 * What one run has heard of others on its topics. When a beat is heard counts, by this process's
 * own stopwatch: clocks of machines need not agree, nor does the age of a record matter.
 */
final class OtherRuns {

  /** Between two beats of a run. */
  static final Duration BEAT = Duration.ofSeconds(1);

  /** A run that was not heard for so long is over. */
  static final Duration SILENCE = BEAT.multipliedBy(3);

  /** How long one that was heard is shown, so that whoever looks once a minute sees it. */
  static final Duration SHOWN = Duration.ofMinutes(5);

  /**
   * The last beat of a run.
   *
   * @param live whether the run was heard, and not only what it left on the topic
   */
  private record Heard(RunBeat beat, long nanos, boolean live) {}

  private final String own;
  private final String requests;
  private final LongSupplier nanos;
  private final Map<String, Heard> heard = new HashMap<>();
  private long claim = RunBeat.NO_CLAIM;

  /**
   * @param own id of the run that listens
   * @param requests the topic that it decides on
   */
  OtherRuns(String own, String requests, LongSupplier nanos) {
    this.own = own;
    this.requests = requests;
    this.nanos = nanos;
  }

  /** What the topic had when this run began to listen: it may be of runs that are long over. */
  void remember(RunBeat beat) {
    hear(beat, false);
  }

  /**
   * A beat was heard now.
   *
   * @return whether it is the first sign of life of another run
   */
  boolean hear(RunBeat beat) {
    return hear(beat, beat.state() != RunBeat.State.OVER);
  }

  private boolean hear(RunBeat beat, boolean live) {
    if (!beat.requests().equals(requests)) {
      return false;
    }
    if (beat.run().equals(own)) {
      if (claim == RunBeat.NO_CLAIM && beat.state() != RunBeat.State.WAITING) {
        claim = beat.claim(); // of before a failover
      }
      return false;
    }
    Heard before = heard.get(beat.run());
    boolean known = before != null && before.live();
    heard.put(beat.run(), new Heard(beat, nanos.getAsLong(), live || known));
    return live && !known;
  }

  /** This run has made its claim. */
  void claimed(long offset) {
    claim = offset;
  }

  /** Offset that orders this run among others, or {@link RunBeat#NO_CLAIM} before it has one. */
  long claim() {
    return claim;
  }

  /** A run that decides now, or {@code null}. */
  String deciding() {
    return first(Long.MAX_VALUE);
  }

  /** A run that decides now and has begun before this one, or {@code null}. */
  String older() {
    return claim == RunBeat.NO_CLAIM ? null : first(claim);
  }

  private String first(long before) {
    TreeSet<String> found = new TreeSet<>();
    long now = nanos.getAsLong();
    heard.forEach(
        (run, last) -> {
          if (last.beat().state() == RunBeat.State.DECIDING
              && last.beat().claim() < before
              && now - last.nanos() < SILENCE.toNanos()) {
            found.add(run);
          }
        });
    return found.isEmpty() ? null : found.first();
  }

  /** How many were heard of in the last minutes. */
  int shown() {
    long now = nanos.getAsLong();
    heard.values().removeIf(last -> now - last.nanos() >= SHOWN.toNanos());
    return (int) heard.values().stream().filter(Heard::live).count();
  }
}

package dev.surety.job;

import dev.surety.flink.RunWatch.Watching;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives a run's signs of life and hears those of others, in a thread of its own: what it has to say
 * to the task is a field that is read with every record.
 */
final class RunSpeaker implements Watching {

  private static final Logger LOG = LoggerFactory.getLogger(RunSpeaker.class);
  private static final long LAST_WORD_MILLIS = 1_500;

  private final OtherRuns others;
  private final RunVoice voice;
  private final Supplier<RunBeats> listening;
  private final boolean beside;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread = new Thread(this::run, "run watch");

  /** The thread's own. */
  private RunBeats beats;

  private boolean failing;

  private volatile SuppressRestartsException refusal;
  private volatile int shown;

  private RunSpeaker(
      OtherRuns others, RunVoice voice, Supplier<RunBeats> listening, boolean beside) {
    this.others = others;
    this.voice = voice;
    this.listening = listening;
    this.beside = beside;
  }

  /**
   * @param beside whether the run decides though an older one does
   */
  static RunSpeaker start(
      OtherRuns others, RunVoice voice, Supplier<RunBeats> listening, boolean beside) {
    RunSpeaker speaker = new RunSpeaker(others, voice, listening, beside);
    speaker.thread.setDaemon(true);
    speaker.thread.start();
    return speaker;
  }

  private void run() {
    try {
      do {
        beat();
      } while (!closing.await(OtherRuns.BEAT.toMillis(), TimeUnit.MILLISECONDS));
      if (others.claim() != RunBeat.NO_CLAIM) {
        voice.say(RunBeat.State.OVER, others.claim());
      }
    } catch (InterruptedException | RuntimeException e) {
      LOG.warn("Other runs are not watched for any more", e);
    } finally {
      voice.close();
      if (beats != null) {
        beats.close();
      }
    }
  }

  private void beat() throws InterruptedException {
    try {
      listen();
      if (others.claim() == RunBeat.NO_CLAIM) {
        others.claimed(voice.claim());
      } else {
        voice.say(refusal == null ? RunBeat.State.DECIDING : RunBeat.State.WAITING, others.claim());
      }
      failing = false;
    } catch (KafkaException e) {
      if (!failing) {
        LOG.warn("Other runs can't be heard, or not be told of this one, for the time being", e);
      }
      failing = true;
    }
    String older = beside ? null : others.older();
    refusal = older == null ? null : KafkaRunWatch.refusal(older, voice.requests());
    shown = others.shown();
  }

  private void listen() {
    if (beats == null) {
      beats = listening.get();
      beats.look().forEach(others::remember);
      return;
    }
    for (RunBeat beat : beats.look()) {
      if (others.hear(beat)) {
        LOG.error(
            "Another run ({}) is {} on the topic '{}' that this one decides on. Two at once decide"
                + " every request twice: the one that began last must stop",
            beat.run(),
            beat.state() == RunBeat.State.WAITING ? "waiting to decide" : "deciding",
            beat.requests());
      }
    }
  }

  /**
   * @throws SuppressRestartsException if another run decides that began before
   */
  @Override
  public void check() {
    SuppressRestartsException now = refusal;
    if (now != null) {
      throw now;
    }
  }

  @Override
  public int others() {
    return shown;
  }

  @Override
  public void close() {
    closing.countDown();
    try {
      thread.join(LAST_WORD_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

package dev.surety.job;

import dev.surety.flink.RunWatch;
import dev.surety.job.options.JobOptions;
import dev.surety.job.options.JobSettings;
import java.time.Duration;
import java.util.Properties;
import java.util.function.LongSupplier;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Two runs on the same requests decide each of them twice, and two states learn apart. Every run
 * gives signs of life on the topic of standings ({@link RunBeat}); one that begins listens first,
 * and refuses to decide beside another. Where two begin at once, the younger stops.
 *
 * <p>A run that was stopped says so, and nobody waits for it; one that died is over after {@link
 * OtherRuns#SILENCE}. A run that restarts by itself asks nobody: it goes on, and is the older one
 * still.
 */
final class KafkaRunWatch implements RunWatch {

  private static final long serialVersionUID = 1L;

  private static final Logger LOG = LoggerFactory.getLogger(KafkaRunWatch.class);

  /**
   * A TaskManager that lost its JobManager decides on for as long as their heartbeats may stay
   * away.
   */
  static final Duration PATIENCE = Duration.ofSeconds(10);

  private static final Duration LOOK = Duration.ofMillis(200);

  private final String standings;
  private final String requests;
  private final Properties properties;
  private final boolean beside;

  KafkaRunWatch(JobSettings settings) {
    standings = settings.get(JobOptions.STANDINGS);
    requests = settings.get(JobOptions.REQUESTS);
    properties = settings.kafkaProperties();
    beside = settings.get(JobOptions.START_BESIDE);
  }

  @Override
  public Watching begin(Run run) throws InterruptedException {
    if (run.goesOn() && !run.speaks()) {
      return Watching.NOBODY;
    }
    WatchfulTime time = new WatchfulTime(System::nanoTime);
    OtherRuns others = new OtherRuns(run.id(), requests, time);
    RunVoice voice = new RunVoice(run.id(), requests, standings, this::producer);
    if (!run.goesOn()) {
      time.looksEvery(LOOK);
      lookAround(run, others, voice, time);
    }
    time.looksEvery(OtherRuns.BEAT);
    if (!run.speaks()) {
      voice.close();
      return Watching.NOBODY;
    }
    return RunSpeaker.start(
        others, voice, () -> new RunBeats(WholeTopic.consumer(properties), standings), beside);
  }

  /** Until nobody else decides. */
  private void lookAround(Run run, OtherRuns others, RunVoice voice, LongSupplier time)
      throws InterruptedException {
    try (RunBeats beats = new RunBeats(WholeTopic.consumer(properties), standings)) {
      lookAround(run, others, voice, time, beats);
    } catch (InterruptException e) {
      throw e;
    } catch (KafkaException e) {
      LOG.warn(
          "Whether another run decides on '{}' can't be seen on the topic '{}' ({}): the job must be"
              + " allowed to read it. It goes on",
          requests,
          standings,
          e.getMessage());
    }
  }

  private void lookAround(
      Run run, OtherRuns others, RunVoice voice, LongSupplier time, RunBeats beats)
      throws InterruptedException {
    long begun = time.getAsLong();
    beats.look().forEach(others::remember);
    while (others.deciding() != null && !beside) {
      if (time.getAsLong() - begun > PATIENCE.toNanos()) {
        String other = others.deciding();
        voice.close();
        throw refusal(other, requests);
      }
      if (run.speaks()) {
        voice.say(RunBeat.State.WAITING, others.claim());
      }
      Thread.sleep(LOOK.toMillis());
      beats.look().forEach(others::hear);
    }
  }

  /** Ends the job: a restart would find the same. */
  static SuppressRestartsException refusal(String other, String requests) {
    return new SuppressRestartsException(
        new IllegalStateException(
            "another run (%s) decides on the topic '%s' already: beside it every request would be decided twice, and two states would learn apart. Stop that run (flink stop %s) and start this one from its savepoint, or leave this one; --%s=true lets both decide"
                .formatted(other, requests, other, JobOptions.START_BESIDE.key())));
  }

  private Producer<byte[], byte[]> producer() {
    Properties producing = new Properties();
    producing.putAll(properties);
    producing.setProperty(
        ProducerConfig.MAX_BLOCK_MS_CONFIG, Long.toString(OtherRuns.SILENCE.toMillis()));
    ByteArraySerializer bytes = new ByteArraySerializer();
    return new KafkaProducer<>(producing, bytes, bytes);
  }
}

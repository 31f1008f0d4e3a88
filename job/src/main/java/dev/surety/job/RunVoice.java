package dev.surety.job;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;

/** Tells others of a run. Its producer is made when there is something to say. */
final class RunVoice implements AutoCloseable {

  private static final Duration LAST_WORD = Duration.ofSeconds(1);

  private final String run;
  private final String requests;
  private final String topic;
  private final Supplier<Producer<byte[], byte[]>> producers;
  private Producer<byte[], byte[]> producer;

  RunVoice(
      String run, String requests, String topic, Supplier<Producer<byte[], byte[]>> producers) {
    this.run = run;
    this.requests = requests;
    this.topic = topic;
    this.producers = producers;
  }

  String requests() {
    return requests;
  }

  /** Says it, some time: the next beat says it again. */
  Future<RecordMetadata> say(RunBeat.State state, long claim) {
    if (producer == null) {
      producer = producers.get();
    }
    return producer.send(new RunBeat(run, requests, state, claim).on(topic));
  }

  /**
   * Says that the run decides, for the first time.
   *
   * @return where in the topic it stands: the claim
   * @throws KafkaException if it can't be said
   */
  long claim() throws InterruptedException {
    try {
      return say(RunBeat.State.DECIDING, RunBeat.NO_CLAIM)
          .get(OtherRuns.SILENCE.toMillis(), TimeUnit.MILLISECONDS)
          .offset();
    } catch (ExecutionException | TimeoutException e) {
      throw new KafkaException("the run could not be told of", e);
    }
  }

  @Override
  public void close() {
    if (producer != null) {
      producer.close(LAST_WORD);
    }
  }
}

package dev.surety.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.surety.wire.json.StandingJson;
import java.util.Locale;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * A sign of life of a run, on the first partition of the standings topic. It is a record without a
 * value under a key that no tenant can have, so whoever reads standings forgets a key that it never
 * knew, and compaction removes what is left of a run a day after its end.
 *
 * @param run id of the run
 * @param requests the topic that it decides on: others may share the topic of standings
 * @param state what it does
 * @param claim offset of the first of its beats that said {@link State#DECIDING}: the order of runs
 *     that no clock has to tell
 */
record RunBeat(String run, String requests, State state, long claim) {

  /** What a run does. */
  enum State {
    /** Looks whether another one decides. */
    WAITING,
    DECIDING,
    /** Has ended, or begins again in a moment. */
    OVER
  }

  /** Where beats are. */
  static final int PARTITION = 0;

  /** Of one that is about to be made. */
  static final long NO_CLAIM = -1;

  private static final String KEY = "run ";
  private static final String REQUESTS = "requests";
  private static final String STATE = "state";
  private static final String CLAIM = "claim";

  ProducerRecord<byte[], byte[]> on(String topic) {
    ProducerRecord<byte[], byte[]> record =
        new ProducerRecord<>(topic, PARTITION, (KEY + run).getBytes(UTF_8), null);
    record
        .headers()
        .add(StandingJson.RUN_HEADER, run.getBytes(UTF_8))
        .add(REQUESTS, requests.getBytes(UTF_8))
        .add(STATE, state.name().toLowerCase(Locale.ROOT).getBytes(UTF_8))
        .add(CLAIM, Long.toString(claim).getBytes(UTF_8));
    return record;
  }

  /** Or {@code null} if the record is a standing, or nothing that this version knows. */
  static RunBeat of(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() != null || record.key() == null || record.partition() != PARTITION) {
      return null;
    }
    String run = text(record.headers(), StandingJson.RUN_HEADER);
    String requests = text(record.headers(), REQUESTS);
    String state = text(record.headers(), STATE);
    String claim = text(record.headers(), CLAIM);
    if (run == null || requests == null || state == null || claim == null) {
      return null;
    }
    try {
      long claimed = Long.parseLong(claim);
      return new RunBeat(
          run,
          requests,
          State.valueOf(state.toUpperCase(Locale.ROOT)),
          claimed == NO_CLAIM ? record.offset() : claimed);
    } catch (IllegalArgumentException e) {
      return null; // of a version that says it otherwise
    }
  }

  private static String text(Headers headers, String name) {
    Header header = headers.lastHeader(name);
    return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
  }
}

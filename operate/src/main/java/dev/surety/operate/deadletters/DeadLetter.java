package dev.surety.operate.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.surety.domain.Rejection;
import dev.surety.wire.json.DeadLetters;
import dev.surety.wire.json.OwnHeader;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * One record that the job refused.
 *
 * @param id names this letter for ever: its place among the dead letters and when it was put there
 * @param topic where the refused record came from, with its partition and offset
 * @param appendedAt when Kafka took the refused record
 * @param key the refused record's own, may be {@code null}
 * @param value the refused record's own, may be {@code null}: a tombstone
 * @param cut whether the record was too large to be kept whole
 * @param headers that the refused record came with, as far as they were kept
 */
record DeadLetter(
    String id,
    Rejection rejection,
    String topic,
    String partition,
    String offset,
    Instant appendedAt,
    byte[] key,
    byte[] value,
    boolean cut,
    List<OwnHeader> headers) {

  /**
   * @throws IllegalArgumentException if the record is no dead letter; says what is wrong with it
   */
  static DeadLetter of(ConsumerRecord<byte[], byte[]> record) {
    Map<String, String> headers = new HashMap<>();
    record
        .headers()
        .forEach(h -> headers.put(h.key(), h.value() == null ? "" : new String(h.value(), UTF_8)));
    String place = record.topic() + '-' + record.partition() + '@' + record.offset();
    try {
      return new DeadLetter(
          place + '/' + record.timestamp(),
          DeadLetters.rejection(headers),
          header(headers, DeadLetters.TOPIC),
          header(headers, DeadLetters.PARTITION),
          header(headers, DeadLetters.OFFSET),
          Instant.parse(header(headers, DeadLetters.TIME)),
          record.key(),
          record.value(),
          headers.containsKey(DeadLetters.VALUE_CUT) || headers.containsKey(DeadLetters.KEY_CUT),
          own(record.headers()));
    } catch (IllegalArgumentException | DateTimeParseException e) {
      throw new IllegalArgumentException(
          place + " is no dead letter: " + e.getMessage() + "; name the right topic with --from",
          e);
    }
  }

  /** But what an earlier replay added: the record is not that letter's any more. */
  private static List<OwnHeader> own(Headers headers) {
    List<OwnHeader> own = new ArrayList<>();
    for (Header header : headers) {
      String name = DeadLetters.ownName(header.key());
      if (name != null && !name.equals(DeadLetterReplay.GUARD)) {
        own.add(new OwnHeader(name, header.value()));
      }
    }
    return own;
  }

  private static String header(Map<String, String> headers, String name) {
    String value = headers.get(name);
    if (value == null) {
      throw new IllegalArgumentException("the header '" + name + "' is missing");
    }
    return value;
  }

  /** Where the refused record lies, as long as its topic keeps it. */
  String address() {
    return topic + '-' + partition + '@' + offset;
  }

  /** What ROUTE refuses is written anew, without its prompt. */
  boolean rewritten() {
    return switch (rejection.reason()) {
      case NO_SLA, NO_MODELS, NO_ARTEFACT, BUDGET_SPENT, TOO_MANY_KEYS -> true;
      case MALFORMED, BAD_TIME, UNSUPPORTED -> false;
    };
  }
}

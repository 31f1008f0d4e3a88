package dev.surety.demo.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.Rejection;
import dev.surety.wire.json.DeadLetters;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** A record that Kafka took, and where it lies. */
record SentRecord(RecordMetadata place, byte[] key, byte[] value) {

  /**
   * @param value may be {@code null}: a tombstone
   */
  static SentRecord send(Producer<byte[], byte[]> producer, String topic, String key, byte[] value)
      throws Exception {
    byte[] keyBytes = key.getBytes(UTF_8);
    return new SentRecord(
        producer.send(new ProducerRecord<>(topic, keyBytes, value)).get(), keyBytes, value);
  }

  /** {@code topic-partition@offset}. */
  String address() {
    return place.toString();
  }

  /** The same of the record that a dead letter is about. */
  static String addressIn(ConsumerRecord<byte[], byte[]> deadLetter) {
    Map<String, String> headers = headers(deadLetter);
    return headers.get(DeadLetters.TOPIC)
        + '-'
        + headers.get(DeadLetters.PARTITION)
        + '@'
        + headers.get(DeadLetters.OFFSET);
  }

  /** The letter has this record's own bytes, and the reason. */
  void assertLiesIn(ConsumerRecord<byte[], byte[]> deadLetter, Rejection.Reason reason) {
    Rejection rejection = DeadLetters.rejection(headers(deadLetter));
    assertThat(rejection.reason()).as(address()).isEqualTo(reason);
    assertThat(rejection.detail()).as(address()).isNotBlank();
    assertThat(deadLetter.key()).as(address()).isEqualTo(key);
    assertThat(deadLetter.value()).as(address()).isEqualTo(value);
    assertThat(headers(deadLetter)).containsKeys(DeadLetters.TIME, DeadLetters.JOB_VERSION);
  }

  private static Map<String, String> headers(ConsumerRecord<byte[], byte[]> record) {
    Map<String, String> headers = new HashMap<>();
    record
        .headers()
        .forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
    return headers;
  }
}

package dev.surety.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.surety.wire.json.DeadLetters;
import dev.surety.wire.json.TopicRecord;
import java.io.IOException;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.record.AbstractRecords;
import org.apache.kafka.common.record.CompressionType;
import org.apache.kafka.common.record.RecordBatch;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** A topic that refuses a letter gets a shorter one, and nobody is stopped. */
class DeadLetterWriterTest {

  private static final int OPTION = 1 << 20;

  private final SimpleCounter lost = new SimpleCounter();

  /** Takes records up to a size; or nothing at all, for another reason. */
  private static final class Topic extends MockProducer<byte[], byte[]> {

    private int limit;
    private RuntimeException broken;

    Topic(int limit) {
      super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
      this.limit = limit;
    }

    @Override
    public synchronized Future<RecordMetadata> send(
        ProducerRecord<byte[], byte[]> record, Callback callback) {
      int size =
          AbstractRecords.estimateSizeInBytesUpperBound(
              RecordBatch.CURRENT_MAGIC_VALUE,
              CompressionType.NONE,
              record.key(),
              record.value(),
              record.headers().toArray());
      RuntimeException refusal = size > limit ? new RecordTooLargeException("no") : broken;
      if (refusal == null) {
        return super.send(record, callback);
      }
      callback.onCompletion(null, refusal);
      return CompletableFuture.failedFuture(refusal);
    }
  }

  private static TopicRecord letter(int bytes) {
    return new TopicRecord(
        new byte[4], new byte[bytes], Map.of("reason", "malformed", "topic", "requests"));
  }

  private DeadLetterWriter writer(Topic topic) {
    return new DeadLetterWriter("dead-letters", OPTION, topic, new SimpleCounter(), lost);
  }

  @Test
  void aBrokenRecordOf300KilobytesIsCutToWhatItsTopicTakes() throws Exception {
    Topic topic = new Topic(100_000);
    DeadLetterWriter writer = writer(topic);

    writer.write(letter(300_000), null);
    writer.flush(false);

    assertThat(topic.history()).hasSize(1);
    ProducerRecord<byte[], byte[]> kept = topic.history().get(0);
    assertThat(kept.value().length).isBetween(25_000, 100_000);
    assertThat(new String(kept.headers().lastHeader(DeadLetters.VALUE_CUT).value(), UTF_8))
        .isEqualTo("300000");
    assertThat(new String(kept.headers().lastHeader("topic").value(), UTF_8)).isEqualTo("requests");
    assertThat(lost.getCount()).isZero();
  }

  @Test
  void aLimitThatIsLoweredWhileItRunsStopsNobody() throws Exception {
    Topic topic = new Topic(OPTION);
    DeadLetterWriter writer = writer(topic);
    writer.write(letter(300_000), null);
    topic.limit = 5_000;
    for (int i = 0; i < 20; i++) {
      writer.write(letter(300_000), null);
    }
    writer.write(letter(10), null);
    writer.flush(false);

    assertThat(topic.history()).hasSize(22);
    assertThat(lost.getCount()).isZero();
  }

  @Test
  void whateverATopicTakesFromTwoKilobytesOnKeepsEveryLetter() throws Exception {
    Random chance = new Random(1);
    for (int i = 0; i < 200; i++) {
      Topic topic = new Topic(2_048 + chance.nextInt(OPTION));
      DeadLetterWriter writer = writer(topic);
      int bytes = chance.nextInt(2 * OPTION);

      writer.write(letter(bytes), null);
      writer.write(letter(bytes), null);
      writer.flush(false);

      assertThat(topic.history()).hasSize(2);
    }
  }

  @Test
  void aTopicThatTakesNothingCostsTheLetterAndCountsIt() throws Exception {
    DeadLetterWriter writer = writer(new Topic(10));

    writer.write(letter(300_000), null);
    writer.flush(false);

    assertThat(lost.getCount()).isEqualTo(1);
  }

  @Test
  void whateverElseIsWrongFailsTheCheckpointAsNothingMayBeLost() throws Exception {
    Topic topic = new Topic(OPTION);
    topic.broken = new AuthorizationException("no");
    DeadLetterWriter writer = writer(topic);

    writer.write(letter(10), null);

    assertThatThrownBy(() -> writer.flush(false))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("dead-letters");
  }
}

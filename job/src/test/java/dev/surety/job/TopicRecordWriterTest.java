package dev.surety.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.wire.json.DeadLetters;
import dev.surety.wire.json.OwnHeader;
import dev.surety.wire.json.TopicRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.record.AbstractRecords;
import org.apache.kafka.common.record.CompressionType;
import org.apache.kafka.common.record.RecordBatch;
import org.junit.jupiter.api.Test;

class TopicRecordWriterTest {

  private static final int MAX = 16 << 10;

  private final TopicRecordWriter writer = new TopicRecordWriter("t", MAX);

  @Test
  void aRecordIsWrittenAsItIs() {
    byte[] key = {1};
    byte[] value = {2};

    ProducerRecord<byte[], byte[]> written = write(new TopicRecord(key, value));

    assertThat(written.topic()).isEqualTo("t");
    assertThat(written.key()).isSameAs(key);
    assertThat(written.value()).isSameAs(value);
    assertThat(written.headers()).isEmpty();
  }

  @Test
  void headersAreUtf8AndATombstoneStaysOne() {
    ProducerRecord<byte[], byte[]> written =
        write(new TopicRecord(null, null, Map.of("detail", "zu groß")));

    assertThat(header(written, "detail")).isEqualTo("zu groß");
    assertThat(written.key()).isNull();
    assertThat(written.value()).isNull();
    assertThat(written.headers().lastHeader(DeadLetters.VALUE_CUT)).isNull();
  }

  @Test
  void aDeadLetterThatFitsIsUntouched() {
    byte[] value = new byte[MAX - 1000];

    ProducerRecord<byte[], byte[]> written =
        write(new TopicRecord(new byte[4], value, Map.of("reason", "malformed")));

    assertThat(written.value()).isSameAs(value);
  }

  @Test
  void aDeadLetterThatIsTooLargeIsCutToWhatKafkaTakes() {
    byte[] value = new byte[3 * MAX];
    Map<String, String> headers = Map.of("reason", "malformed", "detail", "ö".repeat(MAX));

    ProducerRecord<byte[], byte[]> written = write(new TopicRecord(new byte[MAX], value, headers));

    assertThat(header(written, DeadLetters.VALUE_CUT)).isEqualTo(String.valueOf(3 * MAX));
    assertThat(header(written, DeadLetters.KEY_CUT)).isEqualTo(String.valueOf(MAX));
    assertThat(sizeAsTheProducerCountsIt(written)).isBetween(MAX - 600, MAX);
  }

  @Test
  void aDeadLetterKeepsTheHeadersOfTheRecordBesideOurs() {
    List<OwnHeader> own =
        List.of(
            new OwnHeader("traceparent", new byte[] {1, -1}),
            new OwnHeader("reason", "theirs".getBytes(UTF_8)),
            new OwnHeader("empty", null));

    ProducerRecord<byte[], byte[]> written =
        write(new TopicRecord(new byte[1], new byte[2], Map.of("reason", "malformed"), own));

    assertThat(written.headers().lastHeader("traceparent").value()).containsExactly(1, -1);
    assertThat(header(written, "reason")).isEqualTo("malformed");
    assertThat(header(written, "original.reason")).isEqualTo("theirs");
    assertThat(written.headers().lastHeader("empty").value()).isNull();
  }

  @Test
  void tooManyHeadersAreLeftOutAndCountedBeforeTheRecordIsCut() {
    List<OwnHeader> own = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      own.add(new OwnHeader("ü" + i, new byte[20]));
    }
    byte[] value = new byte[MAX];

    ProducerRecord<byte[], byte[]> written =
        write(new TopicRecord(new byte[1], value, Map.of("reason", "malformed"), own));

    int kept = written.headers().toArray().length - 3;
    assertThat(kept).isGreaterThan(80);
    assertThat(header(written, DeadLetters.HEADERS_CUT)).isEqualTo(String.valueOf(2000 - kept));
    assertThat(written.value().length).isGreaterThan(MAX / 2);
    assertThat(sizeAsTheProducerCountsIt(written)).isLessThanOrEqualTo(MAX);
  }

  private static int sizeAsTheProducerCountsIt(ProducerRecord<byte[], byte[]> written) {
    return AbstractRecords.estimateSizeInBytesUpperBound(
        RecordBatch.CURRENT_MAGIC_VALUE,
        CompressionType.NONE,
        written.key(),
        written.value(),
        written.headers().toArray());
  }

  private ProducerRecord<byte[], byte[]> write(TopicRecord record) {
    return writer.serialize(record, null, null);
  }

  private static String header(ProducerRecord<byte[], byte[]> written, String key) {
    Header header = written.headers().lastHeader(key);
    return new String(header.value(), UTF_8);
  }
}

package dev.surety.trials.fuzz;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.Rejection;
import dev.surety.domain.Rejection.Reason;
import dev.surety.trials.fuzz.FuzzRecord.Input;
import dev.surety.wire.json.DeadLetters;
import dev.surety.wire.json.TopicRecord;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** Harm would be noticed: each way in which dead letters can be wrong is counted. */
class ExpectedDeadLettersTest {

  private static final byte[] VALUE = {1, 2, 3};

  private final ExpectedDeadLetters expected = new ExpectedDeadLetters(1000);

  @Test
  void aLetterAsItMustBeIsNoComplaint() {
    expected.await("requests-0@5", bad(VALUE));
    expected.take(letter(5, Reason.MALFORMED, VALUE));
    assertThat(expected.complaints()).isEmpty();
    assertThat(expected.letters()).isOne();
  }

  @Test
  void aBadRecordWithoutALetterIsMissing() {
    expected.await("requests-0@5", bad(VALUE));
    assertThat(expected.missing()).isOne();
    assertThat(expected.complaints()).isEqualTo(Map.of("broken: no dead letter", 1L));
  }

  @Test
  void aLetterAboutAGoodRecordAndASecondOneAreUnexpected() {
    expected.take(letter(4, Reason.MALFORMED, VALUE));
    expected.await("requests-0@5", bad(VALUE));
    expected.take(letter(5, Reason.MALFORMED, VALUE));
    expected.take(letter(5, Reason.MALFORMED, VALUE));
    assertThat(expected.unexpected()).isEqualTo(2);
  }

  @Test
  void anotherReasonAndOtherBytesAreNoticed() {
    expected.await("requests-0@5", bad(VALUE));
    expected.await("requests-0@6", bad(VALUE));
    expected.take(letter(5, Reason.BAD_TIME, VALUE));
    expected.take(letter(6, Reason.MALFORMED, new byte[] {1, 2}));
    assertThat(expected.wrongReasons()).isOne();
    assertThat(expected.changed()).isOne();
    assertThat(expected.complaints()).hasSize(2);
  }

  @Test
  void aRecordThatWasTooLargeMayBeCut() {
    expected.await("requests-0@5", bad(new byte[2000]));
    expected.take(letter(5, Reason.MALFORMED, new byte[10]));
    assertThat(expected.complaints()).isEmpty();
  }

  private static FuzzRecord bad(byte[] value) {
    return new FuzzRecord(Input.REQUESTS, null, value, "broken", Reason.MALFORMED);
  }

  private static ConsumerRecord<byte[], byte[]> letter(long offset, Reason reason, byte[] value) {
    TopicRecord letter =
        DeadLetters.record("requests", 0, offset, 0, new Rejection(reason, "x"), "1", null, value);
    var record = new ConsumerRecord<byte[], byte[]>("dead-letters", 0, 0, null, value);
    letter.headers().forEach((name, text) -> record.headers().add(name, text.getBytes(UTF_8)));
    return record;
  }
}

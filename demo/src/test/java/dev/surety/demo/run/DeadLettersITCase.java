package dev.surety.demo.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.client.Topics;
import dev.surety.demo.kafka.EmbeddedKafka;
import dev.surety.domain.Rejection;
import dev.surety.domain.Rejection.Reason;
import dev.surety.wire.json.DeadLetters;
import dev.surety.wire.json.TopicRecord;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** Dead letters are listed and sent again, each once. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DeadLettersITCase {

  private static final long NOON = Instant.parse("2026-03-02T12:00:00Z").toEpochMilli();
  private static final byte[] KEY = {'a', (byte) 0xff, '/', 'b'};
  private static final byte[] VALUE = {'{', (byte) 0x80, 0};

  private static EmbeddedKafka kafka;

  @BeforeAll
  static void putLetters() throws Exception {
    kafka = EmbeddedKafka.start();
    kafka.createTopics(TopicLayout.of(Topics.DEFAULT, 2));
    try (var producer =
        new KafkaProducer<>(clients(), new ByteArraySerializer(), new ByteArraySerializer())) {
      put(
          producer,
          "feedback",
          0,
          Reason.MALFORMED,
          "field 'score' is '2'",
          KEY,
          VALUE,
          Map.of(
              "traceparent",
              "00-17",
              DeadLetters.letterName(DeadLetters.REASON),
              "theirs",
              "replayed_dead_letter",
              "of an earlier letter"));
      put(producer, "feedback", 1, Reason.MALFORMED, "a\u001b[31mred", KEY, null, Map.of());
      put(producer, "requests", 2, Reason.NO_SLA, "no SLA", KEY, "{}".getBytes(UTF_8), Map.of());
      put(
          producer,
          "requests",
          3,
          Reason.MALFORMED,
          "too large",
          KEY,
          VALUE,
          Map.of(DeadLetters.VALUE_CUT, "10000000"));
    }
  }

  private static void put(
      KafkaProducer<byte[], byte[]> producer,
      String topic,
      int offset,
      Reason reason,
      String detail,
      byte[] key,
      byte[] value,
      Map<String, String> more)
      throws Exception {
    TopicRecord letter =
        DeadLetters.record(
            topic,
            0,
            offset,
            NOON + offset,
            new Rejection(reason, detail),
            "test",
            key,
            value,
            List.of());
    var record = new ProducerRecord<>(Topics.DEFAULT.deadLetters(), key, value);
    letter.headers().forEach((name, text) -> record.headers().add(name, text.getBytes(UTF_8)));
    more.forEach((name, text) -> record.headers().add(name, text.getBytes(UTF_8)));
    producer.send(record).get();
  }

  @AfterAll
  static void stop() throws Exception {
    kafka.close();
  }

  private static Map<String, Object> clients() {
    return Map.of("bootstrap.servers", kafka.bootstrap());
  }

  private static String deadLetters(String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of("--bootstrap-servers", kafka.bootstrap()));
    return SuretyDeadLetters.run(all.toArray(String[]::new));
  }

  @Test
  @Order(1)
  void theyAreCountedAndShownWithoutControlCharacters() {
    assertThat(deadLetters("list"))
        .contains("4 dead letters")
        .contains("2  malformed from feedback")
        .contains("1  no_sla from requests")
        .contains("feedback-0@1")
        .contains("a?[31mred")
        .doesNotContain("\u001b");
    assertThat(deadLetters("list", "--since", "2026-03-02T12:00:00.002Z", "--newest", "1"))
        .contains("2 dead letters")
        .doesNotContain("requests-0@2");
  }

  @Test
  @Order(2)
  void aDryRunSendsNothing() throws Exception {
    assertThat(deadLetters("replay", "--dry-run"))
        .contains("4 dead letters are meant; would send 3")
        .contains("1 were too large")
        .contains("1 of those to be sent were refused by ROUTE");
    assertThat(sent("feedback")).isEmpty();
  }

  @Test
  @Order(3)
  void eachIsSentOnceWithItsOwnBytesAndTime() throws Exception {
    assertThat(deadLetters("replay", "--topic", "feedback")).contains("sent 2");
    assertThat(deadLetters("replay"))
        .contains("4 dead letters are meant; sent 1")
        .contains("2 were sent before");
    assertThat(deadLetters("replay")).contains("sent 0").contains("3 were sent before");

    List<ConsumerRecord<byte[], byte[]>> feedback = sent("feedback");
    assertThat(feedback).hasSize(2);
    assertThat(feedback.get(0).key()).isEqualTo(KEY);
    assertThat(feedback.get(0).value()).isEqualTo(VALUE);
    assertThat(feedback.get(0).timestamp()).isEqualTo(NOON);
    assertThat(header(feedback.get(0), "traceparent")).isEqualTo("00-17");
    assertThat(header(feedback.get(0), "reason")).isEqualTo("theirs");
    assertThat(feedback.get(0).headers().headers("replayed_dead_letter")).hasSize(1);
    assertThat(header(feedback.get(0), "replayed_dead_letter")).startsWith("dead-letters-");
    assertThat(feedback.get(0).headers()).as("none of ours").hasSize(3);
    assertThat(feedback.get(1).value()).isNull();
    assertThat(sent("requests")).hasSize(1);
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    return new String(record.headers().lastHeader(name).value(), UTF_8);
  }

  @Test
  @Order(4)
  void aTopicThatHoldsOtherThingsIsSaidSo() {
    StringWriter text = new StringWriter();
    int code =
        SuretyDeadLetters.run(
            new PrintWriter(text, true),
            "list",
            "--bootstrap-servers",
            kafka.bootstrap(),
            "--from",
            "feedback");
    assertThat(code).isEqualTo(1);
    assertThat(text.toString())
        .contains("is no dead letter")
        .contains("--from")
        .doesNotContain("\tat ");
  }

  /** The job reads committed records only, and none past an open transaction. */
  @Test
  @Order(5)
  void aReplayThatFailsMidwayLeavesNoTransactionOpen() throws Exception {
    try (Admin admin = Admin.create(clients());
        var producer =
            new KafkaProducer<>(clients(), new ByteArraySerializer(), new ByteArraySerializer())) {
      byte[] large = new byte[50_000];
      put(producer, "requests", 4, Reason.BAD_TIME, "old", KEY, VALUE, Map.of());
      put(producer, "requests", 5, Reason.BAD_TIME, "old", KEY, large, Map.of());
      TopicLimit.set(clients(), "requests", 10_000);

      StringWriter text = new StringWriter();
      int code =
          SuretyDeadLetters.run(
              new PrintWriter(text, true),
              "replay",
              "--bootstrap-servers",
              kafka.bootstrap(),
              "--reason",
              "bad_time");

      assertThat(code).isNotZero();
      assertThat(text.toString()).doesNotContain("\tat ");
      var transaction =
          admin
              .describeTransactions(List.of("surety-dead-letters-replay"))
              .all()
              .get()
              .get("surety-dead-letters-replay");
      assertThat(transaction.state())
          .isIn(TransactionState.COMPLETE_ABORT, TransactionState.PREPARE_ABORT);
      assertThat(transaction.transactionTimeoutMs()).isLessThanOrEqualTo(15_000);
      // What comes after it is read, and nothing of it was sent.
      producer.send(new ProducerRecord<>("requests", KEY, "after".getBytes(UTF_8))).get();
      assertThat(sent("requests"))
          .extracting(r -> new String(r.value(), UTF_8))
          .endsWith("after")
          .hasSize(2);
    }
  }

  /** As the job reads: what was committed. */
  private static List<ConsumerRecord<byte[], byte[]>> sent(String topic) throws Exception {
    Map<String, Object> committed = new HashMap<>(clients());
    committed.put("isolation.level", "read_committed");
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    new TopicReader(committed).read(topic, records::add);
    return records;
  }
}

package dev.surety.trials.drill;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.surety.client.Topics;
import dev.surety.demo.run.TopicReader;
import dev.surety.domain.Answer;
import dev.surety.domain.TenantTier;
import dev.surety.trials.soak.Foreign;
import dev.surety.wire.json.DeadLetters;
import dev.surety.wire.json.DecisionJson;
import dev.surety.wire.json.MalformedRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What an operator does to the topics of a shop, and sees on them. */
final class OperatorDesk implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Topics topics;
  private final TopicReader reader;
  private final Admin admin;
  private final KafkaProducer<byte[], byte[]> producer;

  OperatorDesk(Map<String, Object> clients, Topics topics) {
    this.topics = topics;
    this.reader = new TopicReader(clients);
    this.admin = Admin.create(clients);
    this.producer =
        new KafkaProducer<>(clients, new ByteArraySerializer(), new ByteArraySerializer());
  }

  Admin admin() {
    return admin;
  }

  Topics topics() {
    return topics;
  }

  /** The last record of each subject on the control topic; those that were taken back are gone. */
  Map<String, ObjectNode> control() throws IOException {
    Map<String, ObjectNode> last = new LinkedHashMap<>();
    for (ConsumerRecord<byte[], byte[]> record : read(topics.control())) {
      String subject = new String(record.key(), UTF_8);
      if (record.value() == null) {
        last.remove(subject);
      } else {
        last.put(subject, (ObjectNode) JSON.readTree(record.value()));
      }
    }
    return last;
  }

  /** The name on the control topic of the first promise there. */
  String promise() throws IOException {
    return control().keySet().stream()
        .filter(subject -> subject.startsWith("sla/"))
        .findFirst()
        .orElseThrow();
  }

  /** To whom that promise is. */
  TenantTier promised() throws IOException {
    ObjectNode promise = control().get(promise());
    return new TenantTier(promise.path("tenant").asText(), promise.path("tier").asText());
  }

  /** Publishes past all checks, as a tool of somebody's own would; {@code null} is a tombstone. */
  void publish(String subject, ObjectNode record) throws IOException, InterruptedException {
    send(
        new ProducerRecord<>(
            topics.control(),
            subject.getBytes(UTF_8),
            record == null ? null : JSON.writeValueAsBytes(record)));
  }

  /** Sends what is none of the users'. */
  void sendForeign(String topic, Integer partition, byte[] key, byte[] value)
      throws IOException, InterruptedException {
    send(Foreign.record(topic, partition, key, value));
  }

  /** The same without waiting until it is taken. */
  void streamForeign(String topic, byte[] key, byte[] value) {
    producer.send(Foreign.record(topic, null, key, value));
  }

  void flush() {
    producer.flush();
  }

  /** Answers since then, refusals too. */
  List<Answer> answersSince(long epochMillis) throws IOException {
    List<Answer> answers = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : read(topics.decisions())) {
      if (record.timestamp() >= epochMillis) {
        try {
          answers.add(DecisionJson.read(record.value()));
        } catch (MalformedRecord e) {
          throw new IOException("the job wrote a decision that is none", e);
        }
      }
    }
    return answers;
  }

  /** Reasons and details of the dead letters since then. */
  List<String> lettersSince(long epochMillis) throws IOException {
    List<String> letters = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : read(topics.deadLetters())) {
      if (record.timestamp() >= epochMillis) {
        letters.add(header(record, DeadLetters.REASON) + ": " + header(record, DeadLetters.DETAIL));
      }
    }
    return letters;
  }

  List<ConsumerRecord<byte[], byte[]>> read(String topic) throws IOException {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    reader.read(topic, records::add);
    return records;
  }

  private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
    var header = record.headers().lastHeader(name);
    return header == null ? "" : new String(header.value(), UTF_8);
  }

  private void send(ProducerRecord<byte[], byte[]> record)
      throws IOException, InterruptedException {
    try {
      producer.send(record).get();
    } catch (ExecutionException e) {
      throw new IOException("Kafka did not take a record: " + e.getCause().getMessage(), e);
    }
  }

  @Override
  public void close() {
    producer.close();
    admin.close();
  }
}

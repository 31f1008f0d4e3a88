package dev.surety.demo.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.surety.client.Topics;
import dev.surety.domain.Answer;
import dev.surety.domain.Decision;
import dev.surety.domain.Refusal;
import dev.surety.domain.Standing;
import dev.surety.domain.TenantTier;
import dev.surety.wire.json.DecisionJson;
import dev.surety.wire.json.StandingJson;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The test in the router's place: says on the topics what a test wants the gateway to hear. */
final class RouterPlay implements AutoCloseable {

  private final Topics topics;
  private final KafkaProducer<byte[], byte[]> producer;

  RouterPlay(Map<String, Object> clients, Topics topics) {
    this.topics = topics;
    producer = new KafkaProducer<>(clients, new ByteArraySerializer(), new ByteArraySerializer());
  }

  static Decision decision(TenantTier key, String requestId, String model) {
    return decision(key, requestId, model, true);
  }

  static Decision decision(TenantTier key, String requestId, String model, boolean apply) {
    return new Decision(
        "id-" + model,
        requestId,
        key,
        model,
        apply,
        List.of(),
        List.of("a", "b"),
        false,
        false,
        1,
        0,
        0.9,
        "surety",
        Decision.Reason.EXPLOIT,
        1,
        null);
  }

  void say(Answer answer) throws Exception {
    DecisionJson.Writer json = new DecisionJson.Writer();
    byte[] value = answer instanceof Decision d ? json.write(d) : json.write((Refusal) answer);
    send(new ProducerRecord<>(topics.decisions(), answer.key().key().getBytes(UTF_8), value));
  }

  /** To a partition of the test's choice. */
  void say(Decision decision, int partition) throws Exception {
    byte[] value = new DecisionJson.Writer().write(decision);
    send(new ProducerRecord<>(topics.decisions(), partition, new byte[0], value));
  }

  void sayAnything(String topic, String key, String value) throws Exception {
    send(
        new ProducerRecord<>(
            topic, key.getBytes(UTF_8), value == null ? null : value.getBytes(UTF_8)));
  }

  void standing(String tenant, long seq, String best) throws Exception {
    sayAnything(
        topics.standings(),
        tenant + "/gold",
        """
        {"tenant":"%s","tier":"gold","time":"2026-01-01T00:00:00Z","seq":%d,"policy":"surety",
         "target":0.9,"best":"%s","fallbacks":["second"],"mode":"apply"}"""
            .formatted(tenant, seq, best));
  }

  void stands(Standing standing) throws Exception {
    byte[] value = new StandingJson.Writer().write(standing);
    send(new ProducerRecord<>(topics.standings(), standing.key().key().getBytes(UTF_8), value));
  }

  private void send(ProducerRecord<byte[], byte[]> record) throws Exception {
    producer.send(record).get(60, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    producer.close();
  }
}

package dev.surety.demo.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.client.Topics;
import dev.surety.domain.ControlUpdate.ModelUpdate;
import dev.surety.domain.ControlUpdate.SlaUpdate;
import dev.surety.domain.Decision;
import dev.surety.job.options.JobOptions;
import dev.surety.testing.Pools;
import dev.surety.testing.Promises;
import dev.surety.testing.Requests;
import dev.surety.wire.json.ControlJson;
import dev.surety.wire.json.DecisionJson;
import dev.surety.wire.json.RequestJson;
import dev.surety.wire.json.TopicRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes to the topics of a job record by record, and reads what is on them; starts the job. */
final class TopicsByHand implements AutoCloseable {

  static final Topics TOPICS = Topics.DEFAULT;

  /** A look opens a consumer and reads a topic from its beginning. */
  private static final long LOOK_MILLIS = 400;

  final Map<String, Object> clients;
  final KafkaProducer<byte[], byte[]> producer;
  private final Workspace workspace;

  TopicsByHand(String bootstrap, Workspace workspace) {
    this.clients = Map.of("bootstrap.servers", bootstrap);
    this.workspace = workspace;
    this.producer =
        new KafkaProducer<>(clients, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** Three models, and a promise to {@link Requests#KEY}. */
  void configure() throws Exception {
    for (var model : Pools.three()) {
      put(ControlJson.write(new ModelUpdate(model)));
    }
    put(
        ControlJson.write(
            new SlaUpdate(
                Requests.KEY.tenant(), Requests.KEY.tier(), Promises.messPlus(0.8).sla())));
  }

  private void put(TopicRecord record) throws Exception {
    producer.send(new ProducerRecord<>(TOPICS.control(), record.key(), record.value())).get();
  }

  /**
   * @param partition or {@code null} for where the key belongs
   */
  void ask(String id, Integer partition) throws Exception {
    var request = Requests.id(id).of(Requests.KEY).at(System.currentTimeMillis()).request();
    byte[] key = Requests.KEY.key().getBytes(UTF_8);
    producer
        .send(new ProducerRecord<>(TOPICS.requests(), partition, key, RequestJson.write(request)))
        .get();
  }

  /** Ids of the requests that are decided, in order. */
  List<String> decided() throws Exception {
    List<String> ids = new ArrayList<>();
    for (var record : read(TOPICS.decisions())) {
      if (DecisionJson.read(record.value()) instanceof Decision decision) {
        ids.add(decision.requestId());
      }
    }
    return ids;
  }

  List<ConsumerRecord<byte[], byte[]>> read(String topic) throws Exception {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    new TopicReader(clients).read(topic, records::add);
    return records;
  }

  /** The same without what was sent in transactions that were given up. */
  List<ConsumerRecord<byte[], byte[]>> committed(String topic) throws Exception {
    Map<String, Object> reading = new HashMap<>(clients);
    reading.put("isolation.level", "read_committed");
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    new TopicReader(reading).read(topic, records::add);
    return records;
  }

  /**
   * @param from a savepoint, or {@code null}
   */
  DemoJob start(String from, Map<String, String> options) throws Exception {
    Map<String, String> all = new HashMap<>(options);
    all.put(JobOptions.BOOTSTRAP_SERVERS.key(), clients.get("bootstrap.servers").toString());
    return JobLauncher.start(
        0,
        1,
        workspace,
        all,
        from == null ? Map.of() : Map.of(StateRecoveryOptions.SAVEPOINT_PATH.key(), from));
  }

  static void await(String what, Duration limit, Callable<Boolean> there) throws Exception {
    long deadline = System.nanoTime() + limit.toNanos();
    while (!there.call()) {
      assertThat(System.nanoTime()).as(what).isLessThan(deadline);
      Thread.sleep(LOOK_MILLIS);
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}

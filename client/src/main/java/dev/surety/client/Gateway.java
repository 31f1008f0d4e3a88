package dev.surety.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.surety.domain.Answer;
import dev.surety.domain.Decision;
import dev.surety.domain.Feedback;
import dev.surety.domain.Refusal;
import dev.surety.domain.RoutingRequest;
import dev.surety.domain.TenantTier;
import dev.surety.wire.json.DecisionJson;
import dev.surety.wire.json.FeedbackJson;
import dev.surety.wire.json.MalformedRecord;
import dev.surety.wire.json.RequestJson;
import dev.surety.wire.json.StandingJson;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A gateway's side of the contract. Requests go out and wait for their decision, by tenant, tier
 * and id: two tenants may use the same ids. The first decision of a request that names a model
 * which the request allows is executed and any further one ignored, since after a crash the router
 * may decide again, and a request that is sent again with other wishes may still get the decision
 * on its first form; a refusal is passed on at once. When nothing comes in time, the key's standing
 * names the model as far as the request allows it, and while the tenant is only observed the
 * request's incumbent answers. One thread reads decisions and standings; {@link #ask} may be called
 * from any thread.
 */
public final class Gateway implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
  private static final int OUTAGE_MILLIS = 600_000;
  private static final Duration POLL = Duration.ofMillis(100);

  private final Topics topics;
  private final Duration timeout;
  private final Standings standings;
  private final KafkaProducer<byte[], byte[]> producer;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final AtomicLong decisionsIgnored = new AtomicLong();
  private final Thread reader;
  private volatile boolean open = true;

  private final Map<Asked, Waiting> waiting = new ConcurrentHashMap<>();

  /** What tells one request from all others. */
  private record Asked(TenantTier key, String requestId) {

    static Asked of(RoutingRequest request) {
      return new Asked(request.key(), request.requestId());
    }
  }

  /** Each is itself: two requests of one id are two. */
  private static final class Waiting {
    final RoutingRequest request;
    final CompletableFuture<Answer> answer = new CompletableFuture<>();

    Waiting(RoutingRequest request) {
      this.request = request;
    }
  }

  /**
   * @param kafka client settings: bootstrap.servers and whatever security needs
   * @param timeout how long a user may wait for the router
   */
  public Gateway(Map<String, Object> kafka, Topics topics, Duration timeout, Standings standings) {
    this.topics = topics;
    this.timeout = timeout;
    this.standings = standings;
    Map<String, Object> producing = new HashMap<>(kafka);
    producing.put("linger.ms", 0);
    producing.put("acks", "all");
    // By default what a broker does not take for one or two minutes is thrown away.
    producing.put("max.block.ms", OUTAGE_MILLIS);
    producing.put("delivery.timeout.ms", OUTAGE_MILLIS);
    producer = new KafkaProducer<>(producing, new ByteArraySerializer(), new ByteArraySerializer());
    consumer = new KafkaConsumer<>(kafka, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    follow();
    reader = new Thread(this::read, "gateway-reader");
    reader.setDaemon(true);
    reader.start();
  }

  /** Decisions from now on, standings from the beginning. */
  private void follow() {
    List<TopicPartition> decisions = partitions(topics.decisions());
    List<TopicPartition> standing = partitions(topics.standings());
    List<TopicPartition> all = new ArrayList<>(decisions);
    all.addAll(standing);
    consumer.assign(all);
    consumer.seekToEnd(decisions);
    consumer.seekToBeginning(standing);
    all.forEach(consumer::position);
  }

  private List<TopicPartition> partitions(String topic) {
    return consumer.partitionsFor(topic).stream()
        .map(p -> new TopicPartition(p.topic(), p.partition()))
        .toList();
  }

  /**
   * Sends a request and completes with what is to be executed, at the latest after the time-out.
   */
  public CompletableFuture<Execution> ask(RoutingRequest request) {
    Waiting asked = new Waiting(request);
    long sent = System.nanoTime();
    waiting.put(Asked.of(request), asked);
    send(topics.requests(), request.key().key(), RequestJson.write(request));
    return asked
        .answer
        .completeOnTimeout(null, timeout.toMillis(), TimeUnit.MILLISECONDS)
        .thenApply(
            answer -> {
              waiting.remove(Asked.of(request), asked);
              return execution(request, answer, System.nanoTime() - sent);
            });
  }

  private Execution execution(RoutingRequest request, Answer answer, long latencyNanos) {
    String id = request.requestId();
    if (answer instanceof Refusal refusal) {
      return new Execution(id, null, refusal, null, List.of(), latencyNanos);
    }
    if (!(answer instanceof Decision decision)) {
      String model = standings.model(request);
      return new Execution(id, null, null, model, List.of(), latencyNanos);
    }
    boolean observed = !decision.apply() && request.incumbent() != null;
    return new Execution(
        id,
        decision,
        null,
        observed ? request.incumbent() : decision.model(),
        observed ? List.of() : decision.alsoQuery(),
        latencyNanos);
  }

  /** Passes on what an answer took and what its user said. */
  public void report(Feedback feedback) {
    send(topics.feedback(), feedback.key().key(), FeedbackJson.write(feedback));
  }

  private void send(String topic, String key, byte[] value) {
    producer.send(
        new ProducerRecord<>(topic, key.getBytes(UTF_8), value),
        (metadata, failure) -> {
          if (failure != null) {
            LOG.error("Kafka did not take a record for {}: {}", topic, failure.toString());
          }
        });
  }

  /** Decisions that came for a request which had been answered already, or does not allow them. */
  public long decisionsIgnored() {
    return decisionsIgnored.get();
  }

  /** Waits until Kafka has everything that was sent. */
  public void flush() {
    producer.flush();
  }

  private void read() {
    while (open) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        try {
          take(record);
        } catch (MalformedRecord e) {
          LOG.error("{}-{}@{}: {}", record.topic(), record.partition(), record.offset(), e);
        }
      }
    }
    consumer.close();
  }

  private void take(ConsumerRecord<byte[], byte[]> record) throws MalformedRecord {
    if (record.topic().equals(topics.standings())) {
      if (record.value() == null) {
        standings.forget(new String(record.key(), UTF_8));
      } else {
        standings.put(StandingJson.read(record.value()));
      }
      return;
    }
    Answer answer = DecisionJson.read(record.value());
    Asked asked = new Asked(answer.key(), answer.requestId());
    Waiting waits = waiting.get(asked);
    boolean wanted =
        waits != null
            && (!(answer instanceof Decision decision)
                || Wishes.allow(waits.request, decision.model()));
    if (wanted && waits.answer.complete(answer)) {
      waiting.remove(asked, waits);
    } else {
      decisionsIgnored.incrementAndGet();
    }
  }

  @Override
  public void close() {
    open = false;
    producer.close();
    try {
      reader.join(TimeUnit.SECONDS.toMillis(10));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

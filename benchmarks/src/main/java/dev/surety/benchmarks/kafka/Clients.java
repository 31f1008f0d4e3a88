package dev.surety.benchmarks.kafka;

import dev.surety.benchmarks.pipeline.RecordBytes;
import dev.surety.benchmarks.pipeline.Workload;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends requests and waits for decisions. A latency counts from the moment at which its request was
 * due, not from when it was sent: a sender that falls behind must not make the job look fast.
 */
final class Clients implements AutoCloseable {

  private static final int TENANTS = 1_000;

  /** Requests after which what a user says of one is sent. */
  private static final int FEEDBACK_LAG = 1_000;

  private static final byte[] BEFORE_ID = "\"request_id\":\"b7e1c0de-".getBytes();
  private static final Duration POLL = Duration.ofMillis(50);
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration LEAD = Duration.ofMillis(50);

  private final Map<Gathering, KafkaProducer<byte[], byte[]>> producers = new HashMap<>();
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Thread receiver;
  private final RecordBytes records = new RecordBytes(Line.MODELS);
  private volatile Segment segment = new Segment(0, 0);
  private volatile boolean closing;
  private long next;

  Clients(String bootstrap, List<? extends Line> lines) {
    for (Line line : lines) {
      producers.computeIfAbsent(line.clients(), gathering -> producer(bootstrap, gathering));
    }
    consumer =
        new KafkaConsumer<>(
            Map.of("bootstrap.servers", bootstrap, "auto.offset.reset", "earliest"),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    consumer.assign(
        lines.stream().map(line -> new TopicPartition(line.topics().decisions(), 0)).toList());
    receiver = new Thread(this::receive, "bench-receiver");
    receiver.setDaemon(true);
    receiver.start();
  }

  private static KafkaProducer<byte[], byte[]> producer(String bootstrap, Gathering gathering) {
    Map<String, Object> properties = new HashMap<>(gathering.properties());
    properties.put("bootstrap.servers", bootstrap);
    return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private void receive() {
    while (!closing) {
      for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
        segment.answered(number(record.value()), System.nanoTime());
      }
    }
    consumer.close();
  }

  /** Of the request that a decision is on. */
  static long number(byte[] decision) {
    for (int at = 0; at < decision.length - BEFORE_ID.length; at++) {
      int matched = 0;
      while (matched < BEFORE_ID.length && decision[at + matched] == BEFORE_ID[matched]) {
        matched++;
      }
      if (matched == BEFORE_ID.length) {
        long number = 0;
        for (int i = at + matched; decision[i] != '"'; i++) {
          number = 10 * number + decision[i] - '0';
        }
        return number;
      }
    }
    return -1;
  }

  /**
   * Sends so many requests evenly and waits for all decisions.
   *
   * @param rate requests a second; infinite for as fast as they can be sent
   */
  Segment send(Line line, int requests, double rate) throws IOException, InterruptedException {
    Segment sent = new Segment(next, requests);
    next += requests;
    segment = sent;
    long start = System.nanoTime() + LEAD.toNanos();
    for (int i = 0; i < requests; i++) {
      long due = start + (long) (i * 1e9 / rate);
      await(due);
      sent.due(i, Double.isInfinite(rate) ? System.nanoTime() : due);
      send(line, sent, i);
    }
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (sent.answered() < requests) {
      if (System.nanoTime() > deadline) {
        line.requireAlive();
        throw new IOException(
            "%d of %d requests were decided within %d s of the last"
                .formatted(sent.answered(), requests, PATIENCE.toSeconds()));
      }
      Thread.sleep(1);
    }
    return sent;
  }

  private void send(Line line, Segment sent, int i) {
    long number = sent.first() + i;
    long now = System.currentTimeMillis();
    int tenant = (int) (number % TENANTS);
    KafkaProducer<byte[], byte[]> producer = producers.get(line.clients());
    producer.send(
        new ProducerRecord<>(line.topics().requests(), records.request(number, tenant, now)));
    if (i >= FEEDBACK_LAG && number % Workload.JUDGED_EVERY == 0) {
      long judged = number - FEEDBACK_LAG;
      byte[] feedback = records.feedback(judged, (int) (judged % TENANTS), now);
      producer.send(new ProducerRecord<>(line.topics().feedback(), feedback));
    }
  }

  private static void await(long due) {
    for (long left; (left = due - System.nanoTime()) > 0; ) {
      LockSupport.parkNanos(left);
    }
  }

  @Override
  public void close() throws IOException {
    closing = true;
    producers.values().forEach(producer -> producer.close(PATIENCE));
    try {
      receiver.join(PATIENCE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the receiver ends", e);
    }
  }
}

package dev.surety.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.surety.domain.TenantTier;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is on its way to Kafka's producer, questions in their order and reports in theirs. The
 * producer itself holds its caller while it does not know a topic's partitions, as it may when
 * Kafka is away, and while its memory is full; a thread of the outbox's own is held in the stead of
 * whoever asks or reports.
 *
 * <p>A question leaves at once. Nobody waits for a report: one leaves at once, too, and those that
 * follow it within {@link #BETWEEN_REPORTS} leave together. Sent one by one they would cost the
 * broker and the router as much as the questions do, and hold these up.
 */
final class Outbox implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

  /** What may wait here, in bytes; the producer's own memory comes behind it. */
  private static final int ROOM = 32 << 20;

  /** What a report may wait here, and so what dies with its process beside what is under way. */
  static final Duration BETWEEN_REPORTS = Duration.ofMillis(10);

  /** In the queue where reports have begun to wait. */
  private static final Letter REPORTS_WAIT = Letter.mark((metadata, failure) -> {});

  private final Producer<byte[], byte[]> producer;
  private final GatewaySettings settings;
  private final BlockingQueue<Letter> letters = new LinkedBlockingQueue<>();
  private final Queue<Letter> reports = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean reportsAnnounced = new AtomicBoolean();
  private final Semaphore room = new Semaphore(ROOM);
  private final Thread thread = new Thread(this, "surety-gateway-sender");

  // Of that thread alone.
  private boolean reportsWait;
  private long reportsLeft = System.nanoTime() - BETWEEN_REPORTS.toNanos();

  /**
   * @param record to be sent, or {@code null} for a mark in the queue that is done when reached
   * @param until when it is too late to send it, by {@link System#nanoTime}
   */
  private record Letter(
      ProducerRecord<byte[], byte[]> record, int size, long until, Callback done) {

    static Letter mark(Callback reached) {
      return new Letter(null, 0, 0, reached);
    }
  }

  Outbox(Producer<byte[], byte[]> producer, GatewaySettings settings) {
    this.producer = producer;
    this.settings = settings;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  /**
   * Takes a question in, waiting for room if need be.
   *
   * @param done told on any thread, this one included, once Kafka has it or won't
   */
  void ask(TenantTier key, byte[] value, Callback done) {
    Letter letter = letter(settings.topics().requests(), key, value, done);
    if (letter != null) {
      letters.add(letter);
    }
  }

  /** Takes a report in, as a question. */
  void report(TenantTier key, byte[] value, Callback done) {
    Letter letter = letter(settings.topics().feedback(), key, value, done);
    if (letter != null) {
      reports.add(letter);
      if (reportsAnnounced.compareAndSet(false, true)) {
        letters.add(REPORTS_WAIT);
      }
    }
  }

  /** Of a record there is room for; else {@code null}, and it has been told so. */
  private Letter letter(String topic, TenantTier key, byte[] value, Callback done) {
    Callback telling =
        (metadata, failure) -> {
          if (failure != null) {
            LOG.error("Kafka did not take a record for {}: {}", topic, failure.toString());
          }
          done.onCompletion(metadata, failure);
        };
    int size = Math.min(ROOM, value.length);
    if (!makeRoom(size)) {
      telling.onCompletion(null, new BufferExhaustedException("too much is waiting for Kafka"));
      return null;
    }
    long until = System.nanoTime() + settings.keepFor().toNanos();
    var record = new ProducerRecord<>(topic, key.key().getBytes(UTF_8), value);
    return new Letter(record, size, until, telling);
  }

  private boolean makeRoom(int size) {
    if (room.tryAcquire(size)) {
      return true;
    }
    try {
      return room.tryAcquire(size, settings.maxBlock().toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void run() {
    learn(settings.topics().requests());
    learn(settings.topics().feedback());
    try {
      while (true) {
        Letter letter = next();
        if (letter == REPORTS_WAIT) {
          reportsWait = true;
        } else if (letter != null && letter.record == null) {
          postReports();
          letter.done.onCompletion(null, null);
        } else if (letter != null) {
          post(letter);
        }
        if (reportsWait && untilReports() <= 0) {
          postReports();
        }
      }
    } catch (InterruptedException e) {
      // It is closed: who still has a letter here is told so.
      tellClosed(letters);
      tellClosed(reports);
    }
  }

  /** The next letter, or {@code null} once it is time for reports that wait. */
  private Letter next() throws InterruptedException {
    return reportsWait ? letters.poll(untilReports(), TimeUnit.NANOSECONDS) : letters.take();
  }

  private long untilReports() {
    return reportsLeft + BETWEEN_REPORTS.toNanos() - System.nanoTime();
  }

  private void postReports() {
    reportsWait = false;
    reportsAnnounced.set(false); // what comes from here on announces itself again
    reportsLeft = System.nanoTime();
    for (Letter letter; (letter = reports.poll()) != null; ) {
      post(letter);
    }
  }

  private static void tellClosed(Queue<Letter> left) {
    for (Letter letter; (letter = left.poll()) != null; ) {
      letter.done.onCompletion(null, new KafkaException("the gateway was closed"));
    }
  }

  /** Asks where a topic's partitions are, so that the first request need not wait for it. */
  private void learn(String topic) {
    try {
      producer.partitionsFor(topic);
    } catch (KafkaException | IllegalStateException e) {
      LOG.warn("can't learn where {} is yet: {}", topic, e.toString());
    }
  }

  private void post(Letter letter) {
    hand(letter);
    room.release(letter.size);
  }

  private void hand(Letter letter) {
    if (System.nanoTime() - letter.until > 0) {
      letter.done.onCompletion(null, new TimeoutException("Kafka was away for too long"));
      return;
    }
    try {
      producer.send(letter.record, letter.done);
    } catch (RuntimeException e) {
      // Closed or interrupted meanwhile, or Kafka refuses the login: nothing was sent.
      letter.done.onCompletion(null, e);
    }
  }

  /** Completes when the producer has been given all that is here now. */
  CompletableFuture<Void> emptied() {
    CompletableFuture<Void> reached = new CompletableFuture<>();
    letters.add(
        Letter.mark(
            (metadata, failure) -> {
              if (failure == null) {
                reached.complete(null);
              } else {
                reached.completeExceptionally(failure);
              }
            }));
    return reached;
  }

  /** Gives what is here to Kafka as far as time allows, and ends. */
  void close(Duration within) {
    long end = System.nanoTime() + within.toNanos();
    try {
      emptied().get(within.toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException | java.util.concurrent.TimeoutException e) {
      LOG.warn("closed while records were waiting for Kafka");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    try {
      producer.close(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
    } catch (KafkaException e) {
      LOG.warn("the producer did not close: {}", e.toString());
    }
    thread.interrupt();
  }
}

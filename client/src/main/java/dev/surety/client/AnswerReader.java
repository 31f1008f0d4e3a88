package dev.surety.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.surety.domain.Answer;
import dev.surety.domain.Decision;
import dev.surety.wire.json.DecisionJson;
import dev.surety.wire.json.MalformedRecord;
import dev.surety.wire.json.StandingJson;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that reads decisions and standings. Nothing but {@link #close} ends it: what can't be
 * read is counted and left out, and where Kafka fails it tries again.
 */
final class AnswerReader implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(AnswerReader.class);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final Duration LOOK = Duration.ofSeconds(1);
  private static final long PAUSE_MILLIS = 1_000;

  private final Consumer<byte[], byte[]> consumer;
  private final TopicFollower follower;
  private final String standingsTopic;
  private final java.util.function.Consumer<? super Decision> watcher;
  private final Standings standings;
  private final Questions questions;
  private final Counted counted;
  private final Thread thread = new Thread(this, "surety-gateway-reader");
  private long looked = System.nanoTime();
  private volatile boolean open = true;
  private volatile boolean ready;

  AnswerReader(
      Consumer<byte[], byte[]> consumer,
      TopicFollower follower,
      String standingsTopic,
      java.util.function.Consumer<? super Decision> watcher,
      Standings standings,
      Questions questions,
      Counted counted) {
    this.consumer = consumer;
    this.follower = follower;
    this.standingsTopic = standingsTopic;
    this.watcher = watcher;
    this.standings = standings;
    this.questions = questions;
    this.counted = counted;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  boolean isReady() {
    return ready;
  }

  @Override
  public void run() {
    while (open) {
      try {
        follow();
      } catch (WakeupException e) {
        // It is to end: the loop looks.
      } catch (InterruptException e) {
        // Nobody has business to interrupt it. Kafka has set the mark again: take it off.
        Thread.interrupted();
      } catch (RuntimeException e) {
        failed(e);
      }
    }
    consumer.close(CloseOptions.timeout(POLL));
  }

  private void follow() {
    for (ConsumerRecord<byte[], byte[]> record : follower.poll(POLL)) {
      try {
        take(record);
      } catch (MalformedRecord | RuntimeException e) {
        counted.unreadable.increment();
        LOG.error(
            "left out {}-{}@{}: {}",
            record.topic(),
            record.partition(),
            record.offset(),
            e.toString());
      }
    }
    ready = ready || follower.pastWhatWasThereAtOpening();
    if (System.nanoTime() - looked > LOOK.toNanos()) {
      looked = System.nanoTime();
      follower.takeInNewPartitions(LOOK);
    }
  }

  private void take(ConsumerRecord<byte[], byte[]> record) throws MalformedRecord {
    if (!record.topic().equals(standingsTopic)) {
      Answer answer = DecisionJson.read(record.value());
      if (answer instanceof Decision decision) {
        watcher.accept(decision);
      }
      if (!follower.isBeforeOpening(record)) {
        questions.answer(answer);
      }
    } else if (record.value() == null) {
      standings.forget(new String(record.key(), UTF_8), record.partition(), record.timestamp());
    } else {
      standings.put(StandingJson.read(record.value()), record.partition(), record.timestamp());
    }
  }

  private void failed(RuntimeException e) {
    counted.readFailures.increment();
    LOG.error("can't read decisions and standings, trying again: {}", e.toString());
    try {
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    } catch (InterruptedException again) {
      // The pause is over; who wants the thread to end closes it.
    }
  }

  /** Ends the thread and its consumer, and waits for that no longer than given. */
  void close(Duration within) {
    open = false;
    consumer.wakeup();
    if (Thread.currentThread() == thread) {
      return;
    }
    try {
      thread.join(Math.max(1, within.toMillis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

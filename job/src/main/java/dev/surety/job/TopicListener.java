package dev.surety.job;

import dev.surety.job.WholeTopic.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;

/**
 * Listens to a topic by a thread of its own, beside the records of a stream, until it is closed.
 * Whoever it listens for waits for nothing; after a failure it begins anew.
 */
final class TopicListener implements AutoCloseable {

  /** Long enough for a log that people read, short for what is heard. */
  static final Duration PAUSE = Duration.ofSeconds(5);

  private static final Duration POLL = Duration.ofSeconds(1);
  private static final long FAREWELL_MILLIS = 2_000;

  /** It is in no group, and its question may be with the broker for half a second. */
  private static final CloseOptions AT_ONCE = CloseOptions.timeout(Duration.ZERO);

  /** Who makes something of what is heard; called by the listener's thread alone. */
  interface Ear {

    /** Assigns the partitions from where it wants to hear them; what it reads here it has heard. */
    void begin(
        Consumer<byte[], byte[]> consumer, List<TopicPartition> partitions, Deadline deadline);

    /** Takes a record, whatever it says. */
    void take(ConsumerRecord<byte[], byte[]> record);

    /** Nothing more is heard until the next beginning. */
    default void lost() {}

    /** The same, and the operator should know why. */
    void failed(KafkaException why);
  }

  private final String topic;
  private final Duration timeout;
  private final Duration pause;
  private final Supplier<Consumer<byte[], byte[]>> consumers;
  private final Ear ear;
  private final Thread thread;
  private volatile boolean closed;
  private volatile Consumer<byte[], byte[]> listening;

  /**
   * Listens to nothing before it is started.
   *
   * @param name of the thread
   * @param timeout of every beginning
   * @param pause before it begins anew
   */
  TopicListener(
      String name,
      String topic,
      Duration timeout,
      Duration pause,
      Supplier<Consumer<byte[], byte[]>> consumers,
      Ear ear) {
    this.topic = topic;
    this.timeout = timeout;
    this.pause = pause;
    this.consumers = consumers;
    this.ear = ear;
    thread = new Thread(this::run, name);
    thread.setDaemon(true);
  }

  /** Begins to listen, once. */
  void start() {
    thread.start();
  }

  private void run() {
    while (!closed) {
      try {
        Consumer<byte[], byte[]> consumer = consumers.get();
        try {
          listening = consumer;
          listen(consumer);
        } finally {
          consumer.close(AT_ONCE);
        }
      } catch (InterruptException | WakeupException e) {
        return;
      } catch (KafkaException e) {
        ear.failed(e);
      }
      ear.lost();
      if (!closed && !rest()) {
        return;
      }
    }
  }

  private void listen(Consumer<byte[], byte[]> consumer) {
    Deadline deadline = Deadline.in(timeout);
    List<TopicPartition> partitions = WholeTopic.partitions(consumer, topic, deadline);
    if (partitions.isEmpty()) {
      return;
    }
    ear.begin(consumer, partitions, deadline);
    while (!closed) {
      consumer.poll(POLL).forEach(ear::take);
    }
  }

  private boolean rest() {
    try {
      Thread.sleep(pause.toMillis());
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }

  @Override
  public void close() {
    closed = true;
    Consumer<byte[], byte[]> woken = listening;
    try {
      if (woken != null) {
        woken.wakeup(); // one that is interrupted can't say farewell, and says so at length
        thread.join(FAREWELL_MILLIS);
      }
      thread.interrupt();
      thread.join(FAREWELL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

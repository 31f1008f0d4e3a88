package dev.surety.operate.status;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.surety.operate.kafka.KafkaFailure;
import dev.surety.operate.kafka.TopicScan;
import dev.surety.wire.json.MalformedRecord;
import dev.surety.wire.json.StandingJson;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;

/** Keeps a board as the standings topic has it: first all of it, then what comes. */
public final class StandingsFeed implements AutoCloseable {

  private static final long LONGEST_STOP_SECONDS = 10;

  private final Board board = new Board();
  private final TopicScan scan;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private volatile boolean open = true;
  private Thread follower;

  private StandingsFeed(KafkaConsumer<byte[], byte[]> consumer) {
    this.consumer = consumer;
    this.scan = new TopicScan(consumer);
  }

  /**
   * Reads the topic to its end.
   *
   * @param consumer belongs to the feed from now on
   * @throws IOException if the topic is not there or Kafka stops answering
   */
  public static StandingsFeed read(KafkaConsumer<byte[], byte[]> consumer, String topic)
      throws IOException {
    StandingsFeed feed = new StandingsFeed(consumer);
    try {
      feed.scan.read(topic, Instant.EPOCH, feed::take);
      return feed;
    } catch (IOException | RuntimeException e) {
      consumer.close();
      throw e;
    }
  }

  /** From now on the board follows the topic, in a thread of its own. */
  public StandingsFeed follow() {
    follower = new Thread(this::run, "standings");
    follower.setDaemon(true);
    follower.start();
    return this;
  }

  private void run() {
    try {
      while (open) {
        scan.next(this::take);
      }
    } catch (KafkaException e) {
      board.stop(KafkaFailure.of(e).getMessage());
    }
  }

  public Board board() {
    return board;
  }

  private void take(ConsumerRecord<byte[], byte[]> record) {
    try {
      if (record.value() != null) {
        board.put(StandingJson.read(record.value()), record.timestamp());
      } else if (record.key() != null) {
        board.remove(new String(record.key(), UTF_8));
      }
    } catch (MalformedRecord e) {
      board.skip();
    }
  }

  @Override
  public void close() {
    open = false;
    if (follower != null) {
      try {
        follower.join(TimeUnit.SECONDS.toMillis(LONGEST_STOP_SECONDS));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    if (follower == null || !follower.isAlive()) {
      consumer.close();
    }
  }
}

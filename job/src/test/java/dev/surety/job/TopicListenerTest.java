package dev.surety.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.job.WholeTopic.Deadline;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class TopicListenerTest {

  private static final TopicPartition PARTITION = new TopicPartition("topic", 0);

  private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
  private final BlockingQueue<MockConsumer<byte[], byte[]>> consumers = new LinkedBlockingQueue<>();

  private final TopicListener.Ear ear =
      new TopicListener.Ear() {
        @Override
        public void begin(
            Consumer<byte[], byte[]> consumer, List<TopicPartition> partitions, Deadline deadline) {
          consumer.assign(partitions);
          heard.add("began");
        }

        @Override
        public void take(ConsumerRecord<byte[], byte[]> record) {
          heard.add(new String(record.value(), UTF_8));
        }

        @Override
        public void lost() {
          heard.add("lost");
        }

        @Override
        public void failed(KafkaException why) {
          heard.add(why.getMessage());
        }
      };

  private static MockConsumer<byte[], byte[]> saying(String... values) {
    MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    Node node = new Node(0, "broker", 1);
    Node[] nodes = {node};
    consumer.updatePartitions("topic", List.of(new PartitionInfo("topic", 0, node, nodes, nodes)));
    consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
    consumer.schedulePollTask(
        () -> {
          for (int i = 0; i < values.length; i++) {
            consumer.addRecord(
                new ConsumerRecord<>("topic", 0, i, new byte[0], values[i].getBytes(UTF_8)));
          }
        });
    return consumer;
  }

  private TopicListener listener() {
    return new TopicListener(
        "listener", "topic", Duration.ofMinutes(1), Duration.ofMillis(1), this::next, ear);
  }

  private Consumer<byte[], byte[]> next() {
    MockConsumer<byte[], byte[]> next = consumers.poll();
    if (next == null) {
      throw new KafkaException("away");
    }
    return next;
  }

  private String next(String what) throws InterruptedException {
    String next;
    do {
      next = heard.poll(60, TimeUnit.SECONDS);
    } while (next != null && !next.equals(what));
    return next;
  }

  @Test
  void afterAFailureItBeginsAnewUntilItIsClosed() throws Exception {
    MockConsumer<byte[], byte[]> failing = saying("a", "b");
    failing.schedulePollTask(() -> failing.setPollException(new KafkaException("broken")));
    MockConsumer<byte[], byte[]> missing = new MockConsumer<>("earliest");
    consumers.addAll(List.of(failing, missing));
    MockConsumer<byte[], byte[]> last = saying("c");

    try (TopicListener listener = listener()) {
      listener.start();
      for (String what : List.of("began", "a", "b", "broken", "lost", "lost", "away", "lost")) {
        assertThat(next(what)).isEqualTo(what);
      }
      consumers.add(last);
      assertThat(next("began")).isEqualTo("began");
      assertThat(next("c")).isEqualTo("c");
    }

    assertThat(failing.closed()).isTrue();
    assertThat(missing.closed()).isTrue();
    assertThat(last.closed()).as("by a wake-up, and not after the second of a look").isTrue();
    assertThat(consumers).as("nobody begins after the end").isEmpty();
  }

  @Test
  void oneThatWasNeverStartedIsClosedAtOnce() {
    consumers.add(saying("a"));
    listener().close();

    assertThat(consumers).hasSize(1);
    assertThat(heard).isEmpty();
  }
}

package dev.surety.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.surety.domain.Standing;
import dev.surety.flink.SpendingFollower;
import dev.surety.job.WholeTopic.Deadline;
import dev.surety.job.options.JobOptions;
import dev.surety.job.options.JobSettings;
import dev.surety.wire.json.MalformedRecord;
import dev.surety.wire.json.StandingJson;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What tiers have spent, from the topic of standings, by a thread of its own that is begun with the
 * first budget that tiers share. What can't be heard costs nobody money: nothing is leased anew.
 */
final class KafkaSpending implements SpendingFollower {

  private static final long serialVersionUID = 1L;

  private static final Logger LOG = LoggerFactory.getLogger(KafkaSpending.class);

  /** Of standings that nobody has taken yet; LEASES does four times a second. */
  private static final int MOST = 100_000;

  private final String topic;
  private final Duration timeout;
  private final Properties properties;

  KafkaSpending(JobSettings settings) {
    topic = settings.get(JobOptions.STANDINGS);
    timeout = settings.get(JobOptions.CONTROL_TIMEOUT);
    properties = settings.kafkaProperties();
  }

  @Override
  public Following begin() {
    return new Heard();
  }

  private final class Heard implements Following, TopicListener.Ear {

    private final Queue<Standing> standings = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final TopicListener listener =
        new TopicListener(
            "spending",
            topic,
            timeout,
            TopicListener.PAUSE,
            () -> WholeTopic.listener(properties),
            this);
    private volatile Set<String> tenants = Set.of();
    private boolean begun;

    @Override
    public void of(Set<String> names) {
      tenants = names;
      if (!begun && !names.isEmpty()) {
        begun = true;
        listener.start();
      }
    }

    @Override
    public Standing poll() {
      Standing next = standings.poll();
      if (next != null) {
        waiting.decrementAndGet();
      }
      return next;
    }

    @Override
    public void begin(
        Consumer<byte[], byte[]> consumer, List<TopicPartition> partitions, Deadline deadline) {
      consumer.assign(partitions);
      // What was spent before is told again with the next request of a tier.
      consumer.seekToEnd(partitions);
    }

    @Override
    public void take(ConsumerRecord<byte[], byte[]> record) {
      if (record.key() == null || record.value() == null || waiting.get() >= MOST) {
        return;
      }
      String key = new String(record.key(), UTF_8);
      int slash = key.indexOf('/');
      if (slash < 0 || !tenants.contains(key.substring(0, slash))) {
        return;
      }
      try {
        standings.add(StandingJson.read(record.value()));
        waiting.incrementAndGet();
      } catch (MalformedRecord e) {
        LOG.debug("no standing of {}: {}", key, e.getMessage());
      }
    }

    @Override
    public void failed(KafkaException why) {
      LOG.warn(
          "What tiers that share a budget have spent can't be read from the topic '{}' ({}): the job"
              + " must be allowed to read it. Until then nothing is leased anew: hard budgets end"
              + " where the last lease does, soft ones are paced by it",
          topic,
          why.getMessage());
    }

    @Override
    public void close() {
      listener.close();
    }
  }
}

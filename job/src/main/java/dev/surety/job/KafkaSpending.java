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
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What tiers have spent, from the topic of standings, by a thread of its own that is begun with the
 * first budget that tiers share. What can't be heard costs nobody money: nothing is leased anew.
 */
final class KafkaSpending implements SpendingFollower {

  private static final long serialVersionUID = 1L;

  private static final Logger LOG = LoggerFactory.getLogger(KafkaSpending.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration PAUSE = Duration.ofSeconds(5);
  private static final long FAREWELL_MILLIS = 2_000;

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
    return new Listener();
  }

  private final class Listener implements Following {

    private final Queue<Standing> heard = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final Thread thread = new Thread(this::run, "spending");
    private volatile Set<String> tenants = Set.of();
    private volatile boolean closed;
    private volatile Consumer<byte[], byte[]> listening;
    private boolean begun;

    @Override
    public void of(Set<String> names) {
      tenants = names;
      if (!begun && !names.isEmpty()) {
        begun = true;
        thread.setDaemon(true);
        thread.start();
      }
    }

    @Override
    public Standing poll() {
      Standing next = heard.poll();
      if (next != null) {
        waiting.decrementAndGet();
      }
      return next;
    }

    private void run() {
      while (!closed) {
        try (Consumer<byte[], byte[]> consumer = WholeTopic.consumer(properties)) {
          listening = consumer;
          listen(consumer);
        } catch (InterruptException | WakeupException e) {
          return;
        } catch (KafkaException e) {
          LOG.warn(
              "What tiers that share a budget have spent can't be read from the topic '{}' ({}): the"
                  + " job must be allowed to read it. Until then nothing is leased anew: hard budgets"
                  + " end where the last lease does, soft ones are paced by it",
              topic,
              e.getMessage());
        }
        if (!closed && !pause()) {
          return;
        }
      }
    }

    private void listen(Consumer<byte[], byte[]> consumer) {
      Deadline deadline = Deadline.in(timeout);
      List<TopicPartition> partitions = WholeTopic.partitions(consumer, topic, deadline);
      consumer.assign(partitions);
      // What was spent before is told again with the next request of a tier.
      consumer.seekToEnd(partitions);
      while (!closed && !partitions.isEmpty()) {
        consumer.poll(POLL).forEach(this::take);
      }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
      if (record.key() == null || record.value() == null || waiting.get() >= MOST) {
        return;
      }
      String key = new String(record.key(), UTF_8);
      int slash = key.indexOf('/');
      if (slash < 0 || !tenants.contains(key.substring(0, slash))) {
        return;
      }
      try {
        heard.add(StandingJson.read(record.value()));
        waiting.incrementAndGet();
      } catch (MalformedRecord e) {
        LOG.debug("no standing of {}: {}", key, e.getMessage());
      }
    }

    private boolean pause() {
      try {
        Thread.sleep(PAUSE.toMillis());
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
}

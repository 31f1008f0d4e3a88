package dev.surety.job;

import dev.surety.domain.ControlUpdate;
import dev.surety.job.WholeTopic.Deadline;
import dev.surety.job.options.JobOptions;
import dev.surety.job.options.JobSettings;
import dev.surety.wire.json.MalformedRecord;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Promises from the control topic, by a thread of its own. What can't be heard costs nobody
 * anything but the making of features that nobody may look at.
 */
final class KafkaPromises implements PromiseFollower {

  private static final long serialVersionUID = 1L;

  private static final Logger LOG = LoggerFactory.getLogger(KafkaPromises.class);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration PAUSE = Duration.ofSeconds(5);
  private static final long FAREWELL_MILLIS = 2_000;

  private final String topic;
  private final Duration timeout;
  private final Properties properties;
  private final InputLimits limits;

  KafkaPromises(JobSettings settings) {
    topic = settings.get(JobOptions.CONTROL);
    timeout = settings.get(JobOptions.CONTROL_TIMEOUT);
    properties = settings.kafkaProperties();
    limits = InputLimits.of(settings);
  }

  @Override
  public Following begin() {
    Listener listener = new Listener();
    listener.thread.setDaemon(true);
    listener.thread.start();
    return listener;
  }

  private final class Listener implements Following {

    private final Queue<ControlUpdate> heard = new ConcurrentLinkedQueue<>();
    private final Thread thread = new Thread(this::run, "promises");
    private volatile boolean upToDate;
    private volatile boolean closed;
    private volatile Consumer<byte[], byte[]> listening;

    private void run() {
      while (!closed) {
        try (Consumer<byte[], byte[]> consumer = WholeTopic.consumer(reading())) {
          listening = consumer;
          listen(consumer);
        } catch (InterruptException | WakeupException e) {
          return;
        } catch (KafkaException e) {
          LOG.warn("Promises can't be heard for the time being; features are made for all", e);
        }
        upToDate = false;
        if (!closed && !pause()) {
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
      WholeTopic.read(consumer, partitions, deadline, this::take);
      upToDate = true;
      while (!closed) {
        consumer.poll(POLL).forEach(this::take);
      }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) {
      RawRecord raw = RawRecordDeserializer.raw(record);
      try {
        limits.checkSize(raw);
        ControlUpdate update = ParseControl.placed(raw, System.currentTimeMillis()).update();
        if (update.subject().startsWith("sla/")) {
          heard.add(update);
        }
      } catch (MalformedRecord | RejectedRecord | RuntimeException e) {
        // Counted and kept with its reason when the stream meets it.
        LOG.debug("left to the stream: {}", e.getMessage());
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
    public ControlUpdate poll() {
      return heard.poll();
    }

    @Override
    public boolean isUpToDate() {
      return upToDate;
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

  private Properties reading() {
    Properties reading = new Properties();
    reading.putAll(properties);
    return reading;
  }
}

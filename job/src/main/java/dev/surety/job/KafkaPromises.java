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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Promises from the control topic, by a thread of its own. What can't be heard costs nobody
 * anything but the making of features that nobody may look at.
 */
final class KafkaPromises implements PromiseFollower {

  private static final long serialVersionUID = 1L;

  private static final Logger LOG = LoggerFactory.getLogger(KafkaPromises.class);

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
    Heard heard = new Heard();
    heard.listener.start();
    return heard;
  }

  private final class Heard implements Following, TopicListener.Ear {

    private final Queue<ControlUpdate> updates = new ConcurrentLinkedQueue<>();
    private final TopicListener listener =
        new TopicListener(
            "promises",
            topic,
            timeout,
            TopicListener.PAUSE,
            () -> WholeTopic.listener(properties),
            this);
    private volatile boolean upToDate;

    @Override
    public void begin(
        Consumer<byte[], byte[]> consumer, List<TopicPartition> partitions, Deadline deadline) {
      WholeTopic.read(consumer, partitions, deadline, this::take);
      upToDate = true;
    }

    @Override
    public void take(ConsumerRecord<byte[], byte[]> record) {
      RawRecord raw = RawRecordDeserializer.raw(record);
      try {
        limits.checkSize(raw);
        ControlUpdate update = ParseControl.placed(raw, System.currentTimeMillis()).update();
        if (update.subject().startsWith("sla/")) {
          updates.add(update);
        }
      } catch (MalformedRecord | RejectedRecord | RuntimeException e) {
        // Counted and kept with its reason when the stream meets it.
        LOG.debug("left to the stream: {}", e.getMessage());
      }
    }

    @Override
    public void lost() {
      upToDate = false;
    }

    @Override
    public void failed(KafkaException why) {
      LOG.warn("Promises can't be heard for the time being; features are made for all", why);
    }

    @Override
    public ControlUpdate poll() {
      return updates.poll();
    }

    @Override
    public boolean isUpToDate() {
      return upToDate;
    }

    @Override
    public void close() {
      listener.close();
    }
  }
}

package dev.surety.job;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.surety.flink.StartCheck;
import dev.surety.job.WholeTopic.Deadline;
import dev.surety.job.options.JobOptions;
import dev.surety.job.options.JobSettings;
import dev.surety.wire.json.StandingJson;
import java.time.Duration;
import java.util.Properties;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * Refuses a start without state where the standings topic tells of an earlier run: as a rule
 * somebody forgot the savepoint, or started the job twice. It would begin every tenant anew, with
 * no debt and nothing learned. A restart of the same run before its first checkpoint is none.
 */
final class EarlierStandings implements StartCheck {

  private static final long serialVersionUID = 1L;

  private final String topic;
  private final Duration timeout;
  private final Properties properties;
  private final boolean startEmpty;

  EarlierStandings(JobSettings settings) {
    topic = settings.get(JobOptions.STANDINGS);
    timeout = settings.get(JobOptions.CONTROL_TIMEOUT);
    properties = settings.kafkaProperties();
    startEmpty = settings.get(JobOptions.START_EMPTY);
  }

  /**
   * @throws SuppressRestartsException if there are some, and nobody said that the start is meant
   * @throws org.apache.kafka.common.KafkaException if the topic can't be read
   */
  @Override
  public void check(String run) {
    if (startEmpty) {
      return;
    }
    try (Consumer<byte[], byte[]> consumer = WholeTopic.consumer(properties)) {
      check(run, consumer);
    }
  }

  /** The same, with a consumer of the caller's. */
  void check(String run, Consumer<byte[], byte[]> consumer) {
    Deadline deadline = Deadline.in(timeout);
    WholeTopic.read(
        consumer,
        WholeTopic.partitions(consumer, topic, deadline),
        deadline,
        record -> {
          if (record.value() != null && !run.equals(run(record))) {
            throw refusal(record);
          }
        });
  }

  /** Runs of the first versions did not say. */
  private static String run(ConsumerRecord<byte[], byte[]> record) {
    Header header = record.headers().lastHeader(StandingJson.RUN_HEADER);
    return header == null ? null : new String(header.value(), UTF_8);
  }

  private SuppressRestartsException refusal(ConsumerRecord<byte[], byte[]> record) {
    String earlier = run(record);
    return new SuppressRestartsException(
        new IllegalStateException(
            "the topic '%s' has standings of an earlier run%s, such as that of %s, but this job starts without state: every tenant would begin anew, without debt and with nothing learned, and beside that run if it still goes on. Start it from its last savepoint or checkpoint (flink run -s PATH), or say --%s=true if that is meant"
                .formatted(
                    topic,
                    earlier == null ? "" : " (" + earlier + ")",
                    record.key() == null ? "?" : new String(record.key(), UTF_8),
                    JobOptions.START_EMPTY.key())));
  }
}

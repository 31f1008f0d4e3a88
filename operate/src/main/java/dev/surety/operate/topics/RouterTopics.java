package dev.surety.operate.topics;

import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_COMPACT;
import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.CLEANUP_POLICY_DELETE;
import static org.apache.kafka.common.config.TopicConfig.DELETE_RETENTION_MS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MAX_MESSAGE_BYTES_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.RETENTION_MS_CONFIG;
import static org.apache.kafka.common.config.TopicConfig.SEGMENT_MS_CONFIG;

import dev.surety.wire.json.TopicNames;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * What the router asks of its six topics. The one place where it is written: {@code topics create},
 * {@code topics check}, the demo and the examples for Kubernetes take it from here.
 */
public final class RouterTopics {

  /** Of the topics that carry the traffic, unless told otherwise. */
  public static final int PARTITIONS = 8;

  /** Kept so long unless told otherwise. */
  public static final int RETENTION_DAYS = 7;

  /** {@code kafka.max-record-bytes} of the job, unless told otherwise. */
  public static final int MAX_RECORD_BYTES = 1 << 20;

  /** What Kafka's own default for a batch has above its mebibyte. */
  private static final int BATCH_OVERHEAD = 12;

  private static final long HOUR = Duration.ofHours(1).toMillis();
  private static final long DAY = Duration.ofDays(1).toMillis();

  /** Prompts may be personal data: nobody means to keep them longer in a topic. */
  private static final long LONGEST = 90 * DAY;

  private static final String TRAFFIC =
      "what is sent while the job is down is lost after it, and prompts are kept as long";

  private RouterTopics() {}

  /**
   * The six, in the order in which a record meets them.
   *
   * @param names what a topic is called here, by what it is called unless told otherwise
   * @param partitions of requests, feedback and decisions
   * @param retentionDays of requests, feedback and dead letters, 1 to 90
   * @param maxRecordBytes the job's {@code kafka.max-record-bytes}
   */
  public static List<TopicSpec> of(
      UnaryOperator<String> names, int partitions, int retentionDays, int maxRecordBytes) {
    TopicSetting size =
        new TopicSetting(
            MAX_MESSAGE_BYTES_CONFIG,
            Integer.toString(maxRecordBytes + BATCH_OVERHEAD),
            "at least " + maxRecordBytes,
            TopicSetting.atLeast("", maxRecordBytes, "").met(),
            "the job counts on records of up to kafka.max-record-bytes");
    TopicSetting deleted =
        TopicSetting.exactly(
            CLEANUP_POLICY_CONFIG,
            CLEANUP_POLICY_DELETE,
            "compaction keeps one record of each tenant and drops the others");
    TopicSetting kept =
        TopicSetting.between(RETENTION_MS_CONFIG, DAY, retentionDays * DAY, LONGEST, TRAFFIC);
    TopicSetting clock =
        TopicSetting.exactly(
            MESSAGE_TIMESTAMP_TYPE_CONFIG,
            "LogAppendTime",
            "with the senders' own clocks nothing holds a wrong time");
    TopicSetting compacted =
        TopicSetting.exactly(
            CLEANUP_POLICY_CONFIG,
            CLEANUP_POLICY_COMPACT,
            "what is in force, or known, of a quiet tenant is deleted with time");
    List<TopicSetting> traffic = List.of(deleted, kept, clock, size);
    return List.of(
        spec(TopicNames.REQUESTS, names, partitions, traffic),
        spec(TopicNames.FEEDBACK, names, partitions, traffic),
        spec(
            TopicNames.CONTROL,
            names,
            1,
            List.of(
                compacted,
                TopicSetting.atLeast(
                    MIN_COMPACTION_LAG_MS_CONFIG,
                    90 * DAY,
                    "a start without state must still find the price before an announced one"),
                TopicSetting.atLeast(
                    DELETE_RETENTION_MS_CONFIG,
                    14 * DAY,
                    "a savepoint of the last two weeks must still find what was removed since"),
                size)),
        spec(
            TopicNames.DECISIONS,
            names,
            partitions,
            List.of(
                deleted,
                TopicSetting.between(
                    RETENTION_MS_CONFIG,
                    HOUR,
                    DAY,
                    LONGEST,
                    "nobody reads decisions once they are executed, the journal has them"),
                size)),
        spec(
            TopicNames.STANDINGS,
            names,
            1,
            List.of(
                compacted,
                TopicSetting.atMost(
                    SEGMENT_MS_CONFIG,
                    HOUR,
                    DAY,
                    "only closed segments are compacted, and each gateway reads all at its start"),
                size)),
        spec(TopicNames.DEAD_LETTERS, names, 1, List.of(deleted, kept, size)));
  }

  private static TopicSpec spec(
      String role, UnaryOperator<String> names, int partitions, List<TopicSetting> settings) {
    return new TopicSpec(role, names.apply(role), partitions, settings);
  }
}

package dev.surety.job;

import dev.surety.job.options.KafkaStart;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/**
 * Where reading begins without a state. As the connector's own, but that nothing is decided where
 * an offset turns out to be out of range later: the connector's would jump to the beginning or the
 * end, and say nothing. Now the read fails, and {@link OffsetCheck} tells at the restart.
 */
// The connector still asks for the enum that Kafka's client has deprecated.
@SuppressWarnings("deprecation")
final class StartingOffsets implements OffsetsInitializer {

  private static final long serialVersionUID = 1L;

  private final KafkaStart start;

  StartingOffsets(KafkaStart start) {
    this.start = start;
  }

  @Override
  public Map<TopicPartition, Long> getPartitionOffsets(
      Collection<TopicPartition> partitions, PartitionOffsetsRetriever brokers) {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    long without =
        start == KafkaStart.LATEST
            ? KafkaPartitionSplit.LATEST_OFFSET
            : KafkaPartitionSplit.EARLIEST_OFFSET;
    partitions.forEach(partition -> offsets.put(partition, without));
    if (start == KafkaStart.COMMITTED_OR_EARLIEST) {
      Map<TopicPartition, Long> ends = brokers.endOffsets(partitions);
      brokers
          .committedOffsets(partitions)
          .forEach(
              (partition, offset) -> {
                // What lies past the end was committed in another topic of the name.
                if (offset != null && offset <= ends.getOrDefault(partition, 0L)) {
                  offsets.put(partition, offset);
                }
              });
    }
    return offsets;
  }

  @Override
  public OffsetResetStrategy getAutoOffsetResetStrategy() {
    return OffsetResetStrategy.NONE;
  }
}

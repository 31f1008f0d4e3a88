package dev.surety.job;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/**
 * The connector's form of a split, and behind it the topic's id. The connector reads its own bytes
 * and no more, so versions of the job that know no id restore such a state, and this one theirs.
 */
final class TopicSplitSerializer implements SimpleVersionedSerializer<KafkaPartitionSplit> {

  private final SimpleVersionedSerializer<KafkaPartitionSplit> kafka;

  TopicSplitSerializer(SimpleVersionedSerializer<KafkaPartitionSplit> kafka) {
    this.kafka = kafka;
  }

  @Override
  public int getVersion() {
    return kafka.getVersion();
  }

  @Override
  public byte[] serialize(KafkaPartitionSplit split) throws IOException {
    byte[] own = kafka.serialize(split);
    String topicId = TopicSplit.topicId(split);
    if (topicId == null) {
      return own;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.write(own);
    out.writeUTF(topicId);
    return bytes.toByteArray();
  }

  @Override
  public KafkaPartitionSplit deserialize(int version, byte[] bytes) throws IOException {
    KafkaPartitionSplit split = kafka.deserialize(version, bytes);
    int own = kafka.serialize(split).length;
    if (own == bytes.length) {
      return split;
    }
    try (DataInputStream in =
        new DataInputStream(new ByteArrayInputStream(bytes, own, bytes.length - own))) {
      return TopicSplit.of(split, in.readUTF());
    }
  }
}

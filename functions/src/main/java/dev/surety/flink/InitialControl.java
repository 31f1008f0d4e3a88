package dev.surety.flink;

import dev.surety.wire.json.TopicRecord;
import dev.surety.wire.state.TopicRecordCodec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** Control records that travel to the subtasks inside the serialized function. */
final class InitialControl implements Serializable {

  private static final long serialVersionUID = 1L;

  private final int count;
  private final byte[] encoded;

  InitialControl(List<TopicRecord> records) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    try {
      for (TopicRecord record : records) {
        TopicRecordCodec.write(record, out);
      }
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory cannot fail", e);
    }
    count = records.size();
    encoded = bytes.toByteArray();
  }

  List<TopicRecord> records() throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(encoded));
    List<TopicRecord> records = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      records.add(TopicRecordCodec.read(in));
    }
    return records;
  }
}

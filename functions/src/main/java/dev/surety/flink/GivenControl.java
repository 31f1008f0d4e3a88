package dev.surety.flink;

import dev.surety.domain.ControlUpdate;
import dev.surety.wire.json.TopicRecord;
import dev.surety.wire.state.ControlUpdateCodec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Control records that travel to the subtasks inside the serialized function. */
final class GivenControl implements ControlReader {

  private static final long serialVersionUID = 2L;

  /** Not of a topic. */
  private static final TopicRecord NOWHERE = new TopicRecord(null, null);

  private final int count;
  private final byte[] encoded;

  GivenControl(List<ControlUpdate> updates) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    try {
      for (ControlUpdate update : updates) {
        ControlUpdateCodec.write(update, out);
      }
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory cannot fail", e);
    }
    count = updates.size();
    encoded = bytes.toByteArray();
  }

  @Override
  public ControlContent read(boolean goesOn) throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(encoded));
    List<ControlRecord> records = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      records.add(new ControlRecord(ControlUpdateCodec.read(in), NOWHERE));
    }
    return new ControlContent(null, Map.of(), records);
  }
}

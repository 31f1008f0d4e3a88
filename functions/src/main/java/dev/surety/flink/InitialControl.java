package dev.surety.flink;

import dev.surety.domain.ControlUpdate;
import dev.surety.wire.state.ControlUpdateCodec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** What the control topic says, on its way to the subtasks inside the serialized function. */
final class InitialControl implements Serializable {

  private static final long serialVersionUID = 2L;

  private final int count;
  private final byte[] encoded;

  InitialControl(List<ControlUpdate> updates) {
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

  List<ControlUpdate> updates() throws IOException {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(encoded));
    List<ControlUpdate> updates = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      updates.add(ControlUpdateCodec.read(in));
    }
    return updates;
  }
}

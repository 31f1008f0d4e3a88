package dev.surety.job;

import dev.surety.domain.ControlUpdate;
import dev.surety.wire.state.ControlUpdateCodec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;

/** The promises of a job that has no control topic: what it is given is all that there will be. */
public final class GivenPromises implements PromiseFollower {

  private static final long serialVersionUID = 1L;

  private final int count;
  private final byte[] encoded;

  public GivenPromises(List<ControlUpdate> records) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    try {
      for (ControlUpdate record : records) {
        ControlUpdateCodec.write(record, out);
      }
    } catch (IOException e) {
      throw new IllegalStateException("writing to memory cannot fail", e);
    }
    count = records.size();
    encoded = bytes.toByteArray();
  }

  @Override
  public Following begin() {
    Queue<ControlUpdate> left = records();
    return new Following() {
      @Override
      public ControlUpdate poll() {
        return left.poll();
      }

      @Override
      public boolean isUpToDate() {
        return left.isEmpty();
      }

      @Override
      public void close() {
        left.clear();
      }
    };
  }

  private Queue<ControlUpdate> records() {
    DataInputStream in = new DataInputStream(new ByteArrayInputStream(encoded));
    Queue<ControlUpdate> records = new ArrayDeque<>(count);
    try {
      for (int i = 0; i < count; i++) {
        records.add(ControlUpdateCodec.read(in));
      }
    } catch (IOException e) {
      throw new IllegalStateException("what was written here can be read", e);
    }
    return records;
  }
}

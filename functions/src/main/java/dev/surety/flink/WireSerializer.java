package dev.surety.flink;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Objects;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;

/**
 * A Flink serializer over one of the hand-written binary forms of {@code dev.surety.wire}. Every
 * persisted form begins with its own layout version, so any value of an older job can be read and
 * the snapshot of the serializer has nothing to say but its class.
 */
abstract class WireSerializer<T> extends TypeSerializer<T> {

  private static final long serialVersionUID = 1L;

  private static final int FIRST_BUFFER = 1024;

  abstract void write(T value, DataOutput out) throws IOException;

  abstract T read(DataInput in) throws IOException;

  @Override
  public final void serialize(T value, DataOutputView target) throws IOException {
    write(value, target);
  }

  @Override
  public final T deserialize(DataInputView source) throws IOException {
    return read(source);
  }

  @Override
  public final T deserialize(T reuse, DataInputView source) throws IOException {
    return read(source);
  }

  @Override
  public final T copy(T from) {
    if (isImmutableType()) {
      return from;
    }
    try {
      DataOutputSerializer out = new DataOutputSerializer(FIRST_BUFFER);
      write(from, out);
      return read(new DataInputDeserializer(out.getSharedBuffer(), 0, out.length()));
    } catch (IOException e) {
      throw new IllegalStateException("copying in memory cannot fail", e);
    }
  }

  @Override
  public final T copy(T from, T reuse) {
    return copy(from);
  }

  @Override
  public final void copy(DataInputView source, DataOutputView target) throws IOException {
    write(read(source), target);
  }

  @Override
  public final int getLength() {
    return -1;
  }

  /** Stateless but for one, so one instance serves all threads. */
  @Override
  public TypeSerializer<T> duplicate() {
    return this;
  }

  @Override
  public final boolean equals(Object o) {
    return o != null && o.getClass() == getClass();
  }

  @Override
  public final int hashCode() {
    return Objects.hashCode(getClass());
  }
}

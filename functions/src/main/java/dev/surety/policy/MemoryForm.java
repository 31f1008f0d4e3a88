package dev.surety.policy;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * The binary form of one part of what a policy remembers, as savepoints keep it. A tag byte before
 * it says which form it is: once given it is never another's.
 *
 * @param <M> the part, {@link PolicyMemory.DecisionMemory} or {@link PolicyMemory.LearnedMemory}
 */
public abstract class MemoryForm<M> {

  private final int tag;

  /**
   * @param tag from 1, no other form of the same part has it; 0 is no memory at all
   */
  protected MemoryForm(int tag) {
    this.tag = tag;
  }

  /** Stands before the form. */
  public final int tag() {
    return tag;
  }

  /** Whether a memory is written in this form. */
  public abstract boolean isOf(M memory);

  /** Writes a memory of which {@link #isOf} is true, without the tag. */
  public abstract void write(M memory, DataOutput out) throws IOException;

  /**
   * The inverse of {@link #write}.
   *
   * @throws IOException or IllegalArgumentException if the bytes are damaged, or a newer program's
   */
  public abstract M read(DataInput in) throws IOException;

  /** The form of all memories of one class. */
  public static <M, T extends M> MemoryForm<M> of(
      int tag, Class<T> type, Writer<T> writer, Reader<T> reader) {
    return new MemoryForm<>(tag) {
      @Override
      public boolean isOf(M memory) {
        return memory.getClass() == type;
      }

      @Override
      public void write(M memory, DataOutput out) throws IOException {
        writer.write(type.cast(memory), out);
      }

      @Override
      public M read(DataInput in) throws IOException {
        return reader.read(in);
      }
    };
  }

  /** Writes a thing. */
  @FunctionalInterface
  public interface Writer<T> {
    void write(T thing, DataOutput out) throws IOException;
  }

  /** Reads a thing. */
  @FunctionalInterface
  public interface Reader<T> {
    T read(DataInput in) throws IOException;
  }
}

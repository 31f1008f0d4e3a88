package dev.surety.tools.ope.journal;

import dev.surety.tools.ope.LoggedDecision;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * Decisions between the two looks at them: all must have been seen before the first can be judged,
 * and a history need not fit into memory. Each worker has one, with a file of its own. Not
 * thread-safe.
 */
final class DecisionSpool implements Closeable {

  /** Takes what was kept, key after key. */
  interface Reader {

    /** Decisions of another key follow. */
    void key(String key);

    /** One of the key. */
    void decision(LoggedDecision decision);
  }

  private static final int BLOCK = 1 << 18;
  private static final int TEXT = 0;
  private static final int KEY = 1;
  private static final int DECISION = 2;

  private final Path path;
  private final DataOutputStream file;
  private final DataOutputSerializer block = new DataOutputSerializer(2 * BLOCK);
  private final Map<String, Integer> texts = new HashMap<>();
  private final Fit fit = Fit.empty();

  /**
   * @param folder for its file
   * @throws UncheckedIOException if there can be none
   */
  DecisionSpool(Path folder) {
    path = folder.resolve("decisions-" + UUID.randomUUID());
    try {
      file = new DataOutputStream(Files.newOutputStream(path));
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** What all of its decisions come to. */
  Fit fit() {
    return fit;
  }

  /** What follows are decisions of a key. */
  void key(String key) {
    try {
      int id = id(key);
      block.writeByte(KEY);
      block.writeInt(id);
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** Another decision of the key. */
  void add(LoggedDecision row) {
    fit.add(row);
    try {
      int tag = row.tag() == null ? -1 : id(row.tag());
      for (String model : row.models()) {
        id(model);
      }
      block.writeByte(DECISION);
      block.writeLong(row.cluster());
      block.writeInt(tag);
      block.writeShort(row.size());
      for (int i = 0; i < row.size(); i++) {
        block.writeInt(texts.get(row.models()[i]));
        block.writeDouble(row.propensities()[i]);
        block.writeDouble(row.expectedCostUsd()[i]);
      }
      block.writeShort(row.chosen());
      block.writeDouble(row.satisfaction());
      block.writeDouble(row.costUsd());
      block.writeDouble(row.weight());
      block.writeDouble(row.information());
      if (block.length() > BLOCK) {
        write();
      }
    } catch (IOException e) {
      throw failed(e);
    }
  }

  private int id(String text) throws IOException {
    Integer id = texts.get(text);
    if (id == null) {
      id = texts.size();
      texts.put(text, id);
      block.writeByte(TEXT);
      block.writeUTF(text);
    }
    return id;
  }

  private void write() throws IOException {
    file.writeInt(block.length());
    file.write(block.getSharedBuffer(), 0, block.length());
    block.clear();
  }

  /** No decision is left. */
  @Override
  public void close() {
    try (file) {
      write();
    } catch (IOException e) {
      throw failed(e);
    }
  }

  /** Hands out the decisions, once it is closed. */
  void read(Reader reader) throws IOException {
    try (DataInputStream in = new DataInputStream(Files.newInputStream(path))) {
      List<String> known = new ArrayList<>();
      while (true) {
        byte[] next = new byte[in.readInt()];
        in.readFully(next);
        read(new DataInputDeserializer(next), known, reader);
      }
    } catch (EOFException e) {
      // No block is left.
    }
  }

  private static void read(DataInputDeserializer in, List<String> known, Reader reader)
      throws IOException {
    while (in.available() > 0) {
      switch (in.readByte()) {
        case TEXT -> known.add(in.readUTF());
        case KEY -> reader.key(known.get(in.readInt()));
        default -> reader.decision(decision(in, known));
      }
    }
  }

  private static LoggedDecision decision(DataInputDeserializer in, List<String> known)
      throws IOException {
    long cluster = in.readLong();
    int tag = in.readInt();
    int size = in.readShort();
    String[] models = new String[size];
    double[] propensities = new double[size];
    double[] costs = new double[size];
    for (int i = 0; i < size; i++) {
      models[i] = known.get(in.readInt());
      propensities[i] = in.readDouble();
      costs[i] = in.readDouble();
    }
    return new LoggedDecision(
        cluster,
        tag < 0 ? null : known.get(tag),
        models,
        propensities,
        costs,
        in.readShort(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble(),
        in.readDouble());
  }

  private UncheckedIOException failed(IOException e) {
    return new UncheckedIOException(
        "decisions can't be kept in %s: is it full? (java.io.tmpdir says where)".formatted(path),
        e);
  }
}

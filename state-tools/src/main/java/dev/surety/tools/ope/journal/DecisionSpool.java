package dev.surety.tools.ope.journal;

import dev.surety.tools.ope.LoggedDecision;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * Decisions between the two looks at them: all must have been seen before the first can be judged,
 * and a history need not fit into memory. Files in a folder for as long as a question is answered;
 * each task of a job has a copy of this that writes files of its own, one with the decisions of its
 * keys and one with what they come to.
 */
final class DecisionSpool implements Serializable, Closeable {

  /** Takes what was kept, key after key. */
  interface Reader {

    /** Decisions of another key follow. */
    void key(String key);

    /** One of the key. */
    void decision(LoggedDecision decision);
  }

  private static final long serialVersionUID = 1;

  private static final int BLOCK = 1 << 18;
  private static final int TEXT = 0;
  private static final int KEY = 1;
  private static final int DECISION = 2;
  private static final String DECISIONS = "decisions-";
  private static final String FIT = "fit-";

  private final String folder;

  private transient String name;
  private transient DataOutputStream file;
  private transient DataOutputSerializer block;
  private transient Map<String, Integer> texts;
  private transient Fit fit;

  DecisionSpool(Path folder) {
    this.folder = folder.toString();
  }

  /** What all decisions of this task come to. */
  Fit fit() {
    return fit;
  }

  /** What follows are decisions of a key. */
  void key(String key) {
    try {
      if (file == null) {
        open();
      }
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

  private void open() throws IOException {
    name = UUID.randomUUID().toString();
    file = new DataOutputStream(Files.newOutputStream(Path.of(folder, DECISIONS + name)));
    block = new DataOutputSerializer(2 * BLOCK);
    texts = new HashMap<>();
    fit = Fit.empty();
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

  /** Ends this task's files. */
  @Override
  public void close() throws IOException {
    if (file == null) {
      return;
    }
    try {
      write();
    } finally {
      file.close();
      file = null;
    }
    try (ObjectOutputStream fits =
        new ObjectOutputStream(Files.newOutputStream(Path.of(folder, FIT + name)))) {
      fits.writeObject(fit);
    }
  }

  /** What the decisions of all tasks come to, once they have ended. */
  Fit allFits() throws IOException {
    Fit all = Fit.empty();
    for (Path path : files(FIT)) {
      try (ObjectInputStream in = new ObjectInputStream(Files.newInputStream(path))) {
        all.merge((Fit) in.readObject());
      } catch (ClassNotFoundException e) {
        throw new IOException(e);
      }
    }
    return all;
  }

  /** Hands out the decisions of all tasks, once they have ended. */
  void read(Reader reader) throws IOException {
    for (Path path : files(DECISIONS)) {
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

  private List<Path> files(String kind) throws IOException {
    try (Stream<Path> all = Files.list(Path.of(folder))) {
      return all.filter(path -> path.getFileName().toString().startsWith(kind)).sorted().toList();
    }
  }

  /** Takes the folder away. */
  void delete() throws IOException {
    for (Path path : files("")) {
      Files.delete(path);
    }
    Files.delete(Path.of(folder));
  }

  private UncheckedIOException failed(IOException e) {
    return new UncheckedIOException(
        "decisions can't be kept in %s: is it full? (java.io.tmpdir says where)".formatted(folder),
        e);
  }
}

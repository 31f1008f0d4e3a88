package dev.surety.lab.imports;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Answers of models to questions, put together on disk: questions in the order in which they came,
 * and a file a model with its answer to each of them. They are written in any order, most of them
 * one behind the other, and read once, all files in step.
 */
final class AnswerSheet implements AutoCloseable {

  /** Score, cost, input and output tokens. */
  static final int VALUES = 4;

  private static final int ROW = Double.BYTES * VALUES + 1;
  private static final int BLOCK = 1 << 14;

  /** Takes a question with what each model answered; NaN where one did not. */
  @FunctionalInterface
  interface Taker {
    void take(String id, String domain, String prompt, int promptChars, double[][] values)
        throws IOException;
  }

  /** The file of one model: rows that follow on each other go out together. */
  private static final class Column {

    private final RandomAccessFile file;
    private final ByteBuffer block = ByteBuffer.allocate(BLOCK / ROW * ROW);
    private final BitSet answered = new BitSet();
    private long begin;

    Column(File file) throws IOException {
      this.file = new RandomAccessFile(file, "rw");
    }

    boolean put(int row, double[] values) throws IOException {
      if (begin + block.position() / ROW != row || !block.hasRemaining()) {
        flush();
        begin = row;
      }
      block.put((byte) 1);
      for (double value : values) {
        block.putDouble(value);
      }
      boolean isNew = !answered.get(row);
      answered.set(row);
      return isNew;
    }

    void flush() throws IOException {
      file.seek(begin * ROW);
      file.write(block.array(), 0, block.position());
      block.clear();
    }
  }

  private final Path folder;
  private final LongIndex rows = new LongIndex();
  private final List<Column> columns = new ArrayList<>();
  private final DataOutputStream questions;

  /**
   * @param beside a file; what is put together lies in a folder beside it as long as this is open
   */
  AnswerSheet(Path beside) throws IOException {
    folder = Files.createTempDirectory(beside.toAbsolutePath().getParent(), ".import");
    questions =
        new DataOutputStream(
            new BufferedOutputStream(Files.newOutputStream(folder.resolve("questions"))));
  }

  /**
   * Puts an answer in; gives whether there was none before in its place.
   *
   * @param model its number, from 0; none is left out
   */
  boolean put(String id, String domain, String prompt, int model, double[] values)
      throws IOException {
    int before = rows.size();
    int row = rows.of(id);
    if (row == before) {
      text(id);
      text(domain);
      text(FullRows.shortened(prompt));
      questions.writeInt(prompt.length());
    }
    while (columns.size() <= model) {
      columns.add(new Column(folder.resolve("model-" + columns.size()).toFile()));
    }
    return columns.get(model).put(row, values);
  }

  private void text(String text) throws IOException {
    byte[] bytes = text.getBytes(UTF_8);
    questions.writeInt(bytes.length);
    questions.write(bytes);
  }

  /** Hands out all questions in the order in which they came; gives how many. */
  int read(Taker taker) throws IOException {
    questions.flush();
    List<DataInputStream> answers = new ArrayList<>();
    try (DataInputStream in = open("questions")) {
      for (int m = 0; m < columns.size(); m++) {
        columns.get(m).flush();
        answers.add(open("model-" + m));
      }
      double[][] values = new double[VALUES][columns.size()];
      for (int row = 0; row < rows.size(); row++) {
        String id = text(in);
        String domain = text(in);
        String prompt = text(in);
        int chars = in.readInt();
        for (int m = 0; m < columns.size(); m++) {
          answer(answers.get(m), m, values);
        }
        taker.take(id, domain, prompt, chars, values);
      }
    } finally {
      for (DataInputStream file : answers) {
        file.close();
      }
    }
    return rows.size();
  }

  private DataInputStream open(String name) throws IOException {
    return new DataInputStream(
        new BufferedInputStream(Files.newInputStream(folder.resolve(name)), BLOCK));
  }

  private static String text(DataInputStream in) throws IOException {
    return new String(in.readNBytes(in.readInt()), UTF_8);
  }

  /** A gap in a file is zeros, and behind its end there is nothing: no answer, either way. */
  private static void answer(DataInputStream in, int model, double[][] values) throws IOException {
    int there = in.read();
    for (double[] value : values) {
      double read = there < 0 ? 0 : in.readDouble();
      value[model] = there > 0 ? read : Double.NaN;
    }
  }

  @Override
  public void close() throws IOException {
    questions.close();
    for (Column column : columns) {
      column.file.close();
    }
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}

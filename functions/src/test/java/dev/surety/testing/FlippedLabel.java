package dev.surety.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;

/** Falsifies a journal as somebody with Avro's own tools could. */
public final class FlippedLabel {

  private FlippedLabel() {}

  /** Copies a journal, turning the first judgement that was booked into its opposite. */
  public static void copy(Path journal, Path copy) throws IOException {
    copy(journal, copy, row -> true);
  }

  /** Copies a journal, turning the first judgement that a run booked into its opposite. */
  public static void copy(Path journal, Path copy, String run) throws IOException {
    copy(journal, copy, row -> row.get("run").toString().equals(run));
  }

  private static void copy(Path journal, Path copy, Predicate<GenericRecord> which)
      throws IOException {
    boolean flipped = false;
    for (Path file : finished(journal)) {
      Path target = copy.resolve(journal.relativize(file));
      Files.createDirectories(target.getParent());
      flipped = copyFile(file, target, flipped ? row -> false : which) || flipped;
    }
    if (!flipped) {
      throw new IllegalArgumentException("no judgement was booked in " + journal);
    }
  }

  private static List<Path> finished(Path journal) throws IOException {
    try (Stream<Path> files = Files.walk(journal)) {
      return files
          .filter(file -> Files.isRegularFile(file))
          .filter(file -> !file.getFileName().toString().startsWith("."))
          .sorted()
          .toList();
    }
  }

  private static boolean copyFile(Path file, Path target, Predicate<GenericRecord> which)
      throws IOException {
    boolean flipped = false;
    try (var reader = new DataFileReader<GenericRecord>(file.toFile(), new GenericDatumReader<>());
        var writer = new DataFileWriter<GenericRecord>(new GenericDatumWriter<>())) {
      writer.setCodec(CodecFactory.deflateCodec(1));
      writer.create(reader.getSchema(), target.toFile());
      for (GenericRecord row : reader) {
        flipped = !flipped && which.test(row) && flip(row) || flipped;
        writer.append(row);
      }
    }
    return flipped;
  }

  private static boolean flip(GenericRecord row) {
    if (!(row.get("outcome") instanceof GenericRecord outcome)
        || !(outcome.get("satisfaction") instanceof Double satisfaction)
        || !outcome.get("booked").equals(true)) {
      return false;
    }
    outcome.put("satisfaction", 1 - satisfaction);
    return true;
  }
}

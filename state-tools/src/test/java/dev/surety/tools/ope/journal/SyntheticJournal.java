package dev.surety.tools.ope.journal;

import dev.surety.domain.FeedbackTerms;
import dev.surety.domain.JournalRow;
import dev.surety.wire.journal.JournalAvro;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;

/**
 * Writes synthetic traffic's journal as the job does, in files of a million rows: what the figures
 * in docs/off-policy.md were measured on. Run by hand: {@code SyntheticJournal DIR DECISIONS
 * TENANTS [shuffle]}.
 */
final class SyntheticJournal implements AutoCloseable {

  private static final int ROWS_A_FILE = 1_000_000;

  private final Path folder;
  private final JournalAvro avro = new JournalAvro();
  private DataFileWriter<GenericRecord> file;
  private long rows;

  private SyntheticJournal(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder.resolve("day=2023-11-14"));
  }

  public static void main(String[] args) throws IOException {
    int decisions = Integer.parseInt(args[1]);
    FeedbackTerms terms = new FeedbackTerms(600_000, 0.2, 0.2, 0, 10_000);
    try (SyntheticJournal journal = new SyntheticJournal(Path.of(args[0]))) {
      ShufflePolicy shuffle = args.length > 3 ? new ShufflePolicy(1.0 / 3) : null;
      new SyntheticTraffic(
              Integer.parseInt(args[2]),
              SyntheticTraffic.sla("surety", 0.8, terms),
              shuffle,
              1,
              journal::write)
          .go(decisions);
      System.out.printf("%,d decisions, %,d rows in %s%n", decisions, journal.rows, args[0]);
    }
  }

  private void write(JournalRow row) {
    try {
      if (rows++ % ROWS_A_FILE == 0) {
        close();
        Path path = folder.resolve("journal-%03d.avro".formatted(rows / ROWS_A_FILE));
        file =
            new DataFileWriter<GenericRecord>(new GenericDatumWriter<>())
                .setCodec(CodecFactory.zstandardCodec(1, true))
                .create(JournalAvro.schema(), path.toFile());
      }
      file.appendEncoded(ByteBuffer.wrap(avro.encode(row)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
    }
  }
}

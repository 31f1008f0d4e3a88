package dev.surety.job.journal;

import dev.surety.flink.EncodedRow;
import dev.surety.wire.journal.JournalAvro;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.flink.api.common.serialization.BulkWriter;
import org.apache.flink.connector.file.sink.FileSink;
import org.apache.flink.connector.file.sink.compactor.FileCompactStrategy;
import org.apache.flink.connector.file.sink.compactor.OutputStreamBasedFileCompactor;
import org.apache.flink.core.fs.FSDataOutputStream;
import org.apache.flink.core.fs.Path;
import org.apache.flink.streaming.api.functions.sink.filesystem.OutputFileConfig;

/** The sink as it was while it joined files itself: what older savepoints were written by. */
final class FormerSink {

  private FormerSink() {}

  static FileSink<EncodedRow> to(Path dir, int compactEvery) {
    return FileSink.forBulkFormat(dir, LateHead::new)
        .withBucketAssigner(new DayFolders())
        .withOutputFileConfig(new OutputFileConfig("journal", ".avro"))
        .enableCompact(
            FileCompactStrategy.Builder.newBuilder()
                .enableCompactionOnCheckpoint(compactEvery)
                .build(),
            new Joining())
        .build();
  }

  /** The goal of a compaction has a writer too, which is given no row and may not write a head. */
  private static final class LateHead implements BulkWriter<EncodedRow> {

    private final FSDataOutputStream out;
    private JournalFileWriter file;

    LateHead(FSDataOutputStream out) {
      this.out = out;
    }

    @Override
    public void addElement(EncodedRow row) throws IOException {
      file = file == null ? new JournalFileWriter(out) : file;
      file.addElement(row);
    }

    @Override
    public void flush() throws IOException {
      if (file != null) {
        file.flush();
      }
    }

    @Override
    public void finish() throws IOException {
      flush();
    }
  }

  private static final class Joining extends OutputStreamBasedFileCompactor {

    private static final long serialVersionUID = 1L;

    @Override
    protected void doCompact(List<Path> files, OutputStream out) throws IOException {
      DataFileWriter<GenericRecord> joined =
          new DataFileWriter<GenericRecord>(new GenericDatumWriter<>())
              .setCodec(CodecFactory.zstandardCodec(1, true))
              .create(JournalAvro.schema(), out);
      for (Path file : files) {
        try (DataFileStream<GenericRecord> rows =
            new DataFileStream<>(
                file.getFileSystem().open(file),
                new GenericDatumReader<>(null, JournalAvro.schema()))) {
          joined.appendAllFrom(rows, false);
        }
      }
      joined.flush();
    }
  }
}

package dev.surety.job.journal;

import dev.surety.wire.journal.JournalAvro;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.apache.avro.file.DataFileStream;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.flink.connector.file.sink.compactor.OutputStreamBasedFileCompactor;
import org.apache.flink.core.fs.Path;

/**
 * Makes one journal file of several by copying their compressed blocks as they are. Only files of
 * another schema, which wait when a job is upgraded, are decoded and written anew.
 */
final class JournalCompactor extends OutputStreamBasedFileCompactor {

  @Override
  protected void doCompact(List<Path> files, OutputStream out) throws IOException {
    DataFileWriter<GenericRecord> compacted = JournalFileWriter.begin(out);
    for (Path file : files) {
      try (DataFileStream<GenericRecord> rows =
          new DataFileStream<>(
              file.getFileSystem().open(file),
              new GenericDatumReader<>(null, JournalAvro.schema()))) {
        append(rows, compacted);
      }
    }
    compacted.flush();
  }

  private static void append(
      DataFileStream<GenericRecord> rows, DataFileWriter<GenericRecord> compacted)
      throws IOException {
    if (rows.getSchema().equals(JournalAvro.schema())) {
      compacted.appendAllFrom(rows, false);
      return;
    }
    while (rows.hasNext()) {
      compacted.append(rows.next());
    }
  }
}

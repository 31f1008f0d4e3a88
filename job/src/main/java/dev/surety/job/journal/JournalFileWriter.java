package dev.surety.job.journal;

import dev.surety.flink.EncodedRow;
import dev.surety.wire.journal.JournalAvro;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.flink.api.common.serialization.BulkWriter;

/**
 * One journal file: an Avro container around datums that are already encoded. Zstandard, as its
 * library comes with Kafka's client anyway; at its cheapest level, as ROUTE shares the machine;
 * with a checksum on every block, as this is the audit.
 */
final class JournalFileWriter implements BulkWriter<EncodedRow> {

  private final DataFileWriter<GenericRecord> file;

  JournalFileWriter(OutputStream out) throws IOException {
    file =
        new DataFileWriter<GenericRecord>(new GenericDatumWriter<>())
            .setCodec(CodecFactory.zstandardCodec(1, true))
            .create(JournalAvro.schema(), out);
  }

  @Override
  public void addElement(EncodedRow row) throws IOException {
    file.appendEncoded(ByteBuffer.wrap(row.datum()));
  }

  @Override
  public void flush() throws IOException {
    file.flush();
  }

  /** The stream stays open. */
  @Override
  public void finish() throws IOException {
    flush();
  }
}

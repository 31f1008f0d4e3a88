package dev.surety.job.journal;

import dev.surety.wire.journal.JournalAvro;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.flink.api.common.serialization.BulkWriter;
import org.apache.flink.core.fs.FSDataOutputStream;

/**
 * One journal file: an Avro container around datums that are already encoded.
 *
 * <p>Nothing is written before the first datum, as a file that is the goal of a compaction gets a
 * writer of this kind too, which takes no datum, and whose head would stand before the compacted
 * file's own (FLINK-32562 is about the same).
 */
final class JournalFileWriter implements BulkWriter<byte[]> {

  private final FSDataOutputStream out;
  private DataFileWriter<GenericRecord> file;

  JournalFileWriter(FSDataOutputStream out) {
    this.out = out;
  }

  /**
   * Writes the head of a file. Zstandard, as its library comes with Kafka's client anyway; at its
   * cheapest level, as ROUTE shares the machine; with a checksum on every block, as this is the
   * audit.
   */
  static DataFileWriter<GenericRecord> begin(OutputStream out) throws IOException {
    return new DataFileWriter<GenericRecord>(new GenericDatumWriter<>())
        .setCodec(CodecFactory.zstandardCodec(1, true))
        .create(JournalAvro.schema(), out);
  }

  @Override
  public void addElement(byte[] datum) throws IOException {
    if (file == null) {
      file = begin(out);
    }
    file.appendEncoded(ByteBuffer.wrap(datum));
  }

  @Override
  public void flush() throws IOException {
    if (file != null) {
      file.flush();
    }
  }

  /** The stream stays open: the sink commits it. */
  @Override
  public void finish() throws IOException {
    flush();
  }
}

package dev.surety.job.journal;

import java.io.IOException;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * A file of the journal that is complete but for being written.
 *
 * @param day of its rows, days since 1970
 * @param content never changed
 */
record WaitingFile(int day, byte[] content) {

  /** What former versions kept in its place in a state: folders, which nobody needs. */
  static final WaitingFile NONE = new WaitingFile(0, new byte[0]);

  boolean isNone() {
    return content.length == 0;
  }

  /** As a state keeps it. */
  static final class Serializer implements SimpleVersionedSerializer<WaitingFile> {

    /** Far from the numbers of Flink's writer of files, whose place this one has. */
    private static final int VERSION = 1_001;

    @Override
    public int getVersion() {
      return VERSION;
    }

    @Override
    public byte[] serialize(WaitingFile file) throws IOException {
      DataOutputSerializer out = new DataOutputSerializer(2 * Integer.BYTES + file.content.length);
      out.writeInt(file.day);
      out.writeInt(file.content.length);
      out.write(file.content);
      return out.getSharedBuffer();
    }

    @Override
    public WaitingFile deserialize(int version, byte[] bytes) throws IOException {
      if (version < VERSION) {
        return NONE;
      }
      if (version > VERSION) {
        throw new IOException(
            "files of the journal that wait to be written are in form %d in this state, and this version knows %d; go back to the version that wrote it"
                .formatted(version, VERSION));
      }
      DataInputDeserializer in = new DataInputDeserializer(bytes);
      int day = in.readInt();
      byte[] content = new byte[in.readInt()];
      in.readFully(content);
      return new WaitingFile(day, content);
    }
  }
}

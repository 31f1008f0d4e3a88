package dev.surety.wire.state;

import dev.surety.estimator.StoredArrays;
import dev.surety.wire.json.TopicRecord;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Binary form of {@link TopicRecord} between operators; never persisted across job versions. */
public final class TopicRecordCodec {

  private TopicRecordCodec() {}

  public static void write(TopicRecord record, DataOutput out) throws IOException {
    StoredArrays.writeBytes(record.key(), out);
    StoredArrays.writeBytes(record.value(), out);
    out.writeShort(record.headers().size());
    for (Map.Entry<String, String> header : record.headers().entrySet()) {
      out.writeUTF(header.getKey());
      TextCodec.writeText(header.getValue(), out);
    }
    if (!record.headers().isEmpty()) {
      OwnHeaders.write(record.own(), out);
    }
  }

  public static TopicRecord read(DataInput in) throws IOException {
    byte[] key = StoredArrays.readBytes(in);
    byte[] value = StoredArrays.readBytes(in);
    int n = in.readUnsignedShort();
    if (n == 0) {
      return new TopicRecord(key, value);
    }
    Map<String, String> headers = new LinkedHashMap<>();
    for (int i = 0; i < n; i++) {
      headers.put(in.readUTF(), TextCodec.readText(in));
    }
    return new TopicRecord(key, value, headers, OwnHeaders.read(in));
  }
}

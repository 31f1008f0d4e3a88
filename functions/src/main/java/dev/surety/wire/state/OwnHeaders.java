package dev.surety.wire.state;

import dev.surety.estimator.StoredArrays;
import dev.surety.wire.json.OwnHeader;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Binary form of the headers that came with a record; nearly always there are none. */
public final class OwnHeaders {

  private OwnHeaders() {}

  public static void write(List<OwnHeader> headers, DataOutput out) throws IOException {
    out.writeInt(headers.size());
    for (OwnHeader header : headers) {
      TextCodec.writeText(header.name(), out);
      StoredArrays.writeBytes(header.value(), out);
    }
  }

  public static List<OwnHeader> read(DataInput in) throws IOException {
    int n = in.readInt();
    if (n == 0) {
      return List.of();
    }
    List<OwnHeader> headers = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      headers.add(new OwnHeader(TextCodec.readText(in), StoredArrays.readBytes(in)));
    }
    return headers;
  }
}

package dev.surety.wire.journal;

import static dev.surety.domain.RoutingRequest.UNKNOWN;

import java.io.IOException;
import java.util.List;

/** Lists and nullable fields in Avro's binary form; a nullable's union is (null, type). */
record AvroFieldWriter(ArrayEncoder out) {

  /** Begins an array; each item is announced by {@code startItem}. */
  void array(int size) throws IOException {
    out.writeArrayStart();
    out.setItemCount(size);
  }

  void texts(List<String> texts) throws IOException {
    array(texts.size());
    for (int i = 0; i < texts.size(); i++) { // an iterator for each list of each row adds up
      out.startItem();
      out.writeString(texts.get(i));
    }
    out.writeArrayEnd();
  }

  void nullable(String text) throws IOException {
    if (present(text != null)) {
      out.writeString(text);
    }
  }

  /** NaN is null. */
  void nullable(double value) throws IOException {
    if (present(!Double.isNaN(value))) {
      out.writeDouble(value);
    }
  }

  /** UNKNOWN is null. */
  void nullable(int count) throws IOException {
    if (present(count != UNKNOWN)) {
      out.writeInt(count);
    }
  }

  /** UNKNOWN is null. */
  void nullable(long count) throws IOException {
    if (present(count != UNKNOWN)) {
      out.writeLong(count);
    }
  }

  void nullable(boolean known, long value) throws IOException {
    if (present(known)) {
      out.writeLong(value);
    }
  }

  private boolean present(boolean present) throws IOException {
    out.writeIndex(present ? 1 : 0);
    return present;
  }
}

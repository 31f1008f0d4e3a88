package dev.surety.flink;

import dev.surety.wire.json.DeadLetters;
import java.util.Map;

/** Where a control record stands in its topic. */
record ControlPlace(int partition, long offset) {

  /** Of a record that says so in its headers, or {@code null}. */
  static ControlPlace of(ControlRecord control) {
    Map<String, String> headers = control.record().headers();
    String partition = headers.get(DeadLetters.PARTITION);
    String offset = headers.get(DeadLetters.OFFSET);
    return partition == null || offset == null
        ? null
        : new ControlPlace(Integer.parseInt(partition), Long.parseLong(offset));
  }
}

package dev.surety.flink;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.surety.domain.ControlUpdate;
import dev.surety.policy.Policies;
import dev.surety.wire.json.ControlJson;
import dev.surety.wire.json.ControlLines;
import dev.surety.wire.json.MalformedRecord;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * What a state says of one subject, as far as this version of the job can read it. The rest is kept
 * as it is: a newer version, which wrote it, can.
 */
final class SubjectLines {

  private final List<ControlUpdate> read = new ArrayList<>();
  private final List<String> unreadable = new ArrayList<>();
  private long newestUnreadable = Long.MIN_VALUE;
  private String why;

  static SubjectLines of(String subject, byte[] lines) {
    SubjectLines of = new SubjectLines();
    for (String line : new String(lines, UTF_8).split("\n")) {
      of.take(subject, line);
    }
    return of;
  }

  private void take(String subject, String line) {
    byte[] value = line.getBytes(UTF_8);
    try {
      ControlUpdate update = ControlJson.read(subject.getBytes(UTF_8), value);
      Policies.check(update);
      read.add(update);
    } catch (MalformedRecord | RuntimeException e) { // a fault of ours stops nobody else
      unreadable.add(line);
      newestUnreadable = Math.max(newestUnreadable, ControlLines.version(value));
      why = e.getMessage();
    }
  }

  /** What can be read, by version. */
  List<ControlUpdate> read() {
    return read;
  }

  boolean isReadable() {
    return unreadable.isEmpty();
  }

  /** Why the last of what can't be read can't. */
  String why() {
    return why;
  }

  /**
   * Whether what can't be read is newer than what is known, so that nobody can say what is in
   * force.
   */
  boolean isNewerThan(List<ControlUpdate> known) {
    return !unreadable.isEmpty()
        && (known.isEmpty() || known.get(known.size() - 1).version() <= newestUnreadable);
  }

  /** The lines of the state: known versions, and behind them what can't be read. */
  byte[] with(List<ControlUpdate> known) {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    lines.writeBytes(known.isEmpty() ? new byte[0] : ControlLines.write(known));
    for (String line : unreadable) {
      if (lines.size() > 0) {
        lines.write('\n');
      }
      lines.writeBytes(line.getBytes(UTF_8));
    }
    return lines.toByteArray();
  }
}

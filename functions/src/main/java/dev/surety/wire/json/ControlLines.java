package dev.surety.wire.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.surety.domain.ControlUpdate;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The known control records of one subject as state keeps them: one JSON object a line, in the
 * order of versions.
 */
public final class ControlLines {

  private ControlLines() {}

  /** The lines of records that are all about one subject. */
  public static byte[] write(List<ControlUpdate> versions) {
    ByteArrayOutputStream lines = new ByteArrayOutputStream();
    for (ControlUpdate version : versions) {
      if (lines.size() > 0) {
        lines.write('\n');
      }
      lines.writeBytes(ControlJson.write(version).value());
    }
    return lines.toByteArray();
  }

  /**
   * The inverse of {@link #write}.
   *
   * @throws MalformedRecord if a line is no control record about the subject
   */
  public static List<ControlUpdate> read(String subject, byte[] lines) throws MalformedRecord {
    List<ControlUpdate> versions = new ArrayList<>();
    for (String line : new String(lines, UTF_8).split("\n")) {
      versions.add(ControlJson.read(subject.getBytes(UTF_8), line.getBytes(UTF_8)));
    }
    return versions;
  }

  /**
   * The version of a line that can't be read otherwise; {@link Long#MAX_VALUE} if not even that
   * can.
   */
  public static long version(byte[] line) {
    try {
      return JsonRecord.read(line, ControlLines::version);
    } catch (MalformedRecord e) {
      return Long.MAX_VALUE;
    }
  }

  private static long version(FieldReader in) throws IOException, MalformedRecord {
    long version = Long.MAX_VALUE;
    for (String field; (field = in.next()) != null; ) {
      if (field.equals("version")) {
        version = in.integer(0, ControlJson.MAX_VERSION);
      } else {
        in.skip();
      }
    }
    return version;
  }
}

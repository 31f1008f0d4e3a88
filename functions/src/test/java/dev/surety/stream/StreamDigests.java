package dev.surety.stream;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** SHA-256 of what goes over each wire, record after record, each with its length before it. */
final class StreamDigests {

  private final Map<String, MessageDigest> digests = new TreeMap<>();
  private final Map<String, Integer> records = new TreeMap<>();
  private final Map<String, Integer> kinds = new TreeMap<>();

  void add(String wire, byte[] record) {
    MessageDigest digest = digests.computeIfAbsent(wire, name -> sha256());
    digest.update(ByteBuffer.allocate(4).putInt(record.length).array());
    digest.update(record);
    records.merge(wire, 1, Integer::sum);
  }

  /** Counts what a record says, so that who moves a digest sees what became of it. */
  void count(String what, Enum<?> kind) {
    kinds.merge(what + ' ' + kind.name(), 1, Integer::sum);
  }

  /** A line a wire: its name, how many records, their digest; then how often what was said. */
  String lines() {
    StringBuilder lines = new StringBuilder();
    digests.forEach(
        (wire, digest) ->
            lines
                .append(wire)
                .append(' ')
                .append(records.get(wire))
                .append(' ')
                .append(HexFormat.of().formatHex(digest.digest()))
                .append('\n'));
    kinds.forEach((kind, n) -> lines.append(kind).append(' ').append(n).append('\n'));
    return lines.toString();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JVM has SHA-256", e);
    }
  }
}

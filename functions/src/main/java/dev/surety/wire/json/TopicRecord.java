package dev.surety.wire.json;

import java.util.List;
import java.util.Map;

/**
 * A record as Kafka has it.
 *
 * @param key UTF-8, or {@code null}
 * @param value UTF-8 JSON; {@code null} is a tombstone
 * @param headers for dead letters: where the record came from and what is wrong with it
 * @param own for dead letters: the headers that the record came with
 */
public record TopicRecord(
    byte[] key, byte[] value, Map<String, String> headers, List<OwnHeader> own) {

  public TopicRecord(byte[] key, byte[] value, Map<String, String> headers) {
    this(key, value, headers, List.of());
  }

  public TopicRecord(byte[] key, byte[] value) {
    this(key, value, Map.of(), List.of());
  }
}

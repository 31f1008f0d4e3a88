package dev.surety.wire.json;

/**
 * A header that came with a record, as whoever sent it wrote it: names may occur more than once.
 *
 * @param value any bytes, or {@code null}
 */
public record OwnHeader(String name, byte[] value) {}

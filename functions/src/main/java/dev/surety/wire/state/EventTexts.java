package dev.surety.wire.state;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.surety.domain.TenantTier;
import java.io.ByteArrayInputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.Arrays;

/**
 * Texts of events that are read one after the other. Keys, and texts of which there are few such as
 * tags and names of models, are made once and found again by their bytes: as long as no other text
 * has taken their place. What comes of it is the same, and so are its memory and its hash. Not
 * thread-safe.
 */
public final class EventTexts {

  /** More than the keys that make most of the traffic of a minute. */
  private static final int KEYS = 1 << 12;

  private static final int TEXTS = 1 << 9;

  /** Longer texts are hardly names, and would stay in memory for nothing. */
  private static final int LONGEST_KNOWN = 64;

  private final byte[][] keyBytes = new byte[KEYS][];
  private final TenantTier[] keys = new TenantTier[KEYS];
  private final byte[][] knownBytes = new byte[TEXTS][];
  private final String[] known = new String[TEXTS];

  private byte[] room = new byte[512];

  /** A text as {@code writeUTF} has it. */
  String id(DataInput in) throws IOException {
    int length = in.readUnsignedShort();
    read(in, 0, length);
    return utf(0, length);
  }

  /** Two such texts: tenant and tier. */
  TenantTier key(DataInput in) throws IOException {
    int tenant = in.readUnsignedShort();
    read(in, 0, tenant);
    int tier = in.readUnsignedShort();
    // What lies between the two can't be part of either: "a", "bc" is no "ab", "c".
    reserve(tenant + 1);
    room[tenant] = '/';
    read(in, tenant + 1, tier);
    int length = tenant + 1 + tier;
    int place = hash(length) & KEYS - 1;
    byte[] before = keyBytes[place];
    if (before != null && Arrays.equals(before, 0, before.length, room, 0, length)) {
      return keys[place];
    }
    TenantTier key = new TenantTier(utf(0, tenant), utf(tenant + 1, tier));
    keyBytes[place] = Arrays.copyOf(room, length);
    keys[place] = key;
    return key;
  }

  /** A text as {@link TextCodec} has it, or {@code null}. */
  String text(DataInput in) throws IOException {
    int length = in.readInt();
    if (length < 0) {
      return null;
    }
    read(in, 0, length);
    return new String(room, 0, length, UTF_8);
  }

  /** The same of a text that is likely to come again. */
  String known(DataInput in) throws IOException {
    int length = in.readInt();
    if (length < 0) {
      return null;
    }
    read(in, 0, length);
    if (length > LONGEST_KNOWN) {
      return new String(room, 0, length, UTF_8);
    }
    int place = hash(length) & TEXTS - 1;
    byte[] before = knownBytes[place];
    if (before != null && Arrays.equals(before, 0, before.length, room, 0, length)) {
      return known[place];
    }
    String text = new String(room, 0, length, UTF_8);
    knownBytes[place] = Arrays.copyOf(room, length);
    known[place] = text;
    return text;
  }

  private void read(DataInput in, int at, int length) throws IOException {
    reserve(at + length);
    in.readFully(room, at, length);
  }

  private void reserve(int length) {
    if (room.length < length) {
      room = Arrays.copyOf(room, Math.max(length, 2 * room.length));
    }
  }

  private int hash(int length) {
    int hash = length;
    for (int i = 0; i < length; i++) {
      hash = 31 * hash + room[i];
    }
    return hash ^ hash >>> 15;
  }

  /** ASCII is the same in Java's own form of UTF-8; all else is left to who knows that form. */
  private String utf(int at, int length) throws IOException {
    int bits = 0;
    for (int i = at; i < at + length; i++) {
      bits |= room[i];
    }
    if (bits >= 0) {
      return new String(room, at, length, ISO_8859_1);
    }
    byte[] written = new byte[Short.BYTES + length];
    written[0] = (byte) (length >>> Byte.SIZE);
    written[1] = (byte) length;
    System.arraycopy(room, at, written, Short.BYTES, length);
    return new DataInputStream(new ByteArrayInputStream(written)).readUTF();
  }
}

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
 * Texts of events that are read one after the other. Texts of which there are few, such as tiers,
 * tags and names of models, are made once and found again by their bytes: as long as no other text
 * has taken their place. Tenants are not: finding the one among a thousand waits for memory longer
 * than making him anew takes. Not thread-safe.
 */
public final class EventTexts {

  private static final int TEXTS = 1 << 9;

  /** Longer texts are hardly names, and would stay in memory for nothing. */
  private static final int LONGEST_KNOWN = 64;

  private byte[] tierBytes = {};
  private String tier = "";
  private final byte[][] knownBytes = new byte[TEXTS][];
  private final String[] known = new String[TEXTS];

  private byte[] room = new byte[512];

  /** A text as {@code writeUTF} has it. */
  String id(DataInput in) throws IOException {
    int length = in.readUnsignedShort();
    read(in, length);
    return utf(length);
  }

  /** Two such texts: tenant and tier, of which there are few. */
  TenantTier key(DataInput in) throws IOException {
    String tenant = id(in);
    int length = in.readUnsignedShort();
    read(in, length);
    byte[] before = tierBytes;
    if (!Arrays.equals(before, 0, before.length, room, 0, length)) {
      tier = utf(length);
      tierBytes = Arrays.copyOf(room, length);
    }
    return new TenantTier(tenant, tier);
  }

  /** A text as {@link TextCodec} has it, or {@code null}. */
  String text(DataInput in) throws IOException {
    int length = in.readInt();
    if (length < 0) {
      return null;
    }
    read(in, length);
    return new String(room, 0, length, UTF_8);
  }

  /** The same of a text that is likely to come again. */
  String known(DataInput in) throws IOException {
    int length = in.readInt();
    if (length < 0) {
      return null;
    }
    read(in, length);
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

  private void read(DataInput in, int length) throws IOException {
    if (room.length < length) {
      room = new byte[Math.max(length, 2 * room.length)];
    }
    in.readFully(room, 0, length);
  }

  private int hash(int length) {
    int hash = length;
    for (int i = 0; i < length; i++) {
      hash = 31 * hash + room[i];
    }
    return hash ^ hash >>> 15;
  }

  /** ASCII is the same in Java's own form of UTF-8; all else is left to who knows that form. */
  private String utf(int length) throws IOException {
    int bits = 0;
    for (int i = 0; i < length; i++) {
      bits |= room[i];
    }
    if (bits >= 0) {
      return new String(room, 0, length, ISO_8859_1);
    }
    byte[] written = new byte[Short.BYTES + length];
    written[0] = (byte) (length >>> Byte.SIZE);
    written[1] = (byte) length;
    System.arraycopy(room, 0, written, Short.BYTES, length);
    return new DataInputStream(new ByteArrayInputStream(written)).readUTF();
  }
}

package dev.surety.wire.state;

import dev.surety.engine.Account;
import dev.surety.engine.Learner;
import dev.surety.engine.OpenDecision;
import dev.surety.engine.OpenDecisionMaps;
import dev.surety.engine.Spending;
import dev.surety.policy.LayoutVersion;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * A key in one value. The first byte is the layout's version, which says which of two forms it is:
 *
 * <ul>
 *   <li>1, retired: silent for long, so nothing is open. Account and learner, deflated.
 *   <li>2, parked: has traffic, but little is open. The account, the open decisions of both maps
 *       and the money of both, and the learner unless it is kept in its own state.
 * </ul>
 *
 * Account, learner and entries are what their own codecs write. Nothing is left out, so a key that
 * comes back is what it was, bit for bit.
 */
public final class CompactCodec {

  private static final int RETIRED = 1;
  private static final int PARKED = 2;

  /** The newest layout. */
  public static final int VERSION = PARKED;

  private static final int MAPS = 2;

  /**
   * What was kept.
   *
   * @param learner {@code null} where it is not in this value
   * @param learnerBytes of a parked key, what {@link LearnerCodec} wrote of its learner: what is
   *     written again as long as the learner does not change
   * @param open of a retired key nothing
   */
  public record Compact(
      Account account, Learner learner, byte[] learnerBytes, OpenDecisionMaps open) {}

  private static final byte[] NOTHING = new byte[0];

  private CompactCodec() {}

  /** The form of a key of which nothing is open. */
  public static byte[] retired(Account account, Learner learner) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(RETIRED);
    try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(bytes))) {
      AccountCodec.write(account, out);
      LearnerCodec.write(learner, out);
    }
    return bytes.toByteArray();
  }

  /**
   * The form of a key of which little is open.
   *
   * @param learner what {@link LearnerCodec} writes, no more than 65,535 bytes; or nothing where it
   *     is kept elsewhere
   * @param open decisions by request id, of map 0 and map 1; no more than 255 each, and so of money
   */
  public static void park(
      Account account,
      byte[] learner,
      List<Map<String, OpenDecision>> open,
      List<Map<String, Spending>> money,
      DataOutput out)
      throws IOException {
    out.writeByte(PARKED);
    AccountCodec.write(account, out);
    out.writeShort(learner.length);
    out.write(learner);
    for (int map = 0; map < MAPS; map++) {
      out.writeByte(open.get(map).size());
      for (Map.Entry<String, OpenDecision> entry : open.get(map).entrySet()) {
        out.writeUTF(entry.getKey());
        OpenDecisionCodec.write(entry.getValue(), out);
      }
      out.writeByte(money.get(map).size());
      for (Map.Entry<String, Spending> entry : money.get(map).entrySet()) {
        out.writeUTF(entry.getKey());
        SpendingCodec.write(entry.getValue(), out);
      }
    }
  }

  /** Whether these bytes are of a parked key; else they are of a retired one, or of neither. */
  public static boolean isParked(byte[] bytes) {
    return bytes[0] == PARKED;
  }

  /**
   * @throws IOException also when the bytes are of a newer version
   */
  public static Compact read(byte[] bytes) throws IOException {
    LayoutVersion.check("compact", bytes[0], VERSION);
    if (isParked(bytes)) {
      return parked(new DataInputStream(new ByteArrayInputStream(bytes)));
    }
    ByteArrayInputStream packed = new ByteArrayInputStream(bytes, 1, bytes.length - 1);
    try (DataInputStream in = new DataInputStream(new InflaterInputStream(packed))) {
      return new Compact(
          AccountCodec.read(in), LearnerCodec.read(in), NOTHING, new OpenDecisionMaps());
    }
  }

  /** The same of bytes that {@linkplain #isParked are known} to be of a parked key. */
  public static Compact parked(DataInput in) throws IOException {
    in.readByte();
    Account account = AccountCodec.read(in);
    byte[] learner = new byte[in.readUnsignedShort()];
    in.readFully(learner);
    OpenDecisionMaps open = new OpenDecisionMaps();
    for (int map = 0; map < MAPS; map++) {
      for (int left = in.readUnsignedByte(); left > 0; left--) {
        open.put(map, in.readUTF(), OpenDecisionCodec.read(in));
      }
      for (int left = in.readUnsignedByte(); left > 0; left--) {
        open.putSpending(map, in.readUTF(), SpendingCodec.read(in));
      }
    }
    return new Compact(account, learner(learner), learner, open);
  }

  private static Learner learner(byte[] bytes) throws IOException {
    return bytes.length == 0
        ? null
        : LearnerCodec.read(new DataInputStream(new ByteArrayInputStream(bytes)));
  }
}

package dev.surety.wire.state;

import dev.surety.engine.Account;
import dev.surety.engine.Learner;
import dev.surety.policy.LayoutVersion;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * The compact form of a key that has been silent for long: the layout's version, then what {@link
 * AccountCodec} and {@link LearnerCodec} write, deflated. Nothing is left out, so a key that comes
 * back is what it was, bit for bit.
 */
public final class RetiredCodec {

  /** The newest layout, which is the one that is written. */
  public static final int VERSION = 1;

  /** What was retired. */
  public record Retired(Account account, Learner learner) {}

  private RetiredCodec() {}

  public static byte[] write(Account account, Learner learner) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(VERSION);
    try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(bytes))) {
      AccountCodec.write(account, out);
      LearnerCodec.write(learner, out);
    }
    return bytes.toByteArray();
  }

  /**
   * @throws IOException also when the bytes are of a newer version
   */
  public static Retired read(byte[] bytes) throws IOException {
    ByteArrayInputStream all = new ByteArrayInputStream(bytes);
    LayoutVersion.check("retired", all.read(), VERSION);
    try (DataInputStream in = new DataInputStream(new InflaterInputStream(all))) {
      return new Retired(AccountCodec.read(in), LearnerCodec.read(in));
    }
  }
}

package dev.surety.policy.surety;

import dev.surety.estimator.StoredArrays;
import dev.surety.policy.MemoryForm;
import dev.surety.policy.PolicyMemory.DecisionMemory;
import dev.surety.policy.PolicyMemory.LearnedMemory;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/**
 * The stored forms of the two parts of a state: the version of its layout, then numbers, big-endian
 * and without field names. Columns and buckets in which everything is 0 take no room. Layout 1 of
 * an account and 3 of a learner are written where nothing was taken from a fleet, else 2 and 4, and
 * 5 of a learner where a promise has named a judge, 6 where the fleet knows contexts in which he
 * was asked; all older ones are read.
 */
final class SuretyCodec {
  private static final byte ACCOUNT = 2;

  private static final byte WITHOUT_FLEET = 1;

  static final MemoryForm<DecisionMemory> STORED_ACCOUNT =
      MemoryForm.of(
          3,
          SuretyAccount.class,
          (account, out) -> StoredArrays.writeBytes(account(account), out),
          in -> readAccount(StoredArrays.readBytes(in)));

  static final MemoryForm<LearnedMemory> STORED_LEARNER =
      MemoryForm.of(
          4,
          SuretyLearner.class,
          (learner, out) -> StoredArrays.writeBytes(learner(learner), out),
          in -> readLearner(StoredArrays.readBytes(in)));

  private SuretyCodec() {}

  /** The stored form of an account. */
  public static byte[] account(SuretyAccount account) {
    int models = account.served.length;
    int buckets = account.arrivals.length;
    boolean ofFleet = account.deviation != null;
    int columns = ofFleet ? 3 : 2;
    ByteBuffer out =
        ByteBuffer.allocate(
            5 + 8 + 10 * Double.BYTES + columns * models * Double.BYTES + buckets * 8);
    out.put(ofFleet ? ACCOUNT : WITHOUT_FLEET)
        .put(flags(account))
        .put((byte) models)
        .putShort((short) buckets);
    out.putLong(account.requests);
    out.putDouble(account.length).putDouble(account.scale);
    out.putDouble(account.fixedSatisfied).putDouble(account.fixedVariance);
    out.putDouble(account.spend).putDouble(account.lambda).putDouble(account.outOfReachRun);
    out.putDouble(account.lambdaLow).putDouble(account.lambdaHigh).putDouble(account.weightHigh);
    for (int m = 0; m < models; m++) {
      out.putDouble(account.served[m]).putDouble(account.servedSince[m]);
    }
    for (int b = 0; b < buckets; b++) {
      out.putInt(account.arrivals[b]).putFloat(account.traffic[b]);
    }
    for (int m = 0; ofFleet && m < models; m++) {
      out.putDouble(account.deviation[m]);
    }
    return out.array();
  }

  /** The stored form of a learner. */
  public static byte[] learner(SuretyLearner learner) {
    return LearnerBytes.write(learner);
  }

  /**
   * A learner back; what is not stored is derived by {@link SuretyAlgorithm#join}.
   *
   * @throws IllegalArgumentException for bytes of a newer version, or damaged ones
   */
  public static SuretyLearner readLearner(byte[] learner) {
    try {
      return LearnerBytes.read(learner);
    } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
      throw damaged("learner", learner, e);
    }
  }

  /**
   * An account back.
   *
   * @throws IllegalArgumentException for bytes of a newer version, or damaged ones
   */
  public static SuretyAccount readAccount(byte[] account) {
    try {
      return readAccount(ByteBuffer.wrap(account));
    } catch (BufferUnderflowException | IndexOutOfBoundsException e) {
      throw damaged("account", account, e);
    }
  }

  private static IllegalArgumentException damaged(String part, byte[] bytes, Exception cause) {
    return new IllegalArgumentException(
        "a stored " + part + " of " + bytes.length + " bytes is cut short or damaged", cause);
  }

  private static SuretyAccount readAccount(ByteBuffer in) {
    byte layout = in.get();
    checkVersion("account", layout, ACCOUNT);
    byte flags = in.get();
    int models = in.get() & 0xff;
    int buckets = in.getShort();
    SuretyAccount account = new SuretyAccount(models, buckets);
    account.outOfReach = (flags & 1) != 0;
    account.news = (flags & 2) != 0;
    account.fitReaching = (flags & 4) != 0;
    account.requests = in.getLong();
    account.length = in.getDouble();
    account.scale = in.getDouble();
    account.fixedSatisfied = in.getDouble();
    account.fixedVariance = in.getDouble();
    account.spend = in.getDouble();
    account.lambda = in.getDouble();
    account.outOfReachRun = in.getDouble();
    account.lambdaLow = in.getDouble();
    account.lambdaHigh = in.getDouble();
    account.weightHigh = in.getDouble();
    for (int m = 0; m < models; m++) {
      account.served[m] = in.getDouble();
      account.servedSince[m] = in.getDouble();
    }
    for (int b = 0; b < buckets; b++) {
      account.arrivals[b] = in.getInt();
      account.traffic[b] = in.getFloat();
    }
    if (layout > WITHOUT_FLEET) {
      account.deviation = new double[models];
      for (int m = 0; m < models; m++) {
        account.deviation[m] = in.getDouble();
      }
    }
    return account;
  }

  private static byte flags(SuretyAccount account) {
    return (byte)
        ((account.outOfReach ? 1 : 0) | (account.news ? 2 : 0) | (account.fitReaching ? 4 : 0));
  }

  static void checkVersion(String part, byte found, byte newest) {
    if (found < 1 || found > newest) {
      throw new IllegalArgumentException(
          "the stored %s has layout version %d, but this program reads 1 to %d; use one at least as new as the one that wrote it"
              .formatted(part, found, newest));
    }
  }
}

package dev.surety.wire.state;

import dev.surety.engine.Account;
import dev.surety.estimator.StoredArrays;
import dev.surety.policy.LayoutVersion;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Binary form of {@link Account}; the first byte is the version of the layout. Layout 3 is written
 * where no judge was ever asked, 4 where one was, 5 where the account has {@link AccountSections}.
 */
public final class AccountCodec {

  /** The newest layout, which is the one that is written. */
  public static final int VERSION = 5;

  /** Written where no judge was ever asked. */
  private static final int WITHOUT_JUDGE = 3;

  /** Written where the account has no sections. */
  private static final int WITHOUT_SECTIONS = 4;

  private static final int CATCHING_UP = 1;
  private static final int INFEASIBLE = 2;

  private AccountCodec() {}

  public static void write(Account account, DataOutput out) throws IOException {
    boolean sections = AccountSections.count(account) > 0;
    boolean judged = account.judge.isUsed() || sections;
    out.writeByte(sections ? VERSION : judged ? WITHOUT_SECTIONS : WITHOUT_JUDGE);
    out.writeLong(account.seq);
    out.writeLong(account.clock);
    out.writeByte(account.presentMap);
    out.writeInt(account.openPresent);
    out.writeInt(account.openPast);
    out.writeLong(account.dropped);
    out.writeDouble(account.queue);
    out.writeDouble(account.bookedTarget);
    out.writeDouble(account.bookedSatisfaction);
    out.writeLong(account.labels);
    out.writeLong(account.samples);
    out.writeDouble(account.satisfactionSum);
    out.writeDouble(account.satisfactionSquares);
    out.writeLong(account.requests);
    out.writeLong(account.explored);
    out.writeLong(account.catchingUpDecisions);
    out.writeDouble(account.expectedCostUsd);
    out.writeDouble(account.bestSingleCostUsd);
    out.writeDouble(account.costUsd);
    StoredArrays.writeLongs(account.outcomes, out);
    StoredArrays.writeLongs(account.decisions, out);
    StoredArrays.writeShorts(account.ranking, out);
    out.writeByte((account.catchingUp ? CATCHING_UP : 0) | (account.infeasible ? INFEASIBLE : 0));
    out.writeUTF(account.config);
    MemoryCodec.DECISIONS.write(account.memory, out);
    WindowCodec.write(account, out);
    writeNotices(account.notices, out);
    HealthCodec.write(account.health, out);
    CompactNumbers.writeCount(account.memoryBegun, out);
    out.writeDouble(account.spentUsd);
    out.writeDouble(account.bestUsd);
    out.writeByte(account.moneyMap);
    CompactNumbers.writeCount(account.moneyPresent, out);
    CompactNumbers.writeCount(account.moneyPast, out);
    CompactNumbers.writeCount(account.moneyDropped, out);
    out.writeLong(account.born);
    CompactNumbers.writeCount(account.infeasibleDecisions, out);
    out.writeShort(account.incumbent);
    DeliveryCodec.write(account, out);
    if (judged) {
      JudgeCodec.write(account.judge, out);
    }
    if (sections) {
      AccountSections.write(account, out);
    }
  }

  /**
   * @throws IOException also when the bytes are of a newer version
   */
  public static Account read(DataInput in) throws IOException {
    int layout = in.readByte();
    LayoutVersion.check("account", layout, VERSION);
    Account account = new Account();
    account.seq = in.readLong();
    account.clock = in.readLong();
    account.presentMap = in.readByte();
    account.openPresent = in.readInt();
    account.openPast = in.readInt();
    account.dropped = in.readLong();
    account.queue = in.readDouble();
    account.bookedTarget = in.readDouble();
    account.bookedSatisfaction = in.readDouble();
    account.labels = in.readLong();
    account.samples = in.readLong();
    account.satisfactionSum = in.readDouble();
    account.satisfactionSquares = in.readDouble();
    account.requests = in.readLong();
    account.explored = in.readLong();
    account.catchingUpDecisions = in.readLong();
    account.expectedCostUsd = in.readDouble();
    account.bestSingleCostUsd = in.readDouble();
    account.costUsd = in.readDouble();
    readCounts(account.outcomes, in);
    account.decisions = StoredArrays.readLongs(in);
    account.ranking = StoredArrays.readShorts(in);
    int reach = in.readByte(); // until layout 3 a truth: the first bit
    account.catchingUp = (reach & CATCHING_UP) != 0;
    account.infeasible = (reach & INFEASIBLE) != 0;
    account.config = in.readUTF();
    account.memory = MemoryCodec.DECISIONS.read(in);
    WindowCodec.read(account, in, layout);
    if (layout >= 2) {
      readCounts(account.notices, in);
      HealthCodec.read(account.health, in);
      account.memoryBegun = CompactNumbers.readCount(in);
      account.spentUsd = in.readDouble();
      account.bestUsd = in.readDouble();
      account.moneyMap = in.readByte();
      account.moneyPresent = (int) CompactNumbers.readCount(in);
      account.moneyPast = (int) CompactNumbers.readCount(in);
      account.moneyDropped = CompactNumbers.readCount(in);
      account.born = in.readLong();
    } else {
      account.spentUsd = account.expectedCostUsd;
      account.bestUsd = account.bestSingleCostUsd;
    }
    if (layout >= 3) {
      account.infeasibleDecisions = CompactNumbers.readCount(in);
      account.incumbent = in.readShort();
      DeliveryCodec.read(account, in);
    } else {
      DeliveryCodec.begin(account);
    }
    if (layout > WITHOUT_JUDGE) {
      JudgeCodec.read(account.judge, in);
    }
    if (layout > WITHOUT_SECTIONS) {
      AccountSections.read(account, in);
    }
    return account;
  }

  /** Most keys have none, and give them two bytes. */
  private static void writeNotices(long[] notices, DataOutput out) throws IOException {
    int used = notices.length;
    while (used > 0 && notices[used - 1] == 0) {
      used--;
    }
    out.writeShort(used);
    for (int i = 0; i < used; i++) {
      out.writeLong(notices[i]);
    }
  }

  /** What is counted only since then starts at zero. */
  private static void readCounts(long[] counts, DataInput in) throws IOException {
    long[] known = StoredArrays.readLongs(in);
    System.arraycopy(known, 0, counts, 0, known.length);
  }
}

package dev.surety.wire.state;

import dev.surety.engine.Account;
import dev.surety.engine.BudgetBooks;
import dev.surety.engine.Certificate;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * What only some accounts keep: a count, then for each part its number, its length and its bytes. A
 * key whose promise asks for none of it has none.
 */
final class AccountSections {

  private static final int CERTIFICATE = 1;
  private static final int BUDGET = 2;
  private static final int DEADLINE = 3;
  private static final int SHARED_BUDGET = 4;

  private AccountSections() {}

  static int count(Account account) {
    return (account.certificate.isBegun() ? 1 : 0)
        + (account.budget.isKept() ? 1 : 0)
        + (account.deadline.isKept() ? 1 : 0)
        + (account.shared.isKept() ? 1 : 0);
  }

  static void write(Account account, DataOutput out) throws IOException {
    out.writeByte(count(account));
    if (account.certificate.isBegun()) {
      section(CERTIFICATE, out, section -> certificate(account.certificate, section));
    }
    if (account.budget.isKept()) {
      section(
          BUDGET,
          out,
          section -> {
            budget(account.budget, section);
            lift(account.budget, section);
          });
    }
    if (account.deadline.isKept()) {
      section(DEADLINE, out, section -> DeadlineCodec.write(account.deadline, section));
    }
    if (account.shared.isKept()) {
      section(
          SHARED_BUDGET,
          out,
          section -> {
            budget(account.shared, section);
            section.writeDouble(account.shared.wantedUsd);
            lift(account.shared, section);
          });
    }
  }

  /**
   * @throws IOException also when a part is of a kind that is not known
   */
  static void read(Account account, DataInput in) throws IOException {
    for (int left = in.readByte(); left > 0; left--) {
      int kind = in.readByte();
      byte[] bytes = new byte[in.readInt()];
      in.readFully(bytes);
      DataInputStream section = new DataInputStream(new ByteArrayInputStream(bytes));
      switch (kind) {
        case CERTIFICATE -> certificate(account.certificate, section);
        case BUDGET -> {
          budget(account.budget, section);
          lift(account.budget, section);
        }
        case DEADLINE -> DeadlineCodec.read(account.deadline, section);
        case SHARED_BUDGET -> {
          budget(account.shared, section);
          account.shared.wantedUsd = section.readDouble();
          lift(account.shared, section);
        }
        default ->
            throw new IOException(
                "the account has a part of kind %d, which this version does not know; use the version that wrote it"
                    .formatted(kind));
      }
    }
  }

  private interface Part {
    void write(DataOutput out) throws IOException;
  }

  private static void section(int kind, DataOutput out, Part part) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(64);
    part.write(new DataOutputStream(bytes));
    out.writeByte(kind);
    out.writeInt(bytes.size());
    out.write(bytes.toByteArray());
  }

  private static void certificate(Certificate certificate, DataOutput out) throws IOException {
    out.writeLong(certificate.since);
    CompactNumbers.writeNumber(certificate.target, out);
    CompactNumbers.writeNumber(certificate.chance, out);
    out.writeBoolean(certificate.ignored);
    CompactNumbers.writeCount(certificate.answers, out);
    CompactNumbers.writeCount(certificate.asked, out);
    CompactNumbers.writeCount(certificate.judged, out);
    CompactNumbers.writeNumber(certificate.dissatisfied, out);
    CompactNumbers.writeNumber(certificate.squares, out);
  }

  private static void certificate(Certificate certificate, DataInput in) throws IOException {
    certificate.since = in.readLong();
    certificate.target = CompactNumbers.readNumber(in);
    certificate.chance = CompactNumbers.readNumber(in);
    certificate.ignored = in.readBoolean();
    certificate.answers = CompactNumbers.readCount(in);
    certificate.asked = CompactNumbers.readCount(in);
    certificate.judged = CompactNumbers.readCount(in);
    certificate.dissatisfied = CompactNumbers.readNumber(in);
    certificate.squares = CompactNumbers.readNumber(in);
  }

  private static void budget(BudgetBooks budget, DataOutput out) throws IOException {
    out.writeLong(budget.window.begin);
    out.writeLong(budget.window.end);
    CompactNumbers.writeNumber(budget.spentBefore, out);
    CompactNumbers.writeCount(budget.hour, out);
    CompactNumbers.writeCount(budget.requests, out);
    out.writeLong(budget.first);
    for (double count : budget.usual) {
      CompactNumbers.writeNumber(count, out);
    }
  }

  private static void budget(BudgetBooks budget, DataInput in) throws IOException {
    budget.window.begin = in.readLong();
    budget.window.end = in.readLong();
    budget.spentBefore = CompactNumbers.readNumber(in);
    budget.hour = CompactNumbers.readCount(in);
    budget.requests = CompactNumbers.readCount(in);
    budget.first = in.readLong();
    for (int of = 0; of < budget.usual.length; of++) {
      budget.usual[of] = CompactNumbers.readNumber(in);
    }
  }

  /** Last of its part and only where it is not 1, as it is in parts that were written before. */
  private static void lift(BudgetBooks budget, DataOutput out) throws IOException {
    if (budget.lift != 1) {
      CompactNumbers.writeNumber(budget.lift, out);
    }
  }

  private static void lift(BudgetBooks budget, DataInputStream in) throws IOException {
    budget.lift = in.available() > 0 ? CompactNumbers.readNumber(in) : 1;
  }
}

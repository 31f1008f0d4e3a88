package dev.surety.wire.state;

import dev.surety.domain.BudgetTerms;
import dev.surety.domain.BudgetTerms.Period;
import dev.surety.domain.TenantShare;
import dev.surety.policy.LayoutVersion;
import dev.surety.policy.budget.LeaseBook;
import dev.surety.policy.budget.TierAccount;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.time.ZoneId;
import java.util.Map;

/** Binary form of a {@link LeaseBook}; the first byte is the version of the layout. */
public final class LeaseBookCodec {

  private static final int VERSION = 2;

  /** In the order of the bytes that stand for them. */
  private static final Period[] PERIODS = {Period.DAY, Period.WEEK, Period.MONTH};

  private LeaseBookCodec() {}

  public static void write(LeaseBook book, DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeBoolean(book.terms != null);
    if (book.terms != null) {
      out.writeDouble(book.terms.usd());
      for (int i = 0; i < PERIODS.length; i++) {
        if (PERIODS[i] == book.terms.per()) {
          out.writeByte(i);
        }
      }
      out.writeUTF(book.terms.timezone().getId());
      out.writeBoolean(book.terms.hard());
    }
    out.writeLong(book.termsVersion);
    out.writeLong(book.begin);
    out.writeLong(book.end);
    out.writeLong(book.clock);
    out.writeLong(book.leasedAt);
    out.writeLong(book.version);
    CompactNumbers.writeCount(book.tiers.size(), out);
    for (Map.Entry<String, TierAccount> tier : book.tiers.entrySet()) {
      out.writeUTF(tier.getKey());
      TierAccount account = tier.getValue();
      out.writeDouble(account.spentUsd);
      out.writeDouble(account.wantedUsd);
      out.writeDouble(account.comingRequests);
      out.writeLong(account.heardAt);
      out.writeDouble(account.grantedUsd);
      out.writeDouble(account.formerUsd);
      out.writeDouble(account.plannedUsd);
      out.writeBoolean(account.opens);
    }
  }

  /** The inverse of {@link #write}. */
  public static LeaseBook read(DataInput in) throws IOException {
    int version = in.readByte();
    LayoutVersion.check("leases", version, VERSION);
    LeaseBook book = new LeaseBook();
    if (in.readBoolean()) {
      book.agree(
          new BudgetTerms(
              in.readDouble(), PERIODS[in.readByte()], ZoneId.of(in.readUTF()), in.readBoolean()));
    }
    book.termsVersion = in.readLong();
    book.begin = in.readLong();
    book.end = in.readLong();
    book.clock = in.readLong();
    book.leasedAt = in.readLong();
    if (version == 1) {
      in.readDouble(); // what tiers had that were not heard of
    }
    book.version = in.readLong();
    for (int left = (int) CompactNumbers.readCount(in); left > 0; left--) {
      TierAccount account = new TierAccount();
      boolean early = book.tiers.size() < TenantShare.OPENINGS;
      book.tiers.put(in.readUTF(), account);
      account.spentUsd = in.readDouble();
      account.wantedUsd = in.readDouble();
      account.comingRequests = in.readDouble();
      account.heardAt = in.readLong();
      account.grantedUsd = in.readDouble();
      account.formerUsd = in.readDouble();
      account.plannedUsd = in.readDouble();
      account.opens = version == 1 ? early : in.readBoolean();
    }
    return book;
  }
}

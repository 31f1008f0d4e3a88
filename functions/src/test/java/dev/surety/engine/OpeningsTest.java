package dev.surety.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.BudgetTerms;
import dev.surety.domain.BudgetTerms.Period;
import dev.surety.domain.TenantBudgetStanding;
import dev.surety.domain.TenantShare;
import dev.surety.domain.TenantShare.Opening;
import dev.surety.policy.budget.LeaseBook;
import dev.surety.policy.budget.TenantLease;
import dev.surety.testing.Bytes;
import dev.surety.wire.state.LeaseBookCodec;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

/** What tiers of a tenant may spend before they were heard, and what is set aside for it. */
class OpeningsTest {

  private static final ZoneId UTC = ZoneId.of("Z");
  private static final long START = Instant.parse("2026-06-01T00:00:00Z").toEpochMilli();
  private static final long HOUR = 3_600_000;
  private static final BudgetTerms DAILY = new BudgetTerms(96, Period.DAY, UTC, true);

  private static LeaseBook book(BudgetTerms terms) {
    LeaseBook book = new LeaseBook();
    book.agree(terms);
    return book;
  }

  /** A tier says at an hour that it has spent so much, and would like to go on. */
  private static void tell(LeaseBook book, String tier, double hour, double spentUsd) {
    long time = START + (long) (hour * HOUR);
    BudgetTerms terms = book.terms;
    book.take(
        tier,
        time,
        new TenantBudgetStanding(
            terms, terms.begin(time), terms.end(time), spentUsd, 0, 0, 1000, 1000));
  }

  private static double usd(TenantLease lease, String tier, double hour) {
    return lease.share(DAILY, tier).grantedUsd(START + (long) (hour * HOUR));
  }

  @Test
  void anOpeningShrinksByTheTiersOwnClockAndIsNothingInTheLastQuarter() {
    TenantShare share = TenantShare.opening(DAILY);
    double[] usd = {3, 2.5, 2, 1.5, 1, 0.5, 0, 0};
    for (int step = 0; step < usd.length; step++) {
      assertThat(share.grantedUsd(START + step * 3 * HOUR)).isEqualTo(usd[step]);
      assertThat(share.grantedUsd(START + (step + 1) * 3 * HOUR - 1)).isEqualTo(usd[step]);
    }
    assertThat(share.grantedUsd(START + 24 * HOUR)).as("the next day").isEqualTo(3);
  }

  @Test
  void theSameOfATierThatHoldsALeaseInWhichItWasNotHeard() {
    LeaseBook book = book(DAILY);
    tell(book, "gold", 0, 0);
    TenantLease lease = book.look();
    assertThat(usd(lease, "new", 1)).isEqualTo(3);
    assertThat(usd(lease, "new", 10)).isEqualTo(1.5);
    assertThat(usd(lease, "new", 18)).isZero();
    assertThat(usd(lease, "gold", 18)).isGreaterThan(3);
  }

  @Test
  void aWindowThatIsOpenedInItsMiddleSetsAsideWhatTiersMayHaveBegunWith() {
    LeaseBook book = book(DAILY);
    tell(book, "gold", 12, 0);
    TenantLease lease = book.look();
    assertThat(usd(lease, "new", 12)).isEqualTo(1);
    // An eighth of the day before, that was 1.5.
    assertThat(96 - usd(lease, "gold", 12) - book.freeUsd()).isEqualTo(15 * 1.5);
  }

  /** Those that have one by a lease keep it in the windows after; others ask first. */
  @Test
  void sixteenTiersHaveAnOpeningHoweverManyThereAre() {
    LeaseBook book = book(DAILY);
    for (int tier = 0; tier < 40; tier++) {
      tell(book, "t%02d".formatted(tier), 1, 0);
    }
    TenantLease lease = book.look();
    double nextDay = usd(lease, "new", 24);
    for (int tier = 0; tier < 40; tier++) {
      nextDay += usd(lease, "t%02d".formatted(tier), 24);
    }
    assertThat(nextDay).isEqualTo(96.0 / 2);
    assertThat(usd(lease, "t39", 24)).isZero();
    tell(book, "t39", 24, 0);
    lease = book.look();
    assertThat(usd(lease, "t39", 24)).as("once it has asked").isPositive();
    assertThat(usd(lease, "t00", 24)).isEqualTo(3);
    assertThat(usd(lease, "t38", 24)).isZero();
  }

  @Test
  void whatWasLeasedIsTakenBackWhereOtherWindowsBegin() {
    LeaseBook book = book(DAILY);
    tell(book, "gold", 0, 0);
    assertThat(book.agree(new BudgetTerms(10, Period.DAY, UTC, true))).isFalse();
    assertThat(book.agree(new BudgetTerms(10, Period.WEEK, UTC, true))).isTrue();
    assertThat(book.tiers).isEmpty();
    assertThat(book.agree(DAILY)).isTrue();
    assertThat(book.agree(null)).isTrue();
    assertThat(book.agree(DAILY)).isFalse();
  }

  @Test
  void noTierAlonePassesABudgetThatWasLowered() {
    LeaseBook book = book(DAILY);
    tell(book, "gold", 0, 0);
    TenantLease lease = book.look();
    BudgetTerms less = new BudgetTerms(2, Period.DAY, UTC, true);
    assertThat(lease.share(less, "gold").grantedUsd(START + HOUR)).isEqualTo(2);
    assertThat(lease.share(less, "new").grantedUsd(START + HOUR)).isEqualTo(2.0 / 32);
  }

  /** What is planned bounds nobody: a soft lease is no grant, if the budget is made hard. */
  @Test
  void aBudgetThatIsMadeHardGrantsNothingThatWasOnlyPlanned() {
    LeaseBook book = book(new BudgetTerms(96, Period.DAY, UTC, false));
    tell(book, "gold", 1, 40);
    tell(book, "silver", 1, 0);
    TenantLease lease = book.look();
    assertThat(usd(lease, "silver", 1)).isEqualTo(3);
    book.agree(DAILY);
    lease = book.look();
    assertThat(usd(lease, "gold", 1)).as("what is spent is spent").isGreaterThan(40);
    assertThat(usd(lease, "gold", 1) + usd(lease, "silver", 1)).isLessThan(96 - 14 * 3);
  }

  @Test
  void leasesAndBooksOfBeforeAreRead() {
    TenantLease old =
        TenantLease.read(
            """
            {"begin":%d,"end":%d,"others":{"granted_usd":3.0,"former_usd":0.0,"planned_usd":6.0},
            "tiers":{"gold":{"granted_usd":9.0,"former_usd":1.0,"planned_usd":30.0}}}
            """
                .formatted(START, START + 24 * HOUR));
    assertThat(usd(old, "gold", 20)).isEqualTo(9);
    assertThat(usd(old, "gold", 24)).isEqualTo(3);
    assertThat(usd(old, "gold", -1)).isEqualTo(1);
    assertThat(old.others().opening()).isEqualTo(Opening.NOW);
    assertThat(TenantLease.read(old.write())).isEqualTo(old);

    byte[] version1 =
        Bytes.of(
            out -> {
              out.writeByte(1);
              out.writeBoolean(false);
              out.writeLong(7);
              out.writeLong(START);
              out.writeLong(START + 24 * HOUR);
              out.writeLong(START + HOUR);
              out.writeLong(START);
              out.writeDouble(3);
              out.writeLong(5);
              out.writeByte(1);
              out.writeUTF("gold");
              out.writeDouble(2);
              out.writeDouble(50);
              out.writeDouble(100);
              out.writeLong(START + HOUR);
              out.writeDouble(4);
              out.writeDouble(1);
              out.writeDouble(60);
            });
    LeaseBook book = Bytes.read(version1, LeaseBookCodec::read);
    assertThat(book.version).isEqualTo(5);
    assertThat(book.tiers.get("gold").grantedUsd).isEqualTo(4);
    assertThat(book.tiers.get("gold").opens).isTrue();
    byte[] version2 = Bytes.of(out -> LeaseBookCodec.write(book, out));
    assertThat(
            Bytes.of(out -> LeaseBookCodec.write(Bytes.read(version2, LeaseBookCodec::read), out)))
        .isEqualTo(version2);
  }
}

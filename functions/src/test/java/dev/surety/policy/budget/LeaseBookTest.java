package dev.surety.policy.budget;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.BudgetTerms;
import dev.surety.domain.BudgetTerms.Period;
import dev.surety.domain.TenantBudgetStanding;
import dev.surety.policy.budget.TenantLease.Part;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class LeaseBookTest {

  private static final double BUDGET_USD = 0.05;
  private static final BudgetTerms TERMS =
      new BudgetTerms(BUDGET_USD, Period.MONTH, ZoneOffset.UTC, true);

  /** Long after openings have shrunk to nothing. */
  private static final long LATE = Instant.parse("2026-11-30T22:00:00Z").toEpochMilli();

  private final LeaseBook book = new LeaseBook();
  private long time = LATE;

  /**
   * Of a budget that pays some hundred answers the least that is granted pays none. A tier that had
   * none says nothing of what it wants, while another one wants all there is.
   */
  @Test
  void aTierThatBeginsLateIsGrantedAnAnswerWhileThereIsMoney() {
    book.agree(TERMS);
    double busy = 0;
    double answer = 0.004 * BUDGET_USD;
    for (int i = 0; i < 20; i++) {
      take("busy", Math.min(busy, BUDGET_USD / 2), busy, 1, 5_000);
      busy = leased("busy", busy);
    }
    double granted = 0;
    int asked = 0;
    while (granted < answer && asked < 9) {
      asked++;
      take("late", 0, granted, 0, 0);
      granted = leased("late", granted);
    }
    assertThat(granted).isGreaterThanOrEqualTo(answer);
  }

  /** However dear an answer is, it does not get what is everybody's. */
  @Test
  void aTierThatNothingIsEnoughForGetsASixteenthOfTheMoney() {
    book.agree(TERMS);
    double granted = 0;
    for (int i = 0; i < 50; i++) {
      take("dear", 0, granted, 0, 0);
      granted = leased("dear", granted);
    }
    assertThat(granted).isLessThanOrEqualTo(BUDGET_USD / 16);
    assertThat(book.freeUsd()).isGreaterThan(0.9 * BUDGET_USD);
  }

  private void take(String tier, double spent, double granted, double wanted, double coming) {
    time += 100;
    book.take(
        tier,
        time,
        new TenantBudgetStanding(
            TERMS, TERMS.begin(time), TERMS.end(time), spent, granted, granted, wanted, coming));
  }

  /** What the tier knows of after a look: the same as before where there is no new lease. */
  private double leased(String tier, double before) {
    TenantLease lease = book.look();
    Part part = lease == null ? null : lease.tiers().get(tier);
    return part == null ? before : part.grantedUsd();
  }
}

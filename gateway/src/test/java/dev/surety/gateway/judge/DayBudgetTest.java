package dev.surety.gateway.judge;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class DayBudgetTest {

  private final AtomicLong now = new AtomicLong(Duration.ofDays(20_000).toMillis());
  private final DayBudget budget = new DayBudget(1, now::get);

  @Test
  void nothingIsSetAsideBeyondItUntilTheNextDay() {
    assertThat(budget.take(0.75)).isNotNull();
    assertThat(budget.take(0.5)).isNull();
    assertThat(budget.take(0.25)).isNotNull();
    assertThat(budget.take(0)).as("not for nothing either: a price of nothing may err").isNull();
    now.addAndGet(Duration.ofDays(1).toMillis());
    assertThat(budget.take(1)).isNotNull();
  }

  @Test
  void whatItReallyCostCounts() {
    DayBudget.SetAside taken = budget.take(1);
    budget.settle(taken, 0.25);
    DayBudget.SetAside dear = budget.take(0.5);
    assertThat(dear).isNotNull();
    budget.settle(dear, 3);
    assertThat(budget.take(0.125)).isNull();
    now.addAndGet(Duration.ofDays(1).toMillis());
    assertThat(budget.take(1)).isNotNull();
    budget.settle(taken, 0);
    assertThat(budget.take(0.5)).as("yesterday's money is not today's").isNull();
  }

  @Test
  void noBudgetBuysNothing() {
    assertThat(new DayBudget(0, now::get).take(0)).isNull();
  }
}

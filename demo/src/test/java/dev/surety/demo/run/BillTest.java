package dev.surety.demo.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.surety.demo.traffic.PlannedRequest;
import dev.surety.demo.traffic.Tenant;
import dev.surety.lab.reference.SentRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class BillTest {

  private static final double TINY = 1e-9;

  /** Small satisfies half of the time for 1, large always for 9; new, from midway, always for 2. */
  private static final double[] QUALITY = {0.5, 1, 1};

  private static final double[] COST = {1, 9, 2};

  @Example
  void hindsightForeseesTheModelThatIsToCome() {
    Bill bill = Bill.of(List.of(served(0, 1, 2), served(1, 2, 3)), 0.75, Map.of());
    assertThat(bill.hindsightCostUsd()).isCloseTo(3, within(TINY)); // small, then new
    assertThat(bill.bestSingleCostUsd()).isEqualTo(18); // new was not always there
    assertThat(bill.costUsd()).isEqualTo(11);
    assertThat(bill.saved()).isCloseTo(7 / 18.0, within(TINY));
    assertThat(bill.savable()).isCloseTo(15 / 18.0, within(TINY));
  }

  @Example
  void ofNothingNothingIsSaid() {
    Bill nothing = Bill.of(List.of(), Double.NaN, Map.of());
    assertThat(nothing.requests()).isZero();
    assertThat(nothing.saved()).isNaN();
    Bill some = Bill.of(List.of(served(0, 0, 2)), 0.5, Map.of());
    assertThat(Bill.sum(List.of(nothing, some))).isEqualTo(some);
  }

  @Example
  void tenantsAddUpByTheirRequests() {
    Bill one = Bill.of(List.of(served(0, 0, 2)), 0.5, Map.of());
    Bill three = Bill.of(List.of(served(0, 1, 2), served(1, 1, 2), served(2, 1, 2)), 1, Map.of());
    Bill both = Bill.sum(List.of(one, three));
    assertThat(both.requests()).isEqualTo(4);
    assertThat(both.satisfaction()).isCloseTo(3.5 / 4, within(TINY));
    assertThat(both.costUsd()).isEqualTo(28);
    assertThat(both.hindsightCostUsd()).isCloseTo(28, within(TINY));
  }

  /** Who keeps the promise by always the same model never pays less. */
  @Property(tries = 300)
  void nobodyWhoAlwaysTakesTheSameModelAndKeepsThePromiseIsCheaper(
      @ForAll @Size(min = 1, max = 40) List<@IntRange(min = 2, max = 3) Integer> offers,
      @ForAll @IntRange(min = 0, max = 1) int model,
      @ForAll @DoubleRange(min = 0, max = 1) double target) {
    List<Served> answers = new ArrayList<>();
    for (int offered : offers) {
      answers.add(served(answers.size(), model, offered));
    }
    Bill bill = Bill.of(answers, target, Map.of());
    if (bill.satisfaction() >= target) {
      assertThat(bill.hindsightCostUsd()).isLessThanOrEqualTo(bill.costUsd() + TINY);
    }
    assertThat(bill.saved()).isLessThanOrEqualTo(1);
  }

  private static Served served(int index, int model, int offered) {
    BitSet available = new BitSet();
    available.set(0, offered);
    Tenant tenant = new Tenant("acme", "gold", 0.75);
    return new Served(
        new PlannedRequest(index, "r" + index, tenant, index, Duration.ZERO),
        model,
        QUALITY[model],
        COST[model],
        "d" + index,
        new SentRequest(QUALITY, COST, available),
        1_000_000,
        0);
  }
}

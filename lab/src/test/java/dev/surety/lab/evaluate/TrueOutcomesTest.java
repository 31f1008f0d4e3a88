package dev.surety.lab.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.OptionalLong;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** The evaluator's account against one that adds everything up again after every request. */
class TrueOutcomesTest {

  @Property(tries = 200)
  void theAccountIsThatOfOneWhoAddsEverythingUpAgain(
      @ForAll @Size(min = 1, max = 80) List<@IntRange(max = 1) Integer> satisfied,
      @ForAll @IntRange(max = 8) int first,
      @ForAll @IntRange(max = 8) int second,
      @ForAll @IntRange(max = 80) int changeAt) {
    int n = satisfied.size();
    TrueOutcomes truth = new TrueOutcomes(first / 8.0, 2, n);
    double promised = 0;
    double got = 0;
    double worst = 0;
    long lastBelow = 0;
    for (int t = 0; t < n; t++) {
      if (t == changeAt) {
        truth.promise(second / 8.0);
      }
      truth.served(t % 2, satisfied.get(t), 0.25, false);
      promised += (t < changeAt ? first : second) / 8.0;
      got += satisfied.get(t);
      worst = Math.max(worst, promised - got);
      lastBelow = got < promised - 0.01 * (t + 1) - 1e-9 ? t + 1 : lastBelow;
    }

    assertThat(truth.requests).isEqualTo(n);
    assertThat(truth.satisfaction()).isEqualTo(got / n, within(1e-12));
    assertThat(truth.costUsd).isEqualTo(n * 0.25);
    assertThat(truth.answers).containsExactly((n + 1) / 2, n / 2);
    assertThat(truth.worstDeficit).isEqualTo(worst, within(1e-12));
    assertThat(truth.requestsUntilFloor())
        .isEqualTo(lastBelow == n ? OptionalLong.empty() : OptionalLong.of(lastBelow + 1));
    assertThat(truth.parts()).hasSize(changeAt < n ? 2 : 1);
    assertThat(truth.parts().stream().mapToLong(Promised::requests).sum()).isEqualTo(n);
    assertThat(truth.parts().stream().mapToDouble(Promised::satisfied).sum()).isEqualTo(got);
    assertThat(truth.parts().stream().mapToDouble(p -> p.target() * p.requests()).sum())
        .isEqualTo(promised, within(1e-9));
  }

  @Property(tries = 100)
  void whatExploringCostIsPartOfWhatAllCost(
      @ForAll @Size(min = 1, max = 40) List<@IntRange(max = 2) Integer> queries) {
    TrueOutcomes truth = new TrueOutcomes(0.5, 1, queries.size());
    double all = 0;
    double explored = 0;
    for (int t = 0; t < queries.size(); t++) {
      boolean byChance = t % 3 == 0;
      truth.served(0, 1, 0.5, byChance);
      for (int i = 0; i < queries.get(t); i++) {
        truth.queried(0.125);
      }
      double paid = 0.5 + 0.125 * queries.get(t);
      all += paid;
      explored += byChance ? paid : 0;
    }
    assertThat(truth.costUsd).isEqualTo(all, within(1e-12));
    assertThat(truth.exploredCostUsd).isEqualTo(explored, within(1e-12));
    assertThat(truth.explored).isEqualTo((queries.size() + 2) / 3);
  }
}

package dev.surety.tools.ope;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;

/** Expectations over all logs that chance could have written, summed one by one. */
class ExactExpectationTest {

  private static final Logs LOGS = new Logs(List.of("a", "b"));
  private static final int REQUESTS = 6;
  private static final TargetPolicy TARGET = TargetPolicy.models(Map.of("tag1", "a"), "b");

  /** Knows nothing of the outcomes, and is wrong. */
  private static final OutcomeRegression WRONG = (row, candidate) -> candidate == 0 ? 0.9 : 0.2;

  @Property(tries = 50)
  void ipsAndDoublyRobustAreUnbiasedWhateverTheOutcomeModelSays(
      @ForAll @Size(REQUESTS) List<@DoubleRange(min = 0.05, max = 0.95) Double> chances,
      @ForAll @Size(2 * REQUESTS) List<@DoubleRange(min = 0, max = 1) Double> outcomes) {
    double truth = 0;
    for (int i = 0; i < REQUESTS; i++) {
      truth += outcomes.get(2 * i + (i % 2 == 1 ? 0 : 1)) / REQUESTS;
    }

    double ips = 0;
    double robust = 0;
    for (int log = 0; log < 1 << REQUESTS; log++) {
      double probability = 1;
      List<LoggedDecision> rows = new ArrayList<>();
      for (int i = 0; i < REQUESTS; i++) {
        int chosen = log >> i & 1;
        double[] b = {chances.get(i), 1 - chances.get(i)};
        double[] r = {outcomes.get(2 * i), outcomes.get(2 * i + 1)};
        probability *= b[chosen];
        rows.add(LOGS.chosen(i, "tag" + i % 2, b, r, chosen));
      }
      double[] totals = Logs.sums(rows, TARGET, WRONG).totals();
      ips += probability * Estimator.IPS.of(totals);
      robust += probability * Estimator.DR.of(totals);
    }

    assertThat(ips).isEqualTo(truth, within(1e-9));
    assertThat(robust).isEqualTo(truth, within(1e-9));
  }
}

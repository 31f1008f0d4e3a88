package dev.surety.tools.history;

import dev.surety.domain.Decision;
import dev.surety.domain.JournalRow.Candidate;
import java.io.Serializable;
import java.util.List;

/**
 * Two sets of decisions on the same requests, judged by the same estimates. Only requests count of
 * which the estimates know both choices.
 *
 * @param rated requests whose satisfaction is estimated for both choices
 * @param satisfactionThen sum over the choices that were made
 * @param satisfactionNow sum over the choices that are made now
 * @param priced requests whose cost is estimated for both choices
 * @param costThenUsd sum, all answers that are queried besides included
 * @param costNowUsd likewise
 */
record PairedComparison(
    long rated,
    double satisfactionThen,
    double satisfactionNow,
    long priced,
    double costThenUsd,
    double costNowUsd)
    implements Serializable {

  static final PairedComparison NONE = new PairedComparison(0, 0, 0, 0, 0, 0);

  /** One request. */
  static PairedComparison on(List<Candidate> estimates, Decision then, Decision now) {
    double satisfaction = satisfaction(estimates, then) + satisfaction(estimates, now);
    boolean rated = !Double.isNaN(satisfaction);
    double cost = cost(estimates, then) + cost(estimates, now);
    boolean priced = !Double.isNaN(cost);
    return new PairedComparison(
        rated ? 1 : 0,
        rated ? satisfaction(estimates, then) : 0,
        rated ? satisfaction(estimates, now) : 0,
        priced ? 1 : 0,
        priced ? cost(estimates, then) : 0,
        priced ? cost(estimates, now) : 0);
  }

  PairedComparison plus(PairedComparison other) {
    return new PairedComparison(
        rated + other.rated,
        satisfactionThen + other.satisfactionThen,
        satisfactionNow + other.satisfactionNow,
        priced + other.priced,
        costThenUsd + other.costThenUsd,
        costNowUsd + other.costNowUsd);
  }

  private static double satisfaction(List<Candidate> estimates, Decision decision) {
    Candidate shown = find(estimates, decision.model());
    return shown == null ? Double.NaN : shown.expectedSatisfaction();
  }

  private static double cost(List<Candidate> estimates, Decision decision) {
    Candidate shown = find(estimates, decision.model());
    double cost = shown == null ? Double.NaN : shown.expectedCostUsd();
    for (String model : decision.alsoQuery()) {
      Candidate queried = find(estimates, model);
      cost += queried == null ? Double.NaN : queried.expectedCostUsd();
    }
    return cost;
  }

  private static Candidate find(List<Candidate> estimates, String model) {
    for (Candidate candidate : estimates) {
      if (candidate.model().equals(model)) {
        return candidate;
      }
    }
    return null;
  }
}

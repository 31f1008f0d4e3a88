package dev.surety.policy.fleet;

import java.util.List;

/**
 * How often the judge errs, by what users said of the answers that it judged, over all tenants of a
 * pool (fourth routing study, section 6.3, pooling). A tenant of many pairs counts for no more than
 * {@value #FULL}; one with whom the judge agrees in less than half counts for nothing: he is
 * hostile, or confused, and would make the judge so for all.
 */
final class JudgeEstimate {

  /** [joint cap] */
  static final double FULL = 60;

  private final double[][] pairs;
  private final int[] tenants;
  private int allTenants;

  private JudgeEstimate(int models) {
    pairs = new double[4][models];
    tenants = new int[models];
  }

  /**
   * @param known names of the models that a version speaks of
   * @param fewest tenants that have to stand behind a rate
   * @return {@code null} where too few stand behind any
   */
  static JudgeRates of(
      FleetSums sums, Iterable<FleetMember> members, List<String> known, int fewest) {
    JudgeEstimate estimate = new JudgeEstimate(sums.models.size());
    for (FleetMember member : members) {
      estimate.add(member, sums.tenure);
    }
    return estimate.allTenants < fewest ? null : estimate.rates(sums.models, known, fewest);
  }

  private void add(FleetMember member, int[] tenure) {
    double[] sum = new double[4];
    for (int i = 0; i < sum.length; i++) {
      for (int m = 0; m < member.pairs[i].length; m++) {
        sum[i] += isOf(member, m, tenure) ? member.pairs[i][m] : 0;
      }
    }
    double all = sum[0] + sum[2];
    if (all <= 0 || (sum[1] + sum[2] - sum[3] + 2) / (all + 2.5) < 0.5) {
      return;
    }
    allTenants++;
    double weight = Math.min(1, FULL / all);
    for (int m = 0; m < member.pairs[0].length; m++) {
      if (isOf(member, m, tenure)) {
        tenants[m] += member.pairs[0][m] + member.pairs[2][m] > 0 ? 1 : 0;
        for (int i = 0; i < pairs.length; i++) {
          pairs[i][m] += weight * member.pairs[i][m];
        }
      }
    }
  }

  private static boolean isOf(FleetMember member, int m, int[] tenure) {
    return m < member.tenure.length && m < tenure.length && member.tenure[m] == tenure[m];
  }

  private JudgeRates rates(List<String> models, List<String> known, int fewest) {
    int[] places = known.stream().mapToInt(models::indexOf).toArray();
    return JudgeRates.of(pairs, places, m -> tenants[m] >= fewest, JudgeRates.PRIOR_ACCURACY);
  }
}

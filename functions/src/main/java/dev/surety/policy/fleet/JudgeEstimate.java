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

  /** Pairs that the rates over all models count for in those of one. */
  private static final double MODEL_PAIRS = 40;

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
    double[] sum = new double[4];
    for (int i = 0; i < sum.length; i++) {
      for (double each : pairs[i]) {
        sum[i] += each;
      }
    }
    double prior = JudgeRates.PRIOR_PAIRS;
    double up = (sum[1] + JudgeRates.PRIOR_ACCURACY * prior) / (sum[0] + prior);
    double down = (sum[3] + (1 - JudgeRates.PRIOR_ACCURACY) * prior) / (sum[2] + prior);
    double[] ups = new double[known.size()];
    double[] downs = new double[known.size()];
    for (int i = 0; i < ups.length; i++) {
      int m = models.indexOf(known.get(i));
      boolean own = tenants[m] >= fewest;
      double said = own ? (pairs[1][m] + MODEL_PAIRS * up) / (pairs[0][m] + MODEL_PAIRS) : up;
      double unsaid = own ? (pairs[3][m] + MODEL_PAIRS * down) / (pairs[2][m] + MODEL_PAIRS) : down;
      ups[i] = Math.min(0.995, said);
      downs[i] = Math.max(0.005, Math.min(ups[i] - JudgeRates.LEAST_GAP, unsaid));
    }
    return new JudgeRates(up, down, sum[0], sum[2], ups, downs);
  }
}

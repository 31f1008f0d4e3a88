package dev.surety.demo.run;

import dev.surety.lab.reference.HindsightReferences;
import java.util.List;
import java.util.Map;

/**
 * What some requests of a tenant cost, against two yardsticks on the very same requests.
 *
 * <p>The hindsight mixture is the strictest of both: its shares are chosen once every answer is
 * known, and it knows from the first request which models and prices are to come. It doesn't look
 * at requests, though: a router that tells easy ones apart can be cheaper.
 *
 * @param requests that were answered
 * @param satisfaction true outcome of their answers; NaN if there was none
 * @param costUsd paid for them, labels of a judge included
 * @param judgeUsd of that the judge's
 * @param bestSingleCostUsd had the best single model answered everything
 * @param hindsightCostUsd the cheapest fixed mixture that reaches the promise on these requests
 */
record Bill(
    long requests,
    double satisfaction,
    double costUsd,
    double judgeUsd,
    double bestSingleCostUsd,
    double hindsightCostUsd) {

  /**
   * Adds up.
   *
   * @param target the promise, 0..1; its mean over the requests if it changed
   * @param judged by request id what a judge of its answer has cost, USD; nothing of most
   */
  static Bill of(List<Served> answers, double target, Map<String, Double> judged) {
    if (answers.isEmpty()) {
      return new Bill(0, Double.NaN, 0, 0, 0, 0);
    }
    double judgeUsd =
        answers.stream().mapToDouble(s -> judged.getOrDefault(s.request().requestId(), 0.0)).sum();
    HindsightReferences references =
        HindsightReferences.of(answers.stream().map(Served::alternatives).toList());
    return new Bill(
        answers.size(),
        answers.stream().mapToDouble(Served::satisfaction).average().orElseThrow(),
        answers.stream().mapToDouble(Served::costUsd).sum() + judgeUsd,
        judgeUsd,
        references.bestSingleCostUsd(),
        references.lp(target).costUsd());
  }

  /** The sum of several tenants' bills. */
  static Bill sum(List<Bill> bills) {
    long requests = bills.stream().mapToLong(Bill::requests).sum();
    double satisfied =
        bills.stream()
            .filter(bill -> bill.requests > 0)
            .mapToDouble(bill -> bill.satisfaction * bill.requests)
            .sum();
    return new Bill(
        requests,
        satisfied / requests,
        bills.stream().mapToDouble(Bill::costUsd).sum(),
        bills.stream().mapToDouble(Bill::judgeUsd).sum(),
        bills.stream().mapToDouble(Bill::bestSingleCostUsd).sum(),
        bills.stream().mapToDouble(Bill::hindsightCostUsd).sum());
  }

  /** Share of {@link #bestSingleCostUsd} that was not paid; negative if more was. */
  double saved() {
    return 1 - costUsd / bestSingleCostUsd;
  }

  /** The same of the hindsight mixture: what could have been saved. */
  double savable() {
    return 1 - hindsightCostUsd / bestSingleCostUsd;
  }
}

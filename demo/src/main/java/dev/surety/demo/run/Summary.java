package dev.surety.demo.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What a run came to, as the user side sees it: counted from the topics and the journal read from
 * the beginning and from what the users got, never from the job's own counters. In JSON the names
 * are in snake case.
 *
 * @param requests sent
 * @param decisions records on the decisions topic that name a model
 * @param refusals records on the decisions topic that say that none answers
 * @param uniqueDecisions requests that have at least one
 * @param executed answers given by a decision; the others timed out
 * @param visits requests of others that were decided meanwhile; no other figure has them, but
 *     queues
 * @param outcomes feedback records by class, from the journal
 * @param journalSays what its readers say beside any figure: what is left out of it, and missing;
 *     nothing of a journal that is one and whole
 * @param seconds from the first request to the last answer
 * @param fleet what tenants have learned together; {@code null} where they learn alone
 * @param warmUp requests, the first ones, that {@code latencyMs} and {@code settled} leave out:
 *     caches are cold, code is not compiled, and little has been learned
 * @param example of what goes in and comes out; {@code null} if nothing was decided
 */
record Summary(
    long requests,
    long decisions,
    long refusals,
    long uniqueDecisions,
    long executed,
    long timeouts,
    long visits,
    long feedbackSent,
    Map<String, Long> outcomes,
    long deadLetters,
    long jobRestarts,
    List<String> journalSays,
    double seconds,
    double decisionsPerSecond,
    FleetVersions fleet,
    long warmUp,
    Latency latencyMs,
    Example example,
    List<TenantSummary> tenants) {

  /**
   * One record each of the topics, as they stand there: the shortest request, and what was decided.
   */
  record Example(String request, String decision) {}

  /** Milliseconds from sending a request to having its decision, after the warm-up. */
  record Latency(double p50, double p99) {}

  /**
   * One tenant.
   *
   * @param target the promise; mean over the requests if it changed
   * @param promises what was promised and delivered in turn; one entry if nothing changed
   * @param satisfaction true outcome of every answer given, whether its user spoke or not
   * @param labels answers that were judged by their users
   * @param costUsd paid for all of them, labels of a judge included
   * @param bestSingleCostUsd had the best single model answered everything
   * @param cheapestCostUsd had the cheapest model answered everything
   * @param lpCostUsd the cheapest fixed mixture that reaches the target, in hindsight
   * @param judge what was asked of a judge; {@code null} where the promise names none
   * @param settled the bill without the warm-up
   * @param queue virtual queue after the last event
   * @param models decisions by model
   */
  record TenantSummary(
      String tenant,
      String tier,
      double target,
      List<Delivered> promises,
      long requests,
      double satisfaction,
      long labels,
      double costUsd,
      double bestSingleCostUsd,
      double cheapestCostUsd,
      double lpCostUsd,
      Judged judge,
      Bill settled,
      double queue,
      long explored,
      Map<String, Long> models) {

    /** The bill of all requests. */
    Bill overall() {
      double judgeUsd = judge == null ? 0 : judge.usd();
      return new Bill(requests, satisfaction, costUsd, judgeUsd, bestSingleCostUsd, lpCostUsd);
    }
  }

  /**
   * What was asked of a judge, from the journal.
   *
   * @param bought labels that decisions have asked for
   * @param words of them, and of others, that came in time
   * @param usd what he has cost
   */
  record Judged(long bought, long words, double usd) {

    static Judged sum(List<Judged> all) {
      return new Judged(
          all.stream().mapToLong(Judged::bought).sum(),
          all.stream().mapToLong(Judged::words).sum(),
          all.stream().mapToDouble(Judged::usd).sum());
    }
  }

  /**
   * One promise and what came of the requests that were decided under it.
   *
   * @param target promised satisfaction, 0..1
   * @param satisfaction true outcome of its answers; NaN if there was none
   * @param labels of them that were judged by their users
   */
  record Delivered(double target, long requests, double satisfaction, long labels) {}

  void write(Path file) throws IOException {
    SummaryFile.write(file, this);
  }
}

package dev.surety.policy.surety;

import dev.surety.domain.ControlUpdate.ArtefactUpdate;
import dev.surety.domain.Decision;
import dev.surety.domain.FeedbackTerms;
import dev.surety.domain.ModelSpec;
import dev.surety.domain.SlaPolicy;
import dev.surety.domain.SlaPolicy.Mode;
import dev.surety.policy.fleet.FleetPrior;
import dev.surety.testing.Answers;
import dev.surety.testing.Play;
import dev.surety.testing.Requests;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Promises of {@code surety} and users to play against it. */
final class SuretyPlay {

  static final long WINDOW = 1000;
  private static final List<String> TAGS = List.of("code", "law", "chat");

  private SuretyPlay() {}

  static SlaPolicy sla(FeedbackTerms terms, Map<String, String> parameters) {
    return sla(0.8, terms, parameters);
  }

  private static SlaPolicy sla(double target, FeedbackTerms terms, Map<String, String> parameters) {
    return new SlaPolicy(1, target, "surety", 0, parameters, terms, Mode.APPLY);
  }

  /** Everybody speaks. */
  static SlaPolicy sla(double target) {
    return sla(target, terms(1, 1, 0), Map.of());
  }

  static SlaPolicy sla() {
    return sla(0.8);
  }

  static FeedbackTerms terms(double up, double down, double solicit) {
    return new FeedbackTerms(WINDOW, up, down, solicit, 10_000);
  }

  /**
   * Requests {@code from..to-1}, one a millisecond, with answers that satisfy more often the dearer
   * they are; two in three are judged.
   */
  static void serve(Play play, List<ModelSpec> pool, int from, int to) {
    Random users = new Random(from);
    for (int i = from; i < to; i++) {
      Requests request = Requests.id("r" + i).at(i).tagged(TAGS.get(users.nextInt(3)));
      if (users.nextInt(4) == 0) {
        request = request.allowing(pool.get(0).name(), pool.get(pool.size() - 1).name());
      }
      Decision decision = play.decide(request.request());
      double rank = pool.stream().map(ModelSpec::name).toList().indexOf(decision.model());
      double satisfying = 0.5 + 0.45 * rank / pool.size();
      boolean satisfied = users.nextDouble() < satisfying;
      if (users.nextInt(3) > 0) {
        Answers answer = Answers.to(decision).at(i).satisfied(satisfied).paid(0.001 * (rank + 1));
        play.learn(answer.feedback());
      }
    }
  }

  /** A version of a fleet's prior that knows most of the pool, and some tags. */
  static ArtefactUpdate fleet(long number, List<ModelSpec> pool, Random world) {
    List<String> models = pool.stream().skip(1).map(ModelSpec::name).toList();
    int[] contexts = {context("tag1"), context("tag3")};
    double[][] rates = new double[3][models.size()];
    double[] means = new double[models.size()];
    for (int m = 0; m < means.length; m++) {
      for (double[] row : rates) {
        row[m] = 0.3 + 0.6 * world.nextDouble();
        means[m] += row[m] / 3;
      }
    }
    String payload = new FleetPrior(models, contexts, rates, means, 30).write();
    return new ArtefactUpdate(FleetPrior.KIND, FleetPrior.POOL, number, payload);
  }

  private static int context(String tag) {
    return TagBuckets.key(RequestContext.of(tag));
  }

  static SuretyAccount account(Play play) {
    return (SuretyAccount) play.account().memory;
  }

  static SuretyLearner learner(Play play) {
    return (SuretyLearner) play.learner().memory;
  }

  /** By the policy's own ledger. */
  static double debt(Play play) {
    SuretyAlgorithm algorithm = new SuretyAlgorithm(SuretyConstants.defaults());
    return algorithm.debt(algorithm.join(account(play), learner(play)));
  }

  static Decision decide(Play play, String id, long time) {
    return play.decide(Requests.id(id).at(time).request());
  }
}

package dev.surety.policy.surety;

import dev.surety.domain.Decision;
import dev.surety.domain.FeedbackTerms;
import dev.surety.domain.ModelSpec;
import dev.surety.domain.SlaPolicy;
import dev.surety.domain.SlaPolicy.Mode;
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

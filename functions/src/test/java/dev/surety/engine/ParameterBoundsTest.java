package dev.surety.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.surety.domain.Decision;
import dev.surety.domain.FeedbackTerms;
import dev.surety.domain.JournalRow.Candidate;
import dev.surety.domain.JournalRow.Decided;
import dev.surety.domain.ModelSpec;
import dev.surety.domain.Notice;
import dev.surety.domain.SlaPolicy;
import dev.surety.policy.ParameterSpec;
import dev.surety.policy.Policies;
import dev.surety.testing.Answers;
import dev.surety.testing.Play;
import dev.surety.testing.Pools;
import dev.surety.testing.Requests;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every number that a policy takes, at its least and at its most, with more tags than buckets and
 * with users who speak alike and who don't. Between any two events the state is stored and read, so
 * a value that a layout has no room for shows at once. Shown once: with the number of used buckets
 * in one byte, {@code buckets: 256} fails with an ArrayIndexOutOfBoundsException.
 */
class ParameterBoundsTest {

  private static final int REQUESTS = 450;
  private static final int TAGS = 300;

  private record Case(String policy, String parameter, String value, FeedbackTerms terms) {
    @Override
    public String toString() {
      return policy + ' ' + parameter + '=' + value + ", users " + terms.satisfiedRate();
    }
  }

  static List<Case> cases() {
    List<FeedbackTerms> users =
        List.of(
            new FeedbackTerms(50, 1, 1, 0, 1000),
            new FeedbackTerms(50, 0.3, 1e-300, 0.1, 1000),
            new FeedbackTerms(1, 0, 1, 1, 2));
    List<Case> cases = new ArrayList<>();
    Policies.parameters()
        .forEach(
            (policy, specs) -> {
              for (ParameterSpec spec : specs) {
                for (FeedbackTerms terms : users) {
                  if (!policy.equals("proteus") && !Double.isNaN(spec.min())) {
                    cases.add(new Case(policy, spec.name(), text(spec.min()), terms));
                    cases.add(new Case(policy, spec.name(), text(spec.max()), terms));
                  }
                }
              }
            });
    return cases;
  }

  private static String text(double number) {
    return Double.toString(number);
  }

  @ParameterizedTest
  @MethodSource("cases")
  void keepsEveryNumberANumber(Case at) {
    Map<String, String> parameters = new HashMap<>();
    if (!at.policy.equals("surety") && at.terms.satisfiedRate() > 0) {
      parameters.put("estimator", "logistic");
    }
    if (at.policy.equals("slarouter")) {
      parameters.put("v_rule", at.parameter.equals("v") ? "controller" : "sqrt-t");
    }
    parameters.put(at.parameter, at.value);
    for (double target : new double[] {0, 0.8, 1}) {
      play(
          new SlaPolicy(1, target, at.policy, 0, parameters, at.terms, SlaPolicy.Mode.APPLY),
          Pools.three());
    }
  }

  private static void play(SlaPolicy sla, List<ModelSpec> pool) {
    Play play = Play.of(sla, pool);
    Random users = new Random(7);
    for (int i = 0; i < REQUESTS; i++) {
      String tag = "tag-" + (i < TAGS ? i : users.nextInt(TAGS));
      Decision decision = play.decide(Requests.id("r" + i).at(i).tagged(tag).request());
      assertThat(decision.expectedCostUsd()).isFinite();
      if (users.nextInt(3) > 0) {
        play.learn(
            Answers.to(decision)
                .at(i)
                .scored(users.nextInt(4) / 3.0)
                .tokens(users.nextInt(1000), users.nextInt(1000))
                .paid(users.nextDouble())
                .feedback());
      }
    }
    for (var row : play.journal()) {
      if (row instanceof Decided decided) {
        List<Candidate> all = decided.candidates();
        assertThat(all.stream().mapToDouble(Candidate::propensity).sum())
            .isCloseTo(1, within(1e-9));
        assertThat(all).allMatch(candidate -> Double.isFinite(candidate.score()));
      }
    }
    Account account = play.account();
    assertThat(account.notices[Notice.NON_FINITE.ordinal()]).isZero();
    assertThat(account.queue + account.satisfactionSum + account.satisfactionSquares).isFinite();
    assertThat(play.config().policy().isSound(play.state().memory())).isTrue();
  }
}

package dev.surety.tools.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.surety.domain.Decision;
import dev.surety.domain.JournalRow.Candidate;
import dev.surety.domain.JournalRow.Decided;
import dev.surety.domain.SlaPolicy;
import dev.surety.engine.TenantConfig;
import dev.surety.policy.Explanation;
import dev.surety.policy.Explanation.Coin;
import dev.surety.policy.Explanation.Range;
import dev.surety.testing.Answers;
import dev.surety.testing.Play;
import dev.surety.testing.Pools;
import dev.surety.testing.Promises;
import dev.surety.testing.Requests;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every policy's reasons are those of its decision: asked at each of 400 of them. */
class ReasonsTest {

  private static final int DECISIONS = 400;

  static Stream<SlaPolicy> policies() {
    return Stream.of(
        Promises.surety(0.8).sla(),
        Promises.surety(0.8).with("context", "none").sla(),
        Promises.surety(0.99).sla(),
        Promises.messPlus(0.8).with("c", 1).sla(),
        Promises.messPlus(0.8).with("estimator", "logistic").with("learn_from", "all").sla(),
        slaRouter(Map.of("c", "1")),
        slaRouter(Map.of("estimator", "logistic", "v_rule", "controller")),
        Promises.fixed(Pools.MIDDLE, 0.8).sla());
  }

  @ParameterizedTest
  @MethodSource("policies")
  void scoresAreTheSumsOfTheirPartsAndCoinsFellWhereTheySay(SlaPolicy sla) {
    ReasonRecorder recorder = new ReasonRecorder();
    Play play = Play.unconfigured();
    play.configure(recorder.watch(TenantConfig.of(sla, Pools.three())));
    Random users = new Random(3);
    for (int i = 0; i < DECISIONS; i++) {
      recorder.listen();
      Decision decision =
          play.decide(
              Requests.id("r" + i).at(i).prompt("word" + i % 7).tagged("tag" + i % 3).request());
      Decided row = (Decided) play.journal().get(play.journal().size() - 1);

      assertThat(recorder.heard().models())
          .isEqualTo(row.candidates().stream().map(Candidate::model).toList());
      assertPartsSumToScores(row, recorder.heard().explanation());
      assertCoinsFell(row, recorder.heard().explanation().coins());

      double quality = 0.5 + 0.2 * (decision.model().charAt(0) - 'a');
      boolean satisfied = users.nextDouble() < quality;
      play.learn(Answers.to(decision).at(i).satisfied(satisfied).tokens(100, 50).feedback());
    }
  }

  private static void assertPartsSumToScores(Decided row, Explanation explanation) {
    for (int c = 0; c < row.candidates().size(); c++) {
      assertThat(explanation.candidates().get(c).score())
          .isCloseTo(row.candidates().get(c).score(), within(1e-9));
    }
  }

  /** The last coin that had a say names the model, as often as its propensity says. */
  private static void assertCoinsFell(Decided row, List<Coin> coins) {
    if (coins.isEmpty()) {
      assertThat(row.decision().propensity()).isEqualTo(1);
      return;
    }
    for (Coin coin : coins) {
      assertThat(coin.ranges().get(0).from()).isZero();
      assertThat(coin.ranges().get(coin.ranges().size() - 1).to()).isEqualTo(1);
      assertThat(coin.ranges()).filteredOn(range -> range.holds(coin.drawn())).hasSize(1);
    }
    Coin last = coins.get(coins.size() - 1);
    Range drawn =
        last.ranges().stream().filter(range -> range.holds(last.drawn())).findFirst().get();
    if (!drawn.outcome().startsWith("query all")) {
      assertThat(drawn.outcome()).endsWith(row.decision().model());
    }
    if (row.decision().policy().equals("surety")) {
      Map<String, Double> widths = new TreeMap<>();
      for (Range range : last.ranges()) {
        String model = range.outcome().substring(range.outcome().lastIndexOf(' ') + 1);
        widths.merge(model, range.to() - range.from(), Double::sum);
      }
      Map<String, Double> propensities = new HashMap<>();
      row.candidates().forEach(c -> propensities.put(c.model(), c.propensity()));
      widths.forEach((m, width) -> assertThat(width).isCloseTo(propensities.get(m), within(1e-9)));
    }
  }

  @Test
  void aRecorderIsDeafUntilItListens() {
    ReasonRecorder recorder = new ReasonRecorder();
    Play play = Play.unconfigured();
    play.configure(recorder.watch(TenantConfig.of(Promises.surety(0.8).sla(), Pools.three())));

    play.decide(Requests.id("r1").request());
    assertThat(recorder.heard()).isNull();
    recorder.listen();
    play.decide(Requests.id("r2").pinned(Pools.DEAR).request());
    assertThat(recorder.heard()).isNull();
    play.decide(Requests.id("r3").request());
    assertThat(recorder.heard()).isNotNull();
  }

  private static SlaPolicy slaRouter(Map<String, String> parameters) {
    SlaPolicy of = Promises.surety(0.8).sla();
    return new SlaPolicy(
        1, of.target(), "slarouter", 0, parameters, of.feedback(), SlaPolicy.Mode.APPLY);
  }
}

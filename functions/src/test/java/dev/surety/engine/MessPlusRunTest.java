package dev.surety.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.Decision;
import dev.surety.domain.ModelSpec;
import dev.surety.testing.Answers;
import dev.surety.testing.Play;
import dev.surety.testing.Pools;
import dev.surety.testing.Promises;
import dev.surety.testing.Requests;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** MESS+ in the engine on a synthetic pool, every answer judged at once; fixed seeds. */
class MessPlusRunTest {

  private static final int REQUESTS = 5_000;
  private static final List<ModelSpec> POOL = Pools.three();
  private static final double[] RATES = {0.5, 0.75, 0.92};

  private final List<String> models = new ArrayList<>();
  private double shown;

  private Play run(double target, List<ModelSpec> pool, long seed) {
    Play play = Play.of(Promises.messPlus(target).with("c", 0.5).sla(), pool).seed(seed);
    Random users = new Random(seed);
    models.clear();
    shown = 0;
    for (int t = 0; t < REQUESTS; t++) {
      Decision decision = play.decide(Requests.id("r" + t).at(t).request());
      models.add(decision.model());
      boolean[] satisfied = new boolean[pool.size()];
      for (int m = 0; m < satisfied.length; m++) {
        satisfied[m] = users.nextDouble() < RATES[m];
      }
      shown += judge(play, decision, decision.model(), satisfied, t) ? 1 : 0;
      for (String other : decision.alsoQuery()) {
        judge(play, decision, other, satisfied, t);
      }
    }
    return play;
  }

  private static boolean judge(
      Play play, Decision decision, String model, boolean[] satisfied, long time) {
    boolean yes = satisfied[Pools.three().stream().map(ModelSpec::name).toList().indexOf(model)];
    play.learn(Answers.to(decision).by(model).at(time).satisfied(yes).tokens(400, 200).feedback());
    return yes;
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.6, 0.8, 0.88})
  void keepsAFeasibleTargetForLessThanTheDearestModel(double target) {
    Play play = run(target, POOL, 11);

    Account account = play.account();
    assertThat(account.labels).isEqualTo(REQUESTS);
    assertThat(account.satisfactionSum).isEqualTo(shown);
    assertThat(shown / REQUESTS)
        .describedAs("satisfaction, up to the debt left over")
        .isGreaterThanOrEqualTo(target - account.queue / REQUESTS - 1e-9)
        .isGreaterThanOrEqualTo(target - 0.005);
    assertThat(account.costUsd).isLessThan(account.bestSingleCostUsd * 1.0);
    assertThat(play.open()).isEqualTo(REQUESTS);
  }

  @Test
  void anInfeasibleTargetLeavesDebtThatGrows() {
    Play play = run(0.99, POOL, 12);

    assertThat(play.account().queue / REQUESTS).isBetween(0.05, 0.1);
    assertThat(models.subList(1000, REQUESTS).stream().filter(Pools.DEAR::equals).count())
        .describedAs("the best model, not despair")
        .isGreaterThan(3_900);
  }

  /** V has no unit: the same pool in another currency is routed the same. */
  @ParameterizedTest
  @ValueSource(doubles = {2, 7.3, 0.01})
  void allPricesChangingAlikeChangesNoDecision(double factor) {
    run(0.8, POOL, 13);
    List<String> before = List.copyOf(models);

    run(0.8, Pools.priced(POOL, factor), 13);

    assertThat(models).isEqualTo(before);
  }
}

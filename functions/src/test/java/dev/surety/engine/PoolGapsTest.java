package dev.surety.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.surety.domain.Decision;
import dev.surety.domain.JournalRow.Candidate;
import dev.surety.domain.JournalRow.Decided;
import dev.surety.domain.ModelSpec;
import dev.surety.testing.Answers;
import dev.surety.testing.Play;
import dev.surety.testing.Pools;
import dev.surety.testing.Promises;
import dev.surety.testing.Requests;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A key's slots outlive the models in them, and a policy that begins later has never met some. The
 * logarithm of the cost that is not known of such a gap made every rate NaN, for good.
 */
class PoolGapsTest {

  private static final double[] SATISFYING = {0.5, 0.8, 0.99};
  private static final int REQUESTS = 3_000;

  private final Random users = new Random(3);

  /** Promised 0.9; what a tenant got that once met a model that was removed was 0.713. */
  @ParameterizedTest
  @ValueSource(strings = {"buckets", "context", "policy"})
  void aRemovedModelCostsNobodyThePromiseWhenThePromiseChanges(String changed) {
    List<ModelSpec> three = Pools.three();
    List<ModelSpec> all = new ArrayList<>(three);
    all.add(0, Pools.model("0-early", 2));
    Promises before =
        changed.equals("policy") ? Promises.of("slarouter", 0.9) : Promises.surety(0.9);
    Play play = Play.of(before.sla(), all);
    serve(play, 0, 50, all);
    play.configure(before.version(2).sla(), three);
    serve(play, 50, 100, three);

    Promises after = Promises.surety(0.9).version(3);
    if (!changed.equals("policy")) {
      after.with(changed, changed.equals("buckets") ? "32" : "none");
    }
    play.configure(after.sla(), three);
    double satisfied = serve(play, 100, 100 + REQUESTS, three);

    assertThat(satisfied / REQUESTS).isGreaterThan(0.895);
  }

  private double serve(Play play, int from, int to, List<ModelSpec> pool) {
    double satisfied = 0;
    for (int i = from; i < to; i++) {
      Decision decision = play.decide(Requests.id("r" + i).at(i).tagged("t" + i % 3).request());
      int rank = Pools.three().stream().map(ModelSpec::name).toList().indexOf(decision.model());
      boolean good = users.nextDouble() < (rank < 0 ? 0.9 : SATISFYING[rank]);
      satisfied += good ? 1 : 0;
      play.learn(Answers.to(decision).at(i).satisfied(good).feedback());
    }
    return satisfied;
  }

  /** Models come, go, come back and change their prices; promises change in any order. */
  @Property(tries = 150)
  void inAnyOrderOfChangesEveryNumberIsOne(@ForAll long seed) {
    Random dice = new Random(seed);
    List<ModelSpec> known = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      known.add(Pools.model("m" + i, Math.pow(10, dice.nextInt(7) - 3)));
    }
    List<ModelSpec> pool = List.of(known.get(dice.nextInt(6)));
    Play play = Play.of(promise(dice).sla(), pool);
    for (int i = 0; i < 120; i++) {
      if (dice.nextInt(6) == 0) {
        int m = dice.nextInt(6);
        known.set(m, Pools.priced(known.get(m), Math.pow(10, 40 * dice.nextDouble() - 20)));
        pool = some(known, dice);
        play.configure(promise(dice).version(i).sla(), pool);
      }
      String tag = dice.nextInt(4) == 0 ? null : "t" + dice.nextInt(9);
      Decision decision = play.decide(Requests.id("r" + i).at(i).tagged(tag).request());
      if (dice.nextInt(3) > 0) {
        String model = dice.nextInt(5) == 0 ? known.get(dice.nextInt(6)).name() : decision.model();
        play.learn(
            Answers.to(decision)
                .by(model)
                .at(i)
                .satisfied(dice.nextBoolean())
                .paid(dice.nextInt(3) == 0 ? 0 : Math.pow(10, 12 * dice.nextDouble() - 6))
                .tokens(dice.nextInt(1000), dice.nextInt(1000))
                .feedback());
      }
    }
    for (var row : play.journal()) {
      if (row instanceof Decided decided) {
        List<Candidate> all = decided.candidates();
        assertThat(all.stream().mapToDouble(Candidate::propensity).sum())
            .isCloseTo(1, within(1e-9));
        assertThat(all).allMatch(candidate -> Double.isFinite(candidate.score()));
        assertThat(all).allMatch(candidate -> Double.isFinite(candidate.expectedCostUsd()));
      }
    }
    assertThat(play.config().policy().isSound(play.state().memory())).isTrue();
  }

  private static List<ModelSpec> some(List<ModelSpec> known, Random dice) {
    List<ModelSpec> some = new ArrayList<>();
    for (ModelSpec model : known) {
      if (dice.nextBoolean()) {
        some.add(model);
      }
    }
    return some.isEmpty() ? List.of(known.get(0)) : some;
  }

  private static Promises promise(Random dice) {
    double target = dice.nextInt(5) / 4.0;
    Promises promise =
        switch (dice.nextInt(6)) {
          case 0 -> Promises.of("slarouter", target).with("estimator", "logistic");
          case 1 -> Promises.of("slarouter", target);
          case 2 -> Promises.messPlus(target);
          case 3 -> Promises.fixed("m1", target);
          case 4 -> Promises.surety(target).with("context", "none");
          default -> Promises.surety(target).with("buckets", 1 + dice.nextInt(8));
        };
    return promise.window(1 + dice.nextInt(40)).maxOpen(2 + dice.nextInt(30));
  }

  @Test
  void aPriceThatMovesByAnyFactorCountsAsWhatAnAnswerCostsNow() {
    List<ModelSpec> pool = List.of(Pools.model("a", 1), Pools.model("b", 1));
    Play play = Play.of(Promises.surety(0).sla(), pool);
    play.decide(Requests.id("first").request());
    for (double factor : new double[] {1e-290, 1e290, 1e15, 1e-30, 1e5}) {
      play.configure(play.config().sla(), List.of(Pools.priced(pool.get(0), factor), pool.get(1)));
      for (int i = 0; i < 50; i++) {
        play.decide(Requests.id(factor + "-" + i).at(i).request());
      }
      play.configure(play.config().sla(), pool);
      play.decide(Requests.id("back from " + factor).request());
    }
    // Back at equal prices, neither is the cheaper one for good.
    int first = 0;
    for (int i = 0; i < 100; i++) {
      first += play.decide(Requests.id("r" + i).at(i).request()).model().equals("a") ? 1 : 0;
    }
    assertThat(first).isGreaterThan(50);
  }
}

package dev.surety.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.Decision;
import dev.surety.domain.ModelSpec;
import dev.surety.testing.Answers;
import dev.surety.testing.Play;
import dev.surety.testing.Pools;
import dev.surety.testing.Promises;
import dev.surety.testing.Requests;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What conversations cost whose prompts are cached to the shares that a public trace of a chat
 * service reports (36 to 64 % of prompt tokens): decided with the cache in sight, without, and by
 * their first turn for good. One fixed stream; {@code docs/filters.md} has its figures.
 */
class StayOrLeaveCostTest {

  private static final double TARGET = 0.88;
  private static final int TURNS = 10;
  private static final int AT_ONCE = 20;
  private static final int REQUESTS = 4_000;
  private static final int PROMPT = 4_000;
  private static final int ANSWER = 200;

  private static final Map<String, Double> GOOD =
      Map.of(Pools.CHEAP, 0.7, Pools.MIDDLE, 0.85, Pools.DEAR, 0.95);

  private static final List<ModelSpec> POOL =
      Pools.three().stream()
          .map(m -> m.toBuilder().cachedInputUsdPerMtok(m.inputUsdPerMtok() / 10).build())
          .toList();

  private enum Way {
    AWARE,
    NEVER_STAY,
    ALWAYS_STAY
  }

  /** By request. */
  private record Came(double usd, double satisfied) {

    /** The cost with what it satisfies too much or too little bought at the price of the pool. */
    double atTarget() {
      double price =
          (cost(Pools.DEAR, 0) - cost(Pools.MIDDLE, 0))
              / (GOOD.get(Pools.DEAR) - GOOD.get(Pools.MIDDLE));
      return usd - (satisfied - TARGET) * price;
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.36, 0.5, 0.64})
  void costsLessThanNeverStayingAndAtEqualQualityThanAlways(double share) {
    Came aware = run(Way.AWARE, share);
    Came never = run(Way.NEVER_STAY, share);
    Came always = run(Way.ALWAYS_STAY, share);

    assertThat(aware.satisfied).isGreaterThan(TARGET - 0.01);
    assertThat(aware.usd).isLessThan(0.85 * never.usd);
    assertThat(aware.atTarget()).isLessThan(always.atTarget());
  }

  private static Came run(Way way, double share) {
    Play play = Play.of(Promises.surety(TARGET).sla(), POOL);
    SplittableRandom random = new SplittableRandom(24);
    String[] last = new String[AT_ONCE];
    int kept = (int) (share * PROMPT * TURNS / (TURNS - 1));
    double usd = 0;
    double satisfied = 0;
    int counted = 0;
    for (int i = 0; i < REQUESTS; i++) {
      int conversation = i % AT_ONCE;
      String before = i / AT_ONCE % TURNS == 0 ? null : last[conversation];
      Requests request = Requests.id("r" + i).at(i).tokens(PROMPT, ANSWER);
      if (before != null && way == Way.AWARE) {
        request.cached(before, kept);
      } else if (before != null && way == Way.ALWAYS_STAY) {
        request.pinned(before);
      }
      Decision decision = play.decide(request.request());
      String model = decision.model();
      last[conversation] = model;
      int cached = model.equals(before) ? kept : 0;
      double good = GOOD.get(model);
      play.learn(
          Answers.to(decision)
              .at(i)
              .tokens(PROMPT, ANSWER)
              .cachedInput(cached)
              .satisfied(random.nextDouble() < good)
              .feedback());
      if (i >= REQUESTS / 4) {
        usd += cost(model, cached);
        satisfied += good;
        counted++;
      }
    }
    return new Came(usd / counted, satisfied / counted);
  }

  private static double cost(String model, int cached) {
    ModelSpec spec = POOL.stream().filter(m -> m.name().equals(model)).findFirst().orElseThrow();
    return spec.costUsd(PROMPT - cached, ANSWER) + cached * spec.cachedInputUsdPerMtok() / 1e6;
  }
}

package dev.surety.engine;

import static dev.surety.testing.Pools.CHEAP;
import static dev.surety.testing.Pools.DEAR;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.surety.domain.Decision;
import dev.surety.domain.JournalRow.Decided;
import dev.surety.domain.ModelSpec;
import dev.surety.testing.Answers;
import dev.surety.testing.Play;
import dev.surety.testing.Pools;
import dev.surety.testing.Promises;
import dev.surety.testing.Requests;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Who has the beginning of a prompt in its cache costs less, and is believed to cost what it did.
 */
class CachedPromptTest {

  /** Cached input at a tenth of the price. */
  private static final List<ModelSpec> POOL =
      Pools.three().stream()
          .map(m -> m.toBuilder().cachedInputUsdPerMtok(m.inputUsdPerMtok() / 10).build())
          .toList();

  private static Decided row(Play play) {
    return (Decided) play.journal().get(play.journal().size() - 1);
  }

  private static double cost(Play play, String model) {
    return row(play).candidates().stream()
        .filter(candidate -> candidate.model().equals(model))
        .findFirst()
        .orElseThrow()
        .expectedCostUsd();
  }

  @Test
  void theModelThatHoldsTheCacheIsExpectedToCostLess() {
    Play play = Play.of(Promises.surety(0.8).sla(), POOL);

    play.decide(Requests.id("r1").tokens(1000, 100).cached(DEAR, 600).request());

    assertThat(cost(play, DEAR)).isCloseTo((400 * 5 + 600 * 0.5 + 100 * 20) / 1e6, within(1e-12));
    assertThat(cost(play, CHEAP)).isCloseTo((1000 * 0.1 + 100 * 0.4) / 1e6, within(1e-12));
  }

  @Test
  void noMoreIsCachedThanThePromptHasAndAnAliasIsTheModel() {
    List<ModelSpec> pool =
        List.of(POOL.get(0), POOL.get(2).toBuilder().aliases(List.of("dear-2026")).build());
    Play play = Play.of(Promises.surety(0.8).sla(), pool);

    play.decide(Requests.id("r1").tokens(1000, 100).cached("dear-2026", 5000).request());

    assertThat(cost(play, DEAR)).isCloseTo((1000 * 0.5 + 100 * 20) / 1e6, within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(strings = {"surety", "slarouter", "mess-plus"})
  void whereNobodyHoldsACacheNothingIsDecidedOtherwise(String policy) {
    Play with = Play.of(Promises.of(policy, 0.8).sla(), Pools.three());
    Play without = Play.of(Promises.of(policy, 0.8).sla(), Pools.three());
    for (int i = 0; i < 100; i++) {
      Requests told = Requests.id("r" + i).at(i).cached(i % 2 == 0 ? CHEAP : "nobody", 400);

      Decision decision = with.decide(told.request());

      assertThat(decision)
          .as("models without a price for cached input")
          .isEqualTo(without.decide(Requests.id("r" + i).at(i).request()));
      with.learn(Answers.to(decision).at(i).satisfied(i % 3 == 0).feedback());
      without.learn(Answers.to(decision).at(i).satisfied(i % 3 == 0).feedback());
    }
    assertThat(with.learnerBytes()).isEqualTo(without.learnerBytes());
  }

  @ParameterizedTest
  @ValueSource(strings = {"surety", "slarouter", "mess-plus"})
  void cachedAnswersBendNoUsualCost(String policy) {
    Play cached = Play.of(Promises.of(policy, 0.8).sla(), POOL);
    Play plain = Play.of(Promises.of(policy, 0.8).sla(), POOL);
    for (int i = 0; i < 60; i++) {
      boolean told = i % 2 == 0;
      Decision one =
          cached.decide(
              Requests.id("r" + i)
                  .at(i)
                  .tokens(1000, 100)
                  .pinned(DEAR)
                  .cached(DEAR, 600)
                  .request());
      Decision other =
          plain.decide(Requests.id("r" + i).at(i).tokens(1000, 100).pinned(DEAR).request());
      double full = 0.9 * (1000 * 5 + 50 * 20) / 1e6;
      double paid = 0.9 * (400 * 5 + 600 * 0.5 + 50 * 20) / 1e6;
      Answers less = Answers.to(one).at(i).tokens(1000, 50).cachedInput(600);
      Answers all = Answers.to(other).at(i).tokens(1000, 50);
      cached.learn((told ? less.paid(paid) : less).feedback());
      plain.learn((told ? all.paid(full) : all).feedback());
    }

    assertThat(cached.account().costUsd)
        .as("money is what was paid")
        .isLessThan(0.7 * plain.account().costUsd);
    cached.decide(Requests.id("next").at(99).tokens(1000, 100).request());
    plain.decide(Requests.id("next").at(99).tokens(1000, 100).request());
    assertThat(cost(cached, DEAR)).isCloseTo(cost(plain, DEAR), within(1e-12));
    assertThat(cached.decide(Requests.id("n2").at(99).request()).model())
        .isEqualTo(plain.decide(Requests.id("n2").at(99).request()).model());
  }

  @Test
  void moneyWithoutACountOfCachedTokensTeachesNoDiscount() {
    Play play = Play.of(Promises.surety(0.8).sla(), POOL);
    for (int i = 0; i < 40; i++) {
      Decision decision =
          play.decide(
              Requests.id("r" + i)
                  .at(i)
                  .tokens(1000, 100)
                  .pinned(DEAR)
                  .cached(DEAR, 900)
                  .request());
      play.learn(Answers.to(decision).at(i).tokens(1000, 100).paid(0.0025).feedback());
    }

    play.decide(Requests.id("next").at(99).tokens(1000, 100).request());

    assertThat(cost(play, DEAR)).isCloseTo((1000 * 5 + 100 * 20) / 1e6, within(1e-12));
  }

  @Test
  void aConversationStaysWhereThePriceOfLeavingIsHigher() {
    Play play = Play.of(Promises.surety(0.8).with("exploration_max", 0).sla(), POOL);
    for (int i = 0; i < 3000; i++) {
      Decision decision = play.decide(Requests.id("r" + i).at(i).tokens(1000, 50).request());
      boolean good = decision.model().equals(DEAR) ? i % 20 != 0 : i % 10 < 7;
      play.learn(Answers.to(decision).at(i).tokens(1000, 50).satisfied(good).feedback());
    }
    int stayed = 0;
    int chosen = 0;
    for (int i = 0; i < 200; i++) {
      String id = "c" + i;
      stayed +=
          play.decide(Requests.id(id + "s").at(4000).tokens(1000, 50).cached(DEAR, 950).request())
                  .model()
                  .equals(DEAR)
              ? 1
              : 0;
      chosen +=
          play.decide(Requests.id(id).at(4000).tokens(1000, 50).request()).model().equals(DEAR)
              ? 1
              : 0;
    }
    assertThat(stayed).as("with its cache, of 200").isGreaterThan(chosen).isGreaterThan(180);
  }
}

package dev.surety.engine;

import static dev.surety.testing.Pools.CHEAP;
import static dev.surety.testing.Pools.DEAR;
import static dev.surety.testing.Pools.MIDDLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.Decision;
import dev.surety.domain.JournalRow;
import dev.surety.domain.JournalRow.Candidate;
import dev.surety.domain.JournalRow.Decided;
import dev.surety.domain.Notice;
import dev.surety.domain.RoutingRequest;
import dev.surety.domain.Standing;
import dev.surety.testing.Answers;
import dev.surety.testing.Bytes;
import dev.surety.testing.ChiSquare;
import dev.surety.testing.EveryPolicy;
import dev.surety.testing.Play;
import dev.surety.testing.Requests;
import dev.surety.wire.state.AccountCodec;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A model that fails leaves the candidates but for probes, under whatever policy. */
class AvailabilityTest {

  private static final int SEEDS = 10_000;

  /** At a fixed state, over seeds: choices, probes among them, fit the journal's propensities. */
  @ParameterizedTest
  @EnumSource
  void propensitiesAreTrueWithAFailingModel(EveryPolicy policy) {
    for (List<Integer> failing : List.of(List.of(0), List.of(2), List.of(0, 1), List.of(0, 1, 2))) {
      Play play = taught(policy);
      long[] chosen = new long[3];
      double[] propensity = null;
      for (int seed = 0; seed < SEEDS; seed++) {
        Decided row = decided(play, failing, seed, Requests.id("r").at(5000).tagged("hard"));
        double[] said = row.candidates().stream().mapToDouble(Candidate::propensity).toArray();
        propensity = propensity == null ? said : propensity;
        assertThat(said).isEqualTo(propensity);
        chosen[position(row)]++;
        assertThat(row.decision().propensity()).isEqualTo(said[position(row)]);
        assertThat(row.candidates()).allMatch(c -> Double.isFinite(c.score()));
      }
      ChiSquare.assertFits(chosen, propensity);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aFailingModelIsLastOfTheFallbacksAndNotBest(EveryPolicy policy) {
    Play play = taught(policy);
    RouterState state = state(play, List.of(0));
    new TenantRouter().apply(state, route(play, 1, Requests.id("r").at(5000).request()));

    Standing standing = StandingReader.of(state, play.config());

    assertThat(standing.best()).isNotEqualTo(CHEAP);
    assertThat(standing.fallbacks()).endsWith(CHEAP);
    assertThat(standing.failing()).containsExactly(CHEAP);
    assertThat(standing.failures()).containsEntry(CHEAP, 4L);
  }

  /** Who fails only since the last decision is not best any more, either. */
  @ParameterizedTest
  @EnumSource
  void standingsKnowWhatHasFailedSinceTheLastDecision(EveryPolicy policy) {
    Play play = taught(policy);
    RouterState state = play.state();
    int best = state.account().ranking[0];
    for (int i = 0; i < 4; i++) {
      state.account().health.failed(state.account(), best, ModelHealth.FAILURE, 1, true);
    }

    assertThat(StandingReader.of(state, play.config()).best())
        .isNotEqualTo(state.learner().models.name(best));
  }

  @ParameterizedTest
  @EnumSource
  void aRequestThatAllowsOnlyTheFailingModelGetsItAndSaysSo(EveryPolicy policy) {
    Play play = taught(policy);
    for (Requests only :
        List.of(Requests.id("a").allowing(CHEAP), Requests.id("b").pinned(CHEAP))) {
      Decided row = decided(play, List.of(0), 3, only.at(5000));

      assertThat(row.decision().model()).isEqualTo(CHEAP);
      assertThat(row.decision().propensity()).isEqualTo(1);
      assertThat(Notice.of(row.notices())).contains(Notice.FAILING_MODEL);
    }
  }

  @ParameterizedTest
  @EnumSource
  void anAllowListIsKept(EveryPolicy policy) {
    Play play = taught(policy);
    for (int seed = 0; seed < 300; seed++) {
      Decided row =
          decided(play, List.of(0, 2), seed, Requests.id("r").allowing(CHEAP, DEAR).at(5000));
      assertThat(row.decision().model()).isNotEqualTo(MIDDLE);
    }
  }

  private static int position(Decided row) {
    return List.of(CHEAP, MIDDLE, DEAR).indexOf(row.decision().model());
  }

  private static Decided decided(Play play, List<Integer> failing, long seed, Requests request) {
    RouterState state = state(play, failing);
    List<JournalRow> rows =
        new TenantRouter().apply(state, route(play, seed, request.request())).rows();
    return (Decided) rows.get(rows.size() - 1);
  }

  /** As the play left it, but that these models have failed four times since. */
  private static RouterState state(Play play, List<Integer> failing) {
    Account account = Bytes.read(play.accountBytes(), AccountCodec::read);
    for (int slot : failing) {
      for (int i = 0; i < 4; i++) {
        account.health.failed(account, slot, ModelHealth.FAILURE, 1, true);
      }
    }
    account.requests += 90 * failing.size();
    return new RouterState(Requests.KEY, account, play.learner(), new OpenDecisionMaps());
  }

  private static Event route(Play play, long seed, RoutingRequest request) {
    return new Event.Route(new Event.Context("run-1", 0, 1, seed), request, play.config());
  }

  /** A key with some experience: dearer models satisfy more. */
  private static Play taught(EveryPolicy policy) {
    Play play = policy.play(0.7);
    for (int i = 0; i < 200; i++) {
      Decision decision = play.decide(Requests.id("t" + i).at(i).tagged("hard").request());
      boolean satisfied = i % 10 < (decision.model().equals(CHEAP) ? 6 : 8);
      play.learn(Answers.to(decision).at(i).satisfied(satisfied).tokens(500, 100).feedback());
    }
    return play;
  }
}

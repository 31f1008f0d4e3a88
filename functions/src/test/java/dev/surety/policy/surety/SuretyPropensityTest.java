package dev.surety.policy.surety;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.surety.domain.Decision;
import dev.surety.domain.Decision.Reason;
import dev.surety.domain.JournalRow;
import dev.surety.domain.JournalRow.Candidate;
import dev.surety.domain.ModelSpec;
import dev.surety.domain.RoutingRequest;
import dev.surety.engine.Effects;
import dev.surety.engine.Event;
import dev.surety.engine.OpenDecisionMaps;
import dev.surety.engine.RouterState;
import dev.surety.engine.TenantRouter;
import dev.surety.testing.ChiSquare;
import dev.surety.testing.Play;
import dev.surety.testing.Pools;
import dev.surety.testing.Requests;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The propensities that {@code surety} puts on the record are those its chance really has. Fails
 * when {@code RouteProposal.draw} draws from the plan alone.
 */
class SuretyPropensityTest {

  private static final int SEEDS = 10_000;
  private static final double SOLICITED = 0.02;
  private static final List<ModelSpec> POOL = Pools.of(5);

  @ParameterizedTest
  @ValueSource(strings = {"tag", "none"})
  void theySumToOneOverTheCandidates(String context) {
    Play play =
        Play.of(SuretyPlay.sla(SuretyPlay.terms(1, 1, 0), Map.of("context", context)), Pools.of(7));
    SuretyPlay.serve(play, Pools.of(7), 0, 600);

    long lists = 0;
    for (JournalRow row : play.journal()) {
      if (row instanceof JournalRow.Decided decided) {
        double sum = 0;
        for (Candidate candidate : decided.candidates()) {
          assertThat(candidate.propensity()).isPositive();
          sum += candidate.propensity();
        }
        assertThat(sum).isCloseTo(1, within(1e-12));
        lists += decided.candidates().size() == 2 ? 1 : 0;
      }
    }
    assertThat(lists).describedAs("requests with an allow-list").isBetween(100L, 200L);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 40, 500})
  void choicesAreAsFrequentAsTheySay(int served) {
    Play play = Play.of(SuretyPlay.sla(SuretyPlay.terms(0.6, 0.7, SOLICITED), Map.of()), POOL);
    SuretyPlay.serve(play, POOL, 0, served);
    assertFrequencies(play, Requests.id("next").at(served).tagged("law").request());
    assertFrequencies(
        play,
        Requests.id("next")
            .at(served)
            .allowing(POOL.get(0).name(), POOL.get(2).name(), POOL.get(4).name())
            .request());
  }

  /** Model by model, tried or planned apart, and the coin of solicitation beside. */
  private static void assertFrequencies(Play play, RoutingRequest request) {
    TenantRouter router = new TenantRouter();
    List<Candidate> candidates = null;
    double exploring = 0;
    long[] chosen = null;
    long[] explored = new long[2];
    long[] solicited = new long[2];
    for (int seed = 0; seed < SEEDS; seed++) {
      RouterState state =
          new RouterState(Requests.KEY, play.account(), play.learner(), new OpenDecisionMaps());
      Event.Context context = new Event.Context("run-1", 0, 0, seed);
      Effects effects = router.apply(state, new Event.Route(context, request, play.config()));
      JournalRow.Decided row = (JournalRow.Decided) effects.rows().get(effects.rows().size() - 1);
      if (candidates == null) {
        candidates = row.candidates();
        exploring = row.exploreProbability();
        chosen = new long[candidates.size()];
      }
      Decision decision = effects.decision();
      assertThat(row.candidates()).describedAs("one state, one distribution").isEqualTo(candidates);
      int position = candidates.stream().map(Candidate::model).toList().indexOf(decision.model());
      assertThat(decision.propensity()).isEqualTo(candidates.get(position).propensity());
      chosen[position]++;
      explored[decision.explored() ? 1 : 0]++;
      solicited[decision.solicit() ? 1 : 0]++;
    }
    ChiSquare.assertFits(chosen, candidates.stream().mapToDouble(Candidate::propensity).toArray());
    ChiSquare.assertFits(explored, new double[] {1 - exploring, exploring});
    ChiSquare.assertFits(solicited, new double[] {1 - SOLICITED, SOLICITED});
  }

  @Test
  void modelsBeyondTheLastSlotAreNeverChosenAmongOthers() {
    List<ModelSpec> pool =
        IntStream.range(0, 300)
            .mapToObj(i -> Pools.model("model-%03d".formatted(i), 1 + i % 17))
            .toList();
    Play play = Play.of(SuretyPlay.sla(), pool);
    for (int i = 0; i < 20; i++) {
      Decision decision = SuretyPlay.decide(play, "r" + i, i);
      JournalRow.Decided row = (JournalRow.Decided) play.journal().get(play.journal().size() - 1);
      double[] propensities =
          row.candidates().stream().mapToDouble(Candidate::propensity).toArray();
      assertThat(propensities).hasSize(300);
      assertThat(IntStream.range(0, 255).mapToDouble(m -> propensities[m]).sum())
          .isCloseTo(1, within(1e-12));
      assertThat(IntStream.range(255, 300).mapToDouble(m -> propensities[m]).sum()).isZero();
      assertThat(decision.model()).isLessThan("model-255");
    }
    Decision beyond = play.decide(Requests.id("b").at(21).allowing("model-270").request());
    assertThat(beyond.model()).isEqualTo("model-270");
    assertThat(beyond.reason()).isEqualTo(Reason.SUBSTITUTE);
    assertThat(beyond.propensity()).isEqualTo(1);
  }
}

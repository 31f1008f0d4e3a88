package dev.surety.engine;

import static dev.surety.testing.Pools.CHEAP;
import static dev.surety.testing.Pools.DEAR;
import static dev.surety.testing.Pools.MIDDLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.surety.domain.Decision;
import dev.surety.domain.Decision.Reason;
import dev.surety.domain.JournalRow.Candidate;
import dev.surety.domain.JournalRow.Decided;
import dev.surety.domain.ModelSpec;
import dev.surety.domain.Rejection;
import dev.surety.domain.Requirement;
import dev.surety.domain.SlaPolicy;
import dev.surety.domain.Standing;
import dev.surety.testing.Answers;
import dev.surety.testing.Play;
import dev.surety.testing.Pools;
import dev.surety.testing.Promises;
import dev.surety.testing.Requests;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which models may answer: what they can do and where, what requests require, SLAs allow. */
class FiltersTest {

  private static final SlaPolicy ANYTHING = Promises.surety(0.8).sla();

  /** The cheap one declares nothing, the middle one is in the EU, the dear one in the US. */
  private static final List<ModelSpec> POOL =
      List.of(
          Pools.model(CHEAP, 0.1),
          Pools.offering(Pools.model(MIDDLE, 1), List.of("eu"), List.of("tools")),
          Pools.offering(Pools.model(DEAR, 5), List.of("us"), List.of("tools", "vision")));

  @Test
  void whatIsRequiredIsServedByThoseWhoHaveItOrDeclareNothing() {
    Play play = Play.of(ANYTHING, POOL);

    assertThat(candidates(play, Requests.id("r1").requiring("vision")))
        .containsExactly(CHEAP, DEAR);
    assertThat(candidates(play, Requests.id("r2").requiring("tools")))
        .containsExactly(CHEAP, MIDDLE, DEAR);
    assertThat(candidates(play, Requests.id("r3").requiring("Tools", "VISION")))
        .containsExactly(CHEAP, DEAR);
    assertThat(candidates(play, Requests.id("r4"))).containsExactly(CHEAP, MIDDLE, DEAR);
  }

  @Test
  void aPoolInWhichNobodyDeclaresAnythingServesAllThatIsRequired() {
    Play play = Play.of(ANYTHING, Pools.three());
    Play asBefore = Play.of(ANYTHING, Pools.three());

    Decision decision = play.decide(Requests.id("r").requiring("tools", "telepathy").request());

    assertThat(decision).isEqualTo(asBefore.decide(Requests.id("r").request()));
  }

  @Test
  void anEmptyListOfCapabilitiesIsADeclaration() {
    List<ModelSpec> pool = List.of(Pools.offering(POOL.get(0), null, List.of()), POOL.get(2));
    Play play = Play.of(ANYTHING, pool);

    assertThat(candidates(play, Requests.id("r").requiring("tools"))).containsExactly(DEAR);
  }

  @Test
  void noPromiseOfRegionsIsKeptByAModelThatDoesNotTellItsOwn() {
    Play play = Play.of(Promises.surety(0.8).inside("eu", "ch").sla(), POOL);

    assertThat(candidates(play, Requests.id("r1"))).containsExactly(MIDDLE);
    play.configure(Promises.surety(0.8).inside("EU", "us").sla(), POOL);
    assertThat(candidates(play, Requests.id("r2"))).containsExactly(MIDDLE, DEAR);
  }

  @Test
  void aModelThatMayRunElsewhereTooIsNotInside() {
    List<ModelSpec> pool =
        List.of(
            Pools.offering(POOL.get(0), List.of("eu", "us"), null),
            Pools.offering(POOL.get(1), List.of("eu-west", "eu"), null));
    Play play = Play.of(Promises.surety(0.8).inside("eu", "eu-west").sla(), pool);

    assertThat(candidates(play, Requests.id("r"))).containsExactly(MIDDLE);
  }

  @Test
  void providersAreAllowedAndDeniedByName() {
    List<ModelSpec> pool =
        List.of(
            POOL.get(0).toBuilder().provider(null).build(),
            POOL.get(1).toBuilder().provider("north").aliases(List.of("mid-2026")).build(),
            POOL.get(2).toBuilder().provider("south").build());

    assertThat(candidates(Promises.surety(0.8).by("South"), pool)).containsExactly(DEAR);
    assertThat(candidates(Promises.surety(0.8).denying("south"), pool))
        .containsExactly(CHEAP, MIDDLE);
    assertThat(candidates(Promises.surety(0.8).denying("MID-2026"), pool))
        .containsExactly(CHEAP, DEAR);
    assertThat(candidates(Promises.surety(0.8).denying(CHEAP, "nobody"), pool))
        .containsExactly(MIDDLE, DEAR);
  }

  @Test
  void aLongerAnswerThanAModelGivesGoesElsewhere() {
    Play play = Play.of(ANYTHING, List.of(Pools.longest(POOL.get(0), 4_096), POOL.get(1)));

    assertThat(candidates(play, Requests.id("r1").tokens(10, 4_097))).containsExactly(MIDDLE);
    assertThat(candidates(play, Requests.id("r2").tokens(10, 4_096)))
        .containsExactly(CHEAP, MIDDLE);
    assertThat(candidates(play, Requests.id("r3"))).containsExactly(CHEAP, MIDDLE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"surety", "slarouter", "mess-plus", "fixed:" + DEAR})
  void propensitiesAreOverWhatRemains(String policy) {
    Play play = Play.of(Promises.of(policy, 0.8).denying(DEAR).sla(), POOL);
    for (int i = 0; i < 200; i++) {
      Decision decision = play.decide(Requests.id("r" + i).at(i).requiring("tools").request());
      play.learn(Answers.to(decision).at(i).satisfied(i % 5 != 0).feedback());

      Decided row = (Decided) play.journal().get(play.journal().size() - 2);
      assertThat(row.candidates()).extracting(Candidate::model).containsExactly(CHEAP, MIDDLE);
      assertThat(row.candidates().stream().mapToDouble(Candidate::propensity).sum())
          .isCloseTo(1, within(1e-9));
      assertThat(decision.fallbacks()).doesNotContain(DEAR);
      assertThat(decision.alsoQuery()).doesNotContain(DEAR);
    }
    Standing standing = StandingReader.of(play.state(), play.config());
    assertThat(standing.best()).isNotEqualTo(DEAR);
    assertThat(standing.fallbacks()).doesNotContain(DEAR);
  }

  @Test
  void aFixedModelThatIsDeniedIsSubstituted() {
    Play play = Play.of(Promises.fixed(DEAR, 0.8).denying(DEAR).sla(), POOL);

    Decision decision = play.decide(Requests.id("r").request());

    assertThat(decision.model()).isEqualTo(CHEAP);
    assertThat(decision.reason()).isEqualTo(Reason.SUBSTITUTE);
  }

  @Test
  void aPinnedModelThatThePromiseDoesNotAllowIsRefused() {
    Play play = Play.of(Promises.surety(0.8).inside("eu").sla(), POOL);

    Rejection rejection = rejection(play, Requests.id("r").pinned(DEAR));

    assertThat(rejection.requirement()).isEqualTo(Requirement.REGIONS);
    assertThat(rejection.detail())
        .isEqualTo(
            "not even the pinned c-dear is allowed by the SLA in regions eu:"
                + " c-dear runs in us, and the SLA allows eu");
  }

  @Test
  void aRefusalNamesTheRequirementThatNobodyMet() {
    Play play = Play.of(Promises.surety(0.8).inside("eu").sla(), POOL);

    Rejection vision = rejection(play, Requests.id("r1").requiring("vision"));
    assertThat(vision.reason()).isEqualTo(Rejection.Reason.NO_MODELS);
    assertThat(vision.requirement()).isEqualTo(Requirement.CAPABILITIES);
    assertThat(vision.detail())
        .isEqualTo(
            "no model of the pool has capability vision in regions eu: a-cheap tells no regions,"
                + " and the SLA allows eu; b-middle lacks vision; c-dear runs in us, and the SLA"
                + " allows eu");

    play.configure(Promises.surety(0.8).by("nobody").sla(), POOL);
    assertThat(rejection(play, Requests.id("r2")).requirement()).isEqualTo(Requirement.PROVIDERS);

    play.configure(Promises.surety(0.8).denying("provider").sla(), POOL);
    assertThat(rejection(play, Requests.id("r3")).requirement()).isEqualTo(Requirement.DENY);

    play.configure(ANYTHING, List.of(Pools.longest(POOL.get(0), 100)));
    Rejection longer = rejection(play, Requests.id("r4").tokens(5, 101));
    assertThat(longer.requirement()).isEqualTo(Requirement.MAX_OUTPUT);
    assertThat(longer.detail())
        .isEqualTo(
            "no model of the pool gives answers of 101 tokens (max_output_tokens): a-cheap answers"
                + " with 100 tokens at most");
  }

  @Test
  void aRequestThatComesAgainIsNotAnsweredByWhatIsDeniedMeanwhile() {
    Play play = Play.of(Promises.fixed(DEAR, 0.8).sla(), POOL);
    assertThat(play.decide(Requests.id("r").request()).model()).isEqualTo(DEAR);

    play.configure(Promises.fixed(DEAR, 0.8).denying(DEAR).version(2).sla(), POOL);

    assertThat(play.decide(Requests.id("r").request()).model()).isNotEqualTo(DEAR);
  }

  @Test
  void anAnswerOfADeniedModelIsItsOwnAndTeachesNothingOfOthers() {
    Play play = Play.of(Promises.surety(0.8).denying(DEAR).sla(), POOL);
    Decision decision = play.decide(Requests.id("r").request());

    var outcome =
        play.outcome(Answers.to(decision).by(DEAR).at(1).satisfied(true).tokens(5, 5).feedback());

    assertThat(outcome.model()).isEqualTo(DEAR);
    assertThat(outcome.notices()).isZero();
  }

  @Test
  void whatIsAllowedAgainIsACandidateAgain() {
    Play play = Play.of(Promises.surety(0.8).denying(DEAR).sla(), POOL);
    play.decide(Requests.id("r1").request());

    play.configure(Promises.surety(0.8).version(2).sla(), POOL);

    assertThat(candidates(play, Requests.id("r2"))).containsExactly(CHEAP, MIDDLE, DEAR);
  }

  private static List<String> candidates(Promises promise, List<ModelSpec> pool) {
    return candidates(Play.of(promise.sla(), pool), Requests.id("r"));
  }

  private static List<String> candidates(Play play, Requests request) {
    play.decide(request.request());
    Decided row = (Decided) play.journal().get(play.journal().size() - 1);
    assertThat(row.candidates().stream().mapToDouble(Candidate::propensity).sum())
        .isCloseTo(1, within(1e-9));
    return row.candidates().stream().map(Candidate::model).toList();
  }

  private static Rejection rejection(Play play, Requests request) {
    Effects effects = play.route(request.request());
    assertThat(effects.decision()).isNull();
    assertThat(effects.rows()).isEmpty();
    return effects.rejection();
  }
}

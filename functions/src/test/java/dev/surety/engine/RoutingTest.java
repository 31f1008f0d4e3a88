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
import dev.surety.domain.ModelSpec.Status;
import dev.surety.domain.Rejection;
import dev.surety.domain.RoutingRequest;
import dev.surety.domain.TenantTier;
import dev.surety.testing.Answers;
import dev.surety.testing.Play;
import dev.surety.testing.Pools;
import dev.surety.testing.Promises;
import dev.surety.testing.Requests;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RoutingTest {

  private static final List<ModelSpec> POOL = Pools.three();

  private static Play messPlus() {
    return Play.of(Promises.messPlus(0.8).with("c", 0).sla(), POOL);
  }

  @Test
  void aDecisionIsJournaledWithAllThatWentIntoIt() {
    Play play = messPlus().seed(9);
    RoutingRequest request = Requests.id("r1").at(77).tokens(100, 50).tagged("code").request();

    Decision decision = play.decide(request);

    Decided row = (Decided) play.journal().get(0);
    assertThat(row.request()).isEqualTo(request);
    assertThat(row.decision()).isEqualTo(decision);
    assertThat(row.config()).isEqualTo(play.config().hash());
    assertThat(row.seed()).isEqualTo(9);
    assertThat(row.target()).isEqualTo(0.8);
    assertThat(row.v()).isEqualTo(0.2);
    assertThat(row.stamp().seq()).isEqualTo(1);
    assertThat(row.stamp().time()).isEqualTo(77);
    assertThat(row.stamp().key()).isEqualTo(Requests.KEY);
    assertThat(row.candidates()).extracting(Candidate::model).containsExactly(CHEAP, MIDDLE, DEAR);
    assertThat(row.candidates().stream().mapToDouble(Candidate::propensity).sum()).isEqualTo(1);
    assertThat(decision.expectedCostUsd())
        .isEqualTo(row.candidates().get(0).expectedCostUsd())
        .isCloseTo((100 * 0.1 + 50 * 0.4) / 1e6, within(1e-15));
    assertThat(decision.fallbacks()).containsExactly(MIDDLE, DEAR);
    assertThat(decision.apply()).isTrue();
  }

  @Test
  void aRepeatedRequestGetsTheEqualDecisionAndChangesNoByte() {
    Play play = Play.of(Promises.messPlus(0.8).with("c", 1000).solicited(0.5).sla(), POOL);
    Decision first = play.decide(Requests.id("r1").at(5).request());
    play.learn(Answers.to(first).at(6).satisfied(false).feedback());
    play.configure(Promises.fixed(DEAR, 0.9).observed().sla(), Pools.priced(POOL, 2));
    byte[] before = play.bytes();

    Effects again = play.now(2_000_000).route(Requests.id("r1").at(50).request());

    assertThat(again.decision()).isEqualTo(first);
    assertThat(again.rows()).isEmpty();
    assertThat(play.bytes()).isEqualTo(before);
  }

  @Test
  void decisionIdsDifferExactlyWhenTheDecisionsDo() {
    RoutingRequest request = Requests.id("r1").at(5).request();
    String id = messPlus().decide(request).decisionId();
    Play second = messPlus();
    second.decide(Requests.id("r0").at(5).request());
    TenantTier elsewhere = new TenantTier("zeta", "gold");
    Set<String> others = new HashSet<>();

    others.add(id);
    others.add(messPlus().run("run-2").decide(request).decisionId());
    others.add(second.decide(request).decisionId());
    others.add(messPlus().decide(Requests.id("r1").at(5).pinned(DEAR).request()).decisionId());
    others.add(messPlus().decide(Requests.id("r2").at(5).request()).decisionId());
    others.add(
        Play.of(Promises.messPlus(0.8).with("c", 1000).sla(), POOL).decide(request).decisionId());
    others.add(
        messPlus().key(elsewhere).decide(Requests.id("r1").of(elsewhere).request()).decisionId());

    assertThat(others).hasSize(7).allMatch(other -> other.matches("[0-9a-f]{16}"));
    assertThat(messPlus().now(3).seed(8).decide(request).decisionId())
        .describedAs("wall clock and seed are no part of it")
        .isEqualTo(id);
  }

  @Test
  void withoutASlaARequestLeavesNoTrace() {
    Play play = Play.unconfigured();
    byte[] before = play.bytes();

    Effects effects = play.route(Requests.id("r1").at(5).request());

    assertThat(effects.decision()).isNull();
    assertThat(effects.rows()).isEmpty();
    assertThat(effects.rejection().reason()).isEqualTo(Rejection.Reason.NO_SLA);
    assertThat(effects.rejection().detail())
        .isEqualTo("no SLA matches acme/gold; publish an sla record for it on the control topic");
    assertThat(play.bytes()).isEqualTo(before);
  }

  @Test
  void withoutAModelARequestLeavesNoTrace() {
    Play play = messPlus();
    play.decide(Requests.id("r0").at(1).request());
    play.configure(
        Promises.messPlus(0.8).sla(),
        List.of(Pools.window(POOL.get(0), 100), Pools.status(POOL.get(1), Status.DOWN)));
    byte[] before = play.bytes();

    assertThat(rejection(play, Requests.id("r1").tokens(90, 11))).contains("none of the pool's 2");
    assertThat(rejection(play, Requests.id("r2").allowing(MIDDLE))).contains("be among [b-middle]");
    assertThat(rejection(play, Requests.id("r3").pinned(MIDDLE)))
        .contains("be the pinned b-middle");
    play.configure(Promises.messPlus(0.8).sla(), List.of());
    assertThat(rejection(play, Requests.id("r4"))).contains("the pool is empty");
    assertThat(play.bytes()).isEqualTo(before);
  }

  private static String rejection(Play play, Requests request) {
    Effects effects = play.route(request.at(1_000_000_000).request());
    assertThat(effects.rows()).isEmpty();
    assertThat(effects.rejection().reason()).isEqualTo(Rejection.Reason.NO_MODELS);
    return effects.rejection().detail();
  }

  @Test
  void aPinnedModelAnswersWhateverThePolicySays() {
    Play play = messPlus();
    Decision decision =
        play.decide(Requests.id("r1").pinned(DEAR).allowing(CHEAP).tokens(5, 5).request());

    assertThat(decision.model()).isEqualTo(DEAR);
    assertThat(decision.reason()).isEqualTo(Reason.PINNED);
    assertThat(decision.propensity()).isEqualTo(1);
    assertThat(decision.fallbacks()).isEmpty();
    assertThat(decision.expectedSatisfaction()).isNaN();
  }

  @Test
  void anAllowListIsKept() {
    Decision decision = messPlus().decide(Requests.id("r1").allowing(DEAR, MIDDLE).request());

    assertThat(decision.model()).isEqualTo(MIDDLE);
    assertThat(decision.fallbacks()).containsExactly(DEAR);
  }

  @Test
  void aContextThatIsTooShortIsNoCandidate() {
    Play play =
        Play.of(
            Promises.messPlus(0.8).with("c", 0).sla(),
            List.of(Pools.window(POOL.get(0), 1000), POOL.get(1)));

    assertThat(play.decide(Requests.id("r1").tokens(900, 100).request()).model()).isEqualTo(CHEAP);
    assertThat(play.decide(Requests.id("r2").tokens(900, 101).request()).model()).isEqualTo(MIDDLE);
  }

  @ParameterizedTest
  @EnumSource(
      value = Status.class,
      names = {"DRAINING", "DOWN"})
  void aModelThatIsNotActiveGetsNoRequestsButItsFeedback(Status status) {
    Play play = messPlus();
    Decision before = play.decide(Requests.id("r1").at(1).request());
    play.configure(
        Promises.messPlus(0.8).with("c", 0).with("learn_from", "all").sla(),
        List.of(Pools.status(POOL.get(0), status), POOL.get(1), POOL.get(2)));

    Decision after = play.decide(Requests.id("r2").at(2).request());

    assertThat(before.model()).isEqualTo(CHEAP);
    assertThat(after.model()).isEqualTo(MIDDLE);
    assertThat(after.fallbacks()).containsExactly(DEAR);
    assertThat(play.outcome(Answers.to(before).at(3).satisfied(true).feedback()).learnt()).isTrue();
  }

  @Test
  void anObservedTenantGetsDecisionsThatAreNotToBeExecuted() {
    Play play = Play.of(Promises.messPlus(0.8).observed().sla(), POOL);

    assertThat(play.decide(Requests.id("r1").request()).apply()).isFalse();
  }

  @Test
  void judgementsAreSolicitedAtTheirRate() {
    Play play = Play.of(Promises.messPlus(0.8).solicited(0.3).sla(), POOL);
    int solicited = 0;
    for (int i = 0; i < 2000; i++) {
      solicited += play.decide(Requests.id("r" + i).request()).solicit() ? 1 : 0;
    }

    assertThat(solicited / 2000.0).isCloseTo(0.3, within(4 * Math.sqrt(0.21 / 2000)));
  }

  @Test
  void aFixedModelAnswersOrTheCheapestForIt() {
    Play play = Play.of(Promises.fixed(MIDDLE, 0.8).sla(), POOL);

    Decision fixed = play.decide(Requests.id("r1").request());
    Decision substitute = play.decide(Requests.id("r2").allowing(CHEAP, DEAR).request());

    assertThat(fixed.model()).isEqualTo(MIDDLE);
    assertThat(fixed.reason()).isEqualTo(Reason.FIXED);
    assertThat(fixed.fallbacks()).containsExactly(CHEAP, DEAR);
    assertThat(substitute.model()).isEqualTo(CHEAP);
    assertThat(substitute.reason()).isEqualTo(Reason.SUBSTITUTE);
  }

  @Test
  void moneyIsExpectedForEveryModelThatIsQueried() {
    Play play = Play.of(Promises.messPlus(0.8).with("c", 1000).sla(), POOL);
    play.decide(Requests.id("r1").tokens(1000, 100).request());

    double perUsd = (1000 + 4 * 100) / 1e6;
    assertThat(play.account().expectedCostUsd).isCloseTo((0.1 + 1 + 5) * perUsd, within(1e-12));
    assertThat(play.account().explored).isEqualTo(1);
    assertThat(play.account().decisions).containsExactly(0, 0, 1);
  }
}

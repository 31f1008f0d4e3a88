package dev.surety.tools.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.surety.domain.Decision;
import dev.surety.domain.Feedback.Source;
import dev.surety.domain.JournalRow;
import dev.surety.domain.JournalRow.Decided;
import dev.surety.domain.JournalRow.Outcome;
import dev.surety.domain.JudgeTerms;
import dev.surety.domain.SlaPolicy;
import dev.surety.testing.Answers;
import dev.surety.testing.Play;
import dev.surety.testing.Pools;
import dev.surety.testing.Promises;
import dev.surety.testing.Requests;
import org.junit.jupiter.api.Test;

class ShadowComparisonTest {

  @Test
  void bothSidesAreReckonedByTheSameEstimates() {
    Play play = Play.of(Promises.surety(0.8).observed().sla(), Pools.three());
    for (int i = 0; i < 50; i++) {
      String incumbent = i % 2 == 0 ? Pools.DEAR : Pools.CHEAP;
      Decision decision =
          play.decide(Requests.id("r" + i).at(i).tokens(100, 50).incumbent(incumbent).request());
      play.learn(Answers.to(decision).by(incumbent).at(i).satisfied(i % 4 != 0).paid(1).feedback());
    }
    ShadowComparison shadow = booked(play);

    assertThat(shadow.decisions).isEqualTo(50);
    assertThat(shadow.compared).isEqualTo(50);
    assertThat(shadow.judged.count).isEqualTo(50);
    assertThat(shadow.judged.mean()).isCloseTo(37 / 50.0, within(1e-12));
    assertThat(shadow.judgedAgreed.count).isEqualTo(shadow.agreed);
    assertThat(shadow.paidUsd).isEqualTo(50);
    double router = 0;
    double incumbent = 0;
    for (JournalRow row : play.journal()) {
      if (row instanceof Decided decided) {
        router += decided.decision().expectedCostUsd();
        incumbent +=
            decided.candidates().stream()
                .filter(c -> c.model().equals(decided.request().incumbent()))
                .findFirst()
                .orElseThrow()
                .expectedCostUsd();
      }
    }
    assertThat(shadow.routerUsd).isCloseTo(router, within(1e-12));
    assertThat(shadow.incumbentUsd).isCloseTo(incumbent, within(1e-12));
    assertThat(shadow.saved()).isCloseTo(1 - router / incumbent, within(1e-12));
  }

  @Test
  void aJudgesWordIsNoUsers() {
    SlaPolicy observed = Promises.surety(0.8).observed().sla();
    Play play = Play.of(observed.judgedBy(new JudgeTerms(1e-7, 1, 0.9)), Pools.three());
    for (int i = 0; i < 20; i++) {
      Decision decision = play.decide(Requests.id("r" + i).at(i).incumbent(Pools.DEAR).request());
      Answers answer = Answers.to(decision).by(Pools.DEAR).at(i);
      play.learn(answer.satisfied(false).says(Source.JUDGE).paid(1).feedback());
      if (i % 2 == 0) {
        play.learn(Answers.to(decision).by(Pools.DEAR).at(i).satisfied(true).feedback());
      }
    }
    ShadowComparison shadow = booked(play);

    assertThat(shadow.judged.count).isEqualTo(10);
    assertThat(shadow.judged.mean()).isOne();
    assertThat(shadow.paidUsd).isZero();
  }

  @Test
  void aRequestWhoseIncumbentIsNotKnownIsNotCompared() {
    Play play = Play.of(Promises.surety(0.8).observed().sla(), Pools.three());
    play.decide(Requests.id("r1").request());
    play.decide(Requests.id("r2").incumbent("elsewhere").request());
    ShadowComparison shadow = booked(play);

    assertThat(shadow.decisions).isEqualTo(2);
    assertThat(shadow.compared).isZero();
  }

  @Test
  void decisionsThatAreExecutedAreNoShadow() {
    Play play = Play.of(Promises.surety(0.8).sla(), Pools.three());
    Decision decision = play.decide(Requests.id("r1").incumbent(Pools.DEAR).request());
    play.learn(Answers.to(decision).satisfied(true).feedback());
    ShadowComparison shadow = booked(play);

    assertThat(shadow.decisions).isZero();
    assertThat(shadow.judged.count).isZero();
  }

  private static ShadowComparison booked(Play play) {
    ShadowComparison shadow = new ShadowComparison();
    for (JournalRow row : play.journal()) {
      if (row instanceof Decided decided) {
        shadow.book(decided);
      } else if (row instanceof Outcome outcome) {
        shadow.book(outcome, play.config().sla());
      }
    }
    return shadow;
  }
}

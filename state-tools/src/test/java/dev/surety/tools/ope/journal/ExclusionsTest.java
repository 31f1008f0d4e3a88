package dev.surety.tools.ope.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.Decision;
import dev.surety.domain.Feedback;
import dev.surety.domain.FeedbackTerms;
import dev.surety.domain.JournalRow;
import dev.surety.domain.JudgeTerms;
import dev.surety.domain.OutcomeClass;
import dev.surety.domain.SlaPolicy;
import dev.surety.testing.Answers;
import dev.surety.testing.Play;
import dev.surety.testing.Pools;
import dev.surety.testing.Promises;
import dev.surety.testing.Requests;
import dev.surety.tools.audit.WrittenJournal;
import dev.surety.tools.ope.TargetPolicy;
import dev.surety.tools.ope.journal.Answered.Exclusion;
import dev.surety.tools.ope.journal.KeyRows.Cluster;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the engine journals of decisions that chance did not make or the user did not see. */
class ExclusionsTest {

  private final Play play = Play.of(Promises.fixed(Pools.CHEAP, 0.8).sla(), Pools.three());

  @Test
  void aPinnedDecisionIsCountedAndNotJudged() {
    play.decide(Requests.id("r1").pinned(Pools.DEAR).request());

    assertExcluded(Exclusion.PINNED);
  }

  @Test
  void aDecisionWhoseFallbackAnsweredIsCountedAndNotJudged() {
    Decision decision = play.decide(Requests.id("r1").request());
    play.learn(Answers.to(decision).by(Pools.DEAR).satisfied(true).feedback());

    assertExcluded(Exclusion.SUPERSEDED);
  }

  @Test
  void aDecisionThatTheGatewayDidNotWaitForIsCountedAndNotJudged() {
    play.decide(Requests.id("r1").request());
    play.learn(Answers.unrouted("r1", Pools.CHEAP).satisfied(true).feedback());

    assertExcluded(Exclusion.UNROUTED);
  }

  @Test
  void aDecisionThatWasOnlyWatchedIsCountedAndNotJudged() {
    play.configure(Promises.fixed(Pools.CHEAP, 0.8).observed().sla(), Pools.three());
    play.decide(Requests.id("r1").request());

    assertExcluded(Exclusion.OBSERVED);
  }

  @Test
  void aLateJudgementIsCountedAndSaysNothing() {
    Decision decision = play.decide(Requests.id("r1").request());
    play.learn(Answers.to(decision).at(Long.MAX_VALUE / 2).satisfied(true).feedback());

    KeyResult result = evaluate();
    assertThat(result.counts().judged()).isEqualTo(1);
    assertThat(result.counts().judgements()).isZero();
    assertThat(result.counts().outcomes(OutcomeClass.LATE)).isEqualTo(1);
    assertThat(result.value().satisfaction().support().rows()).isZero();
  }

  @Test
  void anAnswerInTimeIsJudged() {
    Decision decision = play.decide(Requests.id("r1").request());
    play.learn(Answers.to(decision).satisfied(true).feedback());

    assertThat(evaluate().value().satisfaction().support().rows()).isEqualTo(1);
  }

  /** He was asked because of what was known of the model, so what he says is missing by design. */
  @Test
  void aJudgesWordIsNoUsersAndHisMoneyNoModels() {
    FeedbackTerms terms = new FeedbackTerms(1_000_000, 0.5, 0.5, 0, 1000);
    JudgeTerms judge = new JudgeTerms(1e-7, 1, 0.9);
    play.configure(
        new SlaPolicy(2, 0.8, "surety", 0, Map.of(), terms, SlaPolicy.Mode.APPLY).judgedBy(judge),
        Pools.three());
    play.decide(Requests.id("r0").request());
    Decision decision = play.decide(Requests.id("r1").request());
    assertThat(decision.judge()).isNotNull();
    Feedback word =
        Answers.to(decision).satisfied(true).paid(0.5).feedback().toBuilder()
            .source(Feedback.Source.JUDGE)
            .build();
    play.learn(word);
    assertThat(evaluate().value().satisfaction().support().rows()).isZero();

    play.learn(Answers.to(decision).satisfied(false).feedback());
    assertThat(evaluate().value().satisfaction().support().rows()).isEqualTo(1);
    assertThat(evaluate().counts().outcomes(OutcomeClass.COUNTED)).isEqualTo(2);
  }

  private void assertExcluded(Exclusion why) {
    KeyResult result = evaluate();
    assertThat(result.counts().excluded(why)).isEqualTo(1);
    assertThat(result.counts().decisions()).isEqualTo(1);
    assertThat(result.counts().judged()).isZero();
    assertThat(result.value().satisfaction().support().rows()).isZero();
  }

  private KeyResult evaluate() {
    List<JournalRow> rows = new ArrayList<>(play.journal());
    rows.add(WrittenJournal.config("run-1", play.config()));
    return PureEvaluation.of(
            rows, new OffPolicyQuery(TargetPolicy.asLogged(), null, Cluster.CONVERSATION, 20, 1, 2))
        .get(0);
  }
}

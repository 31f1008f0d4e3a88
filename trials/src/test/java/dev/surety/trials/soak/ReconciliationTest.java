package dev.surety.trials.soak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.Decision;
import dev.surety.domain.Feedback;
import dev.surety.domain.JournalRow;
import dev.surety.domain.JournalRow.Decided;
import dev.surety.domain.JournalRow.Outcome;
import dev.surety.domain.OutcomeClass;
import dev.surety.testing.Answers;
import dev.surety.testing.OutcomeBuilder;
import dev.surety.testing.Play;
import dev.surety.testing.Pools;
import dev.surety.testing.Promises;
import dev.surety.testing.Requests;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The account itself, each of its counts falsified once: what the soak prints as 0 would not be 0
 * if the mechanism behind it were switched off.
 */
class ReconciliationTest {

  private static final double COST_USD = 0.25;

  private final Play job = Play.of(Promises.fixed(Pools.MIDDLE, 0.9).sla(), Pools.three());
  private final Set<String> requests = new HashSet<>();
  private final Map<String, Set<String>> decisions = new HashMap<>();
  private final List<Feedback> feedback = new ArrayList<>();
  private final Map<String, String> executed = new HashMap<>();

  /** Three requests, each decided, executed and judged; the last one's decision is superseded. */
  @BeforeEach
  void serve() {
    for (String id : List.of("r1", "r2", "r3")) {
      requests.add(id);
      Decision onRecord = job.decide(Requests.id(id).request());
      boolean superseded = id.equals("r3");
      String first = superseded ? "the first decision of r3" : onRecord.decisionId();
      decisions.put(id, new HashSet<>(List.of(first, onRecord.decisionId())));
      executed.put(id, first);
      feedback.add(
          Answers.to(onRecord)
              .decidedBy(first)
              .satisfied(true)
              .tokens(10, 20)
              .paid(COST_USD)
              .feedback());
      job.learn(feedback.get(feedback.size() - 1));
    }
  }

  @Test
  void findsNothingMissingWhereNothingIs() {
    Losses losses = losses(job.journal());

    assertThat(losses.none()).as("%s", losses).isTrue();
    assertThat(losses.requests()).isEqualTo(3);
    assertThat(losses.superseded()).isEqualTo(1);
    assertThat(losses.paidUsd()).isEqualTo(3 * COST_USD);
    assertThat(losses.outcomes())
        .isEqualTo(Map.of(OutcomeClass.COUNTED, 2L, OutcomeClass.SUPERSEDED, 1L));
  }

  @Test
  void missesADecisionThatNeverCame() {
    decisions.remove("r1");
    executed.put("r2", null);

    assertThat(losses(job.journal()).decisionsLost()).isEqualTo(2);
  }

  @Test
  void missesARequestThatIsNotInTheJournal() {
    List<JournalRow> rows = new ArrayList<>(job.journal());
    rows.removeIf(
        row -> row instanceof Decided decided && decided.request().requestId().equals("r1"));

    Losses losses = losses(rows);

    assertThat(losses.decisionsLost()).isEqualTo(1);
    assertThat(losses.journalRowsLost()).isEqualTo(1);
  }

  @Test
  void missesFeedbackThatIsNotInTheJournal() {
    List<JournalRow> rows = new ArrayList<>(job.journal());
    rows.remove(outcome(rows, "r1"));

    Losses losses = losses(rows);

    assertThat(losses.journalRowsLost()).isEqualTo(1);
    assertThat(losses.moneyErrorUsd()).isEqualTo(COST_USD);
  }

  /** What an at-least-once journal has after a restart. */
  @Test
  void seesRowsThatAreThereTwice() {
    List<JournalRow> rows = new ArrayList<>(job.journal());
    rows.addAll(job.journal());

    assertThat(losses(rows).journalRowsDoubled()).isEqualTo(6);
  }

  /** What the journal has if feedback is counted without looking at the decision it quotes. */
  @Test
  void seesADifferenceThatIsNotMarked() {
    List<JournalRow> rows = new ArrayList<>(job.journal());
    Outcome marked = outcome(rows, "r3");
    rows.set(rows.indexOf(marked), classed(marked, OutcomeClass.COUNTED));

    assertThat(losses(rows).unmarked()).isEqualTo(1);
  }

  /** What the journal has if feedback does not wait for its request after a restart. */
  @Test
  void seesFeedbackOnItsOwnRequestsThatIsCalledOrphan() {
    List<JournalRow> rows = new ArrayList<>(job.journal());
    Outcome marked = outcome(rows, "r3");
    rows.set(rows.indexOf(marked), classed(marked, OutcomeClass.ORPHAN));

    Losses losses = losses(rows);

    assertThat(losses.unmarked()).isEqualTo(1);
    assertThat(losses.unbookedUsd()).isEqualTo(COST_USD);
  }

  @Test
  void seesMoneyThatIsOnNoAccount() {
    Losses losses = Reconciliation.of(topics(), executed, job.journal(), Map.of());

    assertThat(losses.moneyErrorUsd()).isEqualTo(3 * COST_USD);
    assertThat(losses.none()).isFalse();
  }

  private Losses losses(List<JournalRow> rows) {
    return Reconciliation.of(
        topics(), executed, rows, Map.of(Requests.KEY.key(), SavedMoney.of(job.account())));
  }

  private TopicContent topics() {
    return new TopicContent(requests, decisions, decisions.size(), Set.of(), feedback, 0);
  }

  private static Outcome outcome(List<JournalRow> rows, String request) {
    return rows.stream()
        .filter(Outcome.class::isInstance)
        .map(Outcome.class::cast)
        .filter(row -> row.feedback().requestId().equals(request))
        .findFirst()
        .orElseThrow();
  }

  private static Outcome classed(Outcome row, OutcomeClass other) {
    return OutcomeBuilder.of(row).outcome(other).build();
  }
}

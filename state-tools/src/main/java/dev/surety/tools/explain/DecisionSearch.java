package dev.surety.tools.explain;

import dev.surety.domain.CandidateColumns;
import dev.surety.domain.JournalRow;
import dev.surety.domain.JournalRow.Decided;
import dev.surety.domain.JournalRow.Outcome;
import dev.surety.domain.JournalRow.Stamp;
import dev.surety.domain.TenantTier;
import dev.surety.engine.Account;
import dev.surety.engine.Exclusions;
import dev.surety.engine.RouterState;
import dev.surety.engine.StandingReader;
import dev.surety.engine.TenantConfig;
import dev.surety.engine.TenantRouter;
import dev.surety.tools.audit.WantedTenants;
import dev.surety.tools.explain.ExplainedDecision.Before;
import dev.surety.tools.explain.ExplainedDecision.Other;
import dev.surety.tools.journal.BrokenJournal;
import dev.surety.tools.journal.FoldFindings;
import dev.surety.tools.journal.FoldReport;
import dev.surety.tools.journal.FoldedKey;
import dev.surety.tools.journal.History;
import dev.surety.tools.journal.KeyFold;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds a decision in a journal and makes it once more. Its history is read twice: for the decision
 * and for the rows of its key, which alone are held in memory.
 */
final class DecisionSearch {

  private final History history;
  private final String id;
  private final WantedTenants tenants;
  private final ReasonRecorder recorder = new ReasonRecorder();
  private Before before;
  private double queueAfter = Double.NaN;
  private Account after;
  private CandidateColumns candidates;

  /**
   * @param id of a request or of a decision
   * @param tenants who may have asked
   */
  DecisionSearch(History history, String id, WantedTenants tenants) {
    this.history = history;
    this.id = id;
    this.tenants = tenants;
  }

  /**
   * The decision; where several count, the newest.
   *
   * @throws BrokenJournal if the journal can't be read
   * @throws IllegalArgumentException if it has no such decision
   */
  ExplainedDecision explain() {
    Decided decision = find();
    TenantTier key = decision.stamp().key();
    // By id: a file that was joined or copied may say a row twice.
    Map<String, Other> others = new LinkedHashMap<>();
    List<JournalRow> life = new ArrayList<>();
    history.readAll(
        head -> key.equals(head.key()),
        (row, counts) -> {
          if (row instanceof Decided other
              && other.request().requestId().equals(decision.request().requestId())
              && !other.decision().decisionId().equals(decision.decision().decisionId())) {
            others.merge(
                other.decision().decisionId(),
                new Other(other, counts),
                (known, again) -> known.counts() ? known : again);
          }
          if (row.stamp().born() == decision.stamp().born()
              && history.branch().together(row.stamp(), decision.stamp())) {
            life.add(row);
          }
        });
    List<JournalRow> live = history.branch().inOrder(life);
    FoldReport replayed = replay(decision, live);
    TenantConfig config = history.outline().configurations().find(decision.config());
    return new ExplainedDecision(
        replayed.holds() && candidates != null ? decision.with(candidates) : decision,
        config == null ? null : config.sla(),
        config == null ? List.of() : Exclusions.of(decision.request(), config),
        replayed.holds() ? before : null,
        replayed.holds() ? recorder.heard() : null,
        replayed.holds() ? queueAfter : Double.NaN,
        replayed.holds() && config != null && after != null
            ? StandingReader.deadline(after, config.sla())
            : null,
        replayed.holds() && config != null && after != null
            ? StandingReader.budget(after, config)
            : null,
        replayed.holds() && config != null && after != null
            ? StandingReader.tenantBudget(after, config)
            : null,
        replayed,
        outcomes(decision, live),
        List.copyOf(others.values()));
  }

  private Decided find() {
    List<Decided> counting = new ArrayList<>();
    List<Decided> abandoned = new ArrayList<>();
    history.readAll(
        head -> head.isDecision() && tenants.test(head.key()),
        (row, counts) -> {
          if (row instanceof Decided d
              && (d.request().requestId().equals(id) || d.decision().decisionId().equals(id))) {
            (counts ? counting : abandoned).add(d);
          }
        });
    if (counting.isEmpty() && abandoned.isEmpty()) {
      throw new IllegalArgumentException(
          "no decision%s in %s has the request id or decision id '%s'; ids are as in the field request_id of the decisions topic"
              .formatted(
                  tenants.names().isEmpty() ? "" : " for " + String.join(", ", tenants.names()),
                  history.outline().files().folder(),
                  id));
    }
    return counting.stream()
        .max(Comparator.comparingLong(row -> row.decision().decidedAt()))
        .orElseThrow(() -> abandoned(abandoned.get(0)));
  }

  private IllegalArgumentException abandoned(Decided row) {
    Stamp stamp = row.stamp();
    return new IllegalArgumentException(
        "decision %s of '%s' was made by run %s after checkpoint %d, on a branch that was abandoned: %s; no state follows from it any more. It chose %s with propensity %s"
            .formatted(
                row.decision().decisionId(),
                row.request().requestId(),
                stamp.run(),
                stamp.epoch(),
                history.leftOutBecause(stamp.run()),
                row.decision().model(),
                row.decision().propensity()));
  }

  private FoldReport replay(Decided decision, List<JournalRow> live) {
    Stamp stamp = decision.stamp();
    FoldFindings findings = new FoldFindings();
    FoldedKey folded =
        new KeyFold(
                new TenantRouter(),
                history.outline().configurations().with(recorder::watch),
                stamp.key(),
                findings,
                new Watcher(stamp.seq()))
            .upTo(stamp.seq(), live);
    if (folded != null) {
      queueAfter = folded.account().queue;
      after = folded.account();
    }
    return findings.report();
  }

  /** Sees how the decision is made once more. */
  private final class Watcher implements KeyFold.Watcher {

    private final long seq;

    Watcher(long seq) {
      this.seq = seq;
    }

    @Override
    public void before(JournalRow input, RouterState state) {
      if (input.stamp().seq() == seq) {
        recorder.listen();
        before = DecisionSearch.before(state.account());
      }
    }

    @Override
    public void after(JournalRow input, List<JournalRow> rows) {
      if (input.stamp().seq() == seq) {
        rows.stream()
            .filter(Decided.class::isInstance)
            .forEach(row -> candidates = ((Decided) row).candidates());
      }
    }
  }

  private static Before before(Account account) {
    return new Before(account.requests, account.labels, account.delivery.interval());
  }

  private static List<Outcome> outcomes(Decided decision, List<JournalRow> live) {
    String request = decision.request().requestId();
    long from = decision.stamp().seq();
    long until =
        live.stream()
            .filter(row -> row instanceof Decided d && d.request().requestId().equals(request))
            .mapToLong(row -> row.stamp().seq())
            .filter(seq -> seq > from)
            .min()
            .orElse(Long.MAX_VALUE);
    return live.stream()
        .filter(row -> row.stamp().seq() > from && row.stamp().seq() < until)
        .filter(row -> row instanceof Outcome o && o.feedback().requestId().equals(request))
        .map(Outcome.class::cast)
        .toList();
  }
}

package dev.surety.tools.explain;

import dev.surety.domain.Decision;
import dev.surety.domain.JournalRow.Candidate;
import dev.surety.domain.JournalRow.Decided;
import dev.surety.domain.JournalRow.Outcome;
import dev.surety.domain.Notice;
import dev.surety.domain.RoutingRequest;
import dev.surety.engine.Exclusions.Excluded;
import dev.surety.output.terminal.BudgetWords;
import dev.surety.output.terminal.DeadlineWords;
import dev.surety.output.terminal.Figures;
import dev.surety.output.terminal.TextTable;
import dev.surety.policy.Explanation;
import dev.surety.policy.Explanation.Figure;
import dev.surety.tools.journal.Mismatch;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An explained decision as one screen of text. */
final class ExplanationText {

  private static final int MISMATCHES_SHOWN = 5;

  private final ExplainedDecision explained;
  private final Decided row;
  private final List<String> lines = new ArrayList<>();

  private ExplanationText(ExplainedDecision explained) {
    this.explained = explained;
    this.row = explained.decision();
  }

  static List<String> of(ExplainedDecision explained) {
    ExplanationText text = new ExplanationText(explained);
    text.known();
    text.chosen();
    text.candidates();
    text.excluded();
    text.reasons();
    text.outcomes();
    text.proof();
    return text.lines;
  }

  private void known() {
    RoutingRequest request = row.request();
    line(
        "request   %s of %s, %s",
        request.requestId(), row.stamp().key(), Figures.time(request.time()));
    List<String> known = new ArrayList<>();
    known.add(tag(request));
    add(known, request.promptChars(), "characters");
    add(known, request.inputTokens(), "input tokens");
    add(known, request.maxOutputTokens(), "output tokens at most");
    known.add(request.features().indices().length + " features");
    if (!request.candidates().isEmpty()) {
      known.add("allowed only " + String.join(", ", request.candidates()));
    }
    if (request.pinnedModel() != null) {
      known.add("pinned to " + request.pinnedModel());
    }
    if (!request.require().isEmpty()) {
      known.add("requires " + String.join(", ", request.require()));
    }
    if (request.cached().isHeld()) {
      known.add(
          "%,d tokens in the cache of %s"
              .formatted(request.cached().tokens(), request.cached().model()));
    }
    line("          %s", String.join(", ", known));
    line(
        "promise   %s satisfied%s%s",
        Figures.percent(row.target()),
        explained.promise() == null ? "" : ", version " + explained.promise().version(),
        reach());
    if (explained.before() != null) {
      ExplainedDecision.Before before = explained.before();
      line(
          "so far    %s in %,d judged of %,d answers",
          before.delivered().count() == 0
              ? "nothing judged"
              : Figures.percent(before.delivered().mean())
                  + " ("
                  + Figures.range(before.delivered().low(), before.delivered().high())
                  + ")",
          before.labels(),
          before.requests());
    }
    line(
        "debt      virtual queue %s answers%s",
        Figures.precise(row.queue()),
        Double.isNaN(explained.queueAfter())
            ? " before the decision"
            : ", after the decision " + Figures.precise(explained.queueAfter()));
  }

  private void budgets() {
    String paced =
        Notice.BUDGET_PACED.isIn(row.notices())
            ? "; the policy's own choice was dearer than its pace"
            : "";
    if (explained.budget() != null) {
      line("          budget: %s%s", BudgetWords.of(explained.budget()), paced);
    }
    if (explained.tenantBudget() != null) {
      line("          shared budget: %s%s", BudgetWords.of(explained.tenantBudget()), paced);
    }
  }

  /** The gateway's, or a tagger's; {@code NAME@VERSION} names which one's. */
  private static String tag(RoutingRequest request) {
    if (request.taggedBy() == null) {
      return request.tag() == null ? "no tag" : "tag " + request.tag();
    }
    int at = request.taggedBy().lastIndexOf('@');
    return "tag %s (it came without; from tagger %s, version %s)"
        .formatted(
            request.tag(),
            request.taggedBy().substring(0, at),
            request.taggedBy().substring(at + 1));
  }

  private void chosen() {
    Decision decision = row.decision();
    line("");
    line(
        "chosen    %s: %s by %s, propensity %s",
        decision.model(),
        decision.reason().name().toLowerCase(Locale.ROOT),
        decision.policy(),
        Figures.precise(decision.propensity()));
    line(
        "          expected: satisfaction %s, %s USD; decision %s, %s",
        Figures.precise(decision.expectedSatisfaction()),
        Figures.precise(decision.expectedCostUsd()),
        decision.decisionId(),
        decision.apply() ? "to be executed" : "only observed");
    if (explained.promise() != null && explained.promise().feedback().solicitRate() > 0) {
      line(
          "          judgement asked for: %s (chance %s)",
          decision.isSurvey() ? "yes" : "no",
          Figures.percent(explained.promise().feedback().solicitRate()));
    }
    if (explained.deadline() != null) {
      line(
          "          deadline: %s%s",
          DeadlineWords.of(explained.deadline()),
          Notice.DEADLINE_PRICED.isIn(row.notices())
              ? "; the policy's own choice was expected to be late too often"
              : "");
    } else if (decision.infeasible() != null) {
      line("          infeasible beside the target: %s", decision.infeasible());
    }
    budgets();
    if (decision.judge() != null) {
      line(
          "          a judge is asked: his label is worth %s USD and costs %s USD",
          Figures.precise(decision.judge().valueUsd()),
          Figures.precise(decision.judge().priceUsd()));
    }
    if (!decision.fallbacks().isEmpty()) {
      line("          if it fails: %s", String.join(", then ", decision.fallbacks()));
    }
    if (!decision.alsoQuery().isEmpty()) {
      line("          also queried: %s", String.join(", ", decision.alsoQuery()));
    }
  }

  /** Who of the pool was no candidate, and by what. */
  private void excluded() {
    for (Excluded model : explained.excluded()) {
      line("not       %s, which %s", model.model(), model.why());
    }
  }

  private void candidates() {
    line("");
    ReasonRecorder.Reasons reasons = explained.reasons();
    List<Figure> parts = reasons == null ? List.of() : widest(reasons.explanation(), true);
    List<String> head = new ArrayList<>(List.of("", "candidate", "propensity", "score"));
    parts.forEach(part -> head.add((head.size() == 4 ? "= " : "+ ") + part.name()));
    head.addAll(List.of("satisfaction", "USD"));
    TextTable table = table(head);
    for (Candidate candidate : row.candidates()) {
      List<String> cells = new ArrayList<>();
      cells.add(candidate.model().equals(row.decision().model()) ? ">" : "");
      cells.add(candidate.model());
      cells.add(Figures.precise(candidate.propensity()));
      cells.add(Figures.precise(candidate.score()));
      Explanation.Candidate own = reasons == null ? null : reasons.of(candidate.model());
      parts.forEach(part -> cells.add(value(own.parts(), part.name())));
      cells.add(Figures.precise(candidate.expectedSatisfaction()));
      cells.add(Figures.precise(candidate.expectedCostUsd()));
      table.row(cells.toArray(String[]::new));
    }
    lines.addAll(table.lines());
    if (reasons != null && !reasons.models().containsAll(names())) {
      line("          candidates without figures fail this tenant, or many, at present:");
      line(
          "          they are tried by a coin of their own, and the policy chooses among the"
              + " others; what has propensity 0 is open for all tenants (docs/health.md)");
    }
  }

  private List<String> names() {
    return row.candidates().stream().map(Candidate::model).toList();
  }

  private void reasons() {
    ReasonRecorder.Reasons reasons = explained.reasons();
    if (reasons == null) {
      return;
    }
    List<Figure> beliefs = widest(reasons.explanation(), false);
    if (!beliefs.isEmpty()) {
      line("");
      List<String> head = new ArrayList<>(List.of("", "believed of"));
      beliefs.forEach(belief -> head.add(belief.name()));
      TextTable table = table(head);
      for (int i = 0; i < reasons.models().size(); i++) {
        List<String> cells = new ArrayList<>(List.of("", reasons.models().get(i)));
        List<Figure> of = reasons.explanation().candidates().get(i).beliefs();
        beliefs.forEach(belief -> cells.add(value(of, belief.name())));
        table.row(cells.toArray(String[]::new));
      }
      lines.addAll(table.lines());
    }
    if (!reasons.explanation().plan().isEmpty()) {
      line("");
      line("plan");
      List<String[]> plan = new ArrayList<>();
      for (Figure figure : reasons.explanation().plan()) {
        String value = Figures.precise(figure.value());
        plan.add(new String[] {"", figure.name(), value, figure.meaning()});
      }
      lines.addAll(TextTable.of(2, plan).marked().wordsFrom(3).lines());
    }
    coins(reasons.explanation().coins());
  }

  private void coins(List<Explanation.Coin> coins) {
    for (Explanation.Coin coin : coins) {
      line("");
      line(
          "coin      seed %d and the request give %.4f for %s, of",
          row.seed(), coin.drawn(), coin.purpose().name().toLowerCase(Locale.ROOT));
      for (Explanation.Range range : coin.ranges()) {
        line(
            "        %s %.4f to %.4f  %s",
            range.holds(coin.drawn()) ? ">" : " ", range.from(), range.to(), range.outcome());
      }
    }
  }

  private void outcomes() {
    line("");
    if (explained.outcomes().isEmpty()) {
      line("outcome   nothing was heard of it");
    }
    for (Outcome outcome : explained.outcomes()) {
      line(
          "outcome   %s  %s",
          Figures.time(outcome.stamp().time()), OutcomeWords.of(explained, outcome));
    }
    for (ExplainedDecision.Other other : explained.others()) {
      line(
          "also      decision %s took %s%s",
          other.decision().decision().decisionId(),
          other.decision().decision().model(),
          other.counts()
              ? ", at another time: " + Figures.time(other.decision().request().time())
              : ", on a branch that was abandoned (run %s)"
                  .formatted(other.decision().stamp().run()));
    }
  }

  private void proof() {
    line("");
    if (explained.replayed().holds()) {
      line(
          "proof     made once more from %,d events of %s: every row as journaled, bit for bit",
          explained.replayed().events(), row.stamp().key());
      return;
    }
    if (explained.replayed().gaps() > 0) {
      line(
          "NOT PROVED: %,d earlier rows of %s are missing, so beliefs and plan can't be worked out;"
              + " give the whole journal",
          explained.replayed().gaps(), row.stamp().key());
    }
    if (explained.replayed().mismatches() > 0) {
      line(
          "NOT PROVED: the engine disagrees with the journal %,d times; it was changed, or written"
              + " by another version",
          explained.replayed().mismatches());
    }
    for (Mismatch found :
        explained.replayed().firstMismatches().stream().limit(MISMATCHES_SHOWN).toList()) {
      line(
          "  seq %d, %s: journaled %s, engine %s",
          found.seq(), found.field(), found.journaled(), found.folded());
    }
  }

  /** Names of columns: those of the candidate that has the most to say, and what others add. */
  private static List<Figure> widest(Explanation explanation, boolean parts) {
    List<Figure> columns = new ArrayList<>();
    for (Explanation.Candidate candidate : explanation.candidates()) {
      for (Figure figure : parts ? candidate.parts() : candidate.beliefs()) {
        if (columns.stream().noneMatch(column -> column.name().equals(figure.name()))) {
          columns.add(figure);
        }
      }
    }
    return columns;
  }

  private static String value(List<Figure> figures, String name) {
    return figures.stream()
        .filter(figure -> figure.name().equals(name))
        .findFirst()
        .map(figure -> Figures.precise(figure.value()))
        .orElse("");
  }

  private static void add(List<String> known, int value, String unit) {
    if (value >= 0) {
      known.add(Figures.count(value) + " " + unit);
    }
  }

  private void line(String text, Object... values) {
    lines.add(String.format(Locale.ROOT, text, values));
  }

  /** A candidate a row, the one that was chosen with a mark before it. */
  private static TextTable table(List<String> heads) {
    return new TextTable(2, heads.toArray(String[]::new)).marked();
  }

  private String reach() {
    if (row.infeasible()) {
      return "; no model is believed to reach it";
    }
    return row.catchingUp() ? "; no model reaches the target of the moment: catching up" : "";
  }
}

package dev.surety.lab.evaluate;

import static dev.surety.output.chart.Markup.escape;

import dev.surety.output.terminal.Figures;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/**
 * {@code report.html}: one file that needs nothing else, without a date, so that the same results
 * give the same page.
 */
final class ReportPage {

  private static final String STYLE = "report.css";

  private ReportPage() {}

  static String write(Evaluation evaluation) {
    StringBuilder page = new StringBuilder();
    page.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    page.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    page.append("<title>").append(escape(title(evaluation))).append("</title>\n");
    page.append("<style>\n").append(style()).append("</style>\n</head>\n<body>\n");
    page.append("<h1>").append(escape(title(evaluation))).append("</h1>\n");
    settings(page, evaluation.plan());
    summary(page, evaluation);
    table(page, "From target to target", TauTables.LEVELS_NOTE, TauTables.levels(evaluation));
    table(page, "Targets that change", TauTables.CHANGES_NOTE, TauTables.changes(evaluation));
    page.append(ReportPictures.of(evaluation));
    groups(page, evaluation);
    return page.append("</body>\n</html>\n").toString();
  }

  private static String title(Evaluation evaluation) {
    return "Promises kept and their price: " + evaluation.plan().data().origin();
  }

  private static void settings(StringBuilder page, EvaluationPlan plan) {
    page.append("<dl>");
    fact(page, "requests a run", Figures.count(plan.horizon()));
    fact(page, "rows of data", Figures.count(plan.data().size()));
    fact(page, "models", Integer.toString(plan.data().pool().size()));
    fact(page, "seeds", Integer.toString(plan.seeds().size()));
    fact(page, "order", plan.order().name().toLowerCase(Locale.ROOT).replace('_', ' '));
    fact(page, "tag", plan.tagged() ? "domain" : "none");
    fact(page, "judgements late by", Figures.count(plan.delay()) + " requests");
    fact(page, "feedback window", Figures.count(plan.window()) + " requests");
    fact(page, "solicited", Figures.percent(plan.solicitRate()));
    page.append("</dl>\n");
    for (String note : plan.data().notes()) {
      page.append("<p>").append(escape(note)).append(".</p>\n");
    }
  }

  private static void fact(StringBuilder page, String name, String value) {
    page.append("<div><dt>").append(name).append("</dt><dd>");
    page.append(escape(value)).append("</dd></div>");
  }

  private static void summary(StringBuilder page, Evaluation evaluation) {
    page.append(
        "<h2>Policies</h2>\n<p>Of the runs whose target some mixture of models can reach. ");
    page.append("LP is the cheapest fixed mixture that reaches the target, known in hindsight; ");
    page.append("best is the best single model. Ratios are geometric means.</p>\n");
    page.append("<div class=\"wide\"><table><thead><tr>");
    heads(page, "policy", "runs", "feasible", "floors kept", "cost / LP", "cost / best");
    heads(page, "worst shortfall");
    page.append("</tr></thead><tbody>\n");
    for (PolicySummary policy : evaluation.summary()) {
      page.append("<tr>");
      cell(page, policy.policy().title());
      cell(page, Integer.toString(policy.cells()));
      cell(page, Integer.toString(policy.feasibleCells()));
      verdict(page, Integer.toString(policy.floorsMet()), policy.keepsEveryFloor());
      cell(page, Figures.fixed(policy.costToLp(), 3));
      cell(page, Figures.fixed(policy.costToBestSingle(), 3));
      cell(page, Figures.fixed(100 * policy.worstShortfall(), 2) + " points");
      page.append("</tr>\n");
    }
    page.append("</tbody></table></div>\n");
  }

  private static void groups(StringBuilder page, Evaluation evaluation) {
    page.append("<h2>All runs</h2>\n<p>Means over seeds. The deficit is the largest number of ");
    page.append("satisfying answers that were missing at any time.</p>\n");
    page.append("<div class=\"wide\"><table><thead><tr>");
    heads(page, "policy", "target", "feedback", "satisfaction", "floor", "cost USD", "/ LP");
    heads(page, "/ best", "worst deficit", "explored", "explored USD", "models");
    page.append("</tr></thead><tbody>\n");
    for (GroupResult group : evaluation.groups()) {
      Cell common = group.common();
      page.append("<tr>");
      cell(page, common.policy().title());
      cell(page, common.path().label());
      cell(page, common.feedback().label());
      cell(page, Figures.fixed(group.satisfaction(), 4));
      verdict(page, ResultsText.floors(group), group.kept() || !group.feasible());
      cell(page, Figures.usd(group.mean(c -> c.truth().costUsd)));
      cell(page, Figures.fixed(group.mean(c -> c.truth().costUsd / c.lpCostUsd()), 3));
      cell(page, Figures.fixed(group.mean(c -> c.truth().costUsd / c.bestSingleCostUsd()), 3));
      cell(page, Figures.fixed(group.mean(c -> c.truth().worstDeficit), 1));
      cell(
          page, Figures.percent(group.mean(c -> (double) c.truth().explored / c.truth().requests)));
      cell(page, Figures.usd(group.mean(c -> c.truth().exploredCostUsd)));
      cell(page, ResultsText.models(evaluation, group));
      page.append("</tr>\n");
    }
    page.append("</tbody></table></div>\n");
  }

  private static void table(StringBuilder page, String title, String note, List<String[]> rows) {
    if (rows.isEmpty()) {
      return;
    }
    page.append("<h2>").append(escape(title)).append("</h2>\n<p>");
    page.append(escape(note)).append("</p>\n<div class=\"wide\"><table><thead><tr>");
    heads(page, rows.get(0));
    page.append("</tr></thead><tbody>\n");
    for (String[] row : rows.subList(1, rows.size())) {
      page.append("<tr>");
      for (String value : row) {
        cell(page, value);
      }
      page.append("</tr>\n");
    }
    page.append("</tbody></table></div>\n");
  }

  private static void heads(StringBuilder page, String... names) {
    List.of(names).forEach(name -> page.append("<th>").append(escape(name)).append("</th>"));
  }

  private static void cell(StringBuilder page, String value) {
    page.append("<td>").append(escape(value)).append("</td>");
  }

  private static void verdict(StringBuilder page, String value, boolean kept) {
    page.append("<td class=\"").append(kept ? "met" : "missed").append("\">");
    page.append(escape(value)).append("</td>");
  }

  private static String style() {
    try (InputStream style = ReportPage.class.getResourceAsStream(STYLE)) {
      return new String(style.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

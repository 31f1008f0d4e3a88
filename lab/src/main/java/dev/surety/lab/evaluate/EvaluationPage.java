package dev.surety.lab.evaluate;

import dev.surety.output.page.Block;
import dev.surety.output.page.Block.Fact;
import dev.surety.output.page.Block.TableCell;
import dev.surety.output.page.Page;
import dev.surety.output.terminal.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code report.html}: the same results give the same page. */
final class EvaluationPage {

  private final List<Block> blocks = new ArrayList<>();
  private final Evaluation evaluation;

  private EvaluationPage(Evaluation evaluation) {
    this.evaluation = evaluation;
  }

  static String write(Evaluation evaluation) {
    String title = "Promises kept and their price: " + evaluation.plan().data().origin();
    EvaluationPage page = new EvaluationPage(evaluation);
    page.blocks.add(new Block.Heading(1, title));
    page.settings();
    page.summary();
    page.table("From target to target", TauTables.LEVELS_NOTE, TauTables.levels(evaluation));
    page.table("Targets that change", TauTables.CHANGES_NOTE, TauTables.changes(evaluation));
    page.blocks.addAll(ReportPictures.of(evaluation));
    page.groups();
    return new Page(title, page.blocks).html();
  }

  private void settings() {
    EvaluationPlan plan = evaluation.plan();
    List<Fact> facts =
        new ArrayList<>(
            List.of(
                new Fact("requests a run", Figures.count(plan.horizon())),
                new Fact("rows of data", Figures.count(plan.data().size())),
                new Fact("models", Integer.toString(plan.data().pool().size())),
                new Fact("seeds", Integer.toString(plan.seeds().size())),
                new Fact("order", plan.order().name().toLowerCase(Locale.ROOT).replace('_', ' ')),
                new Fact("tag", plan.tagged() ? "domain" : "none"),
                new Fact("judgements late by", Figures.count(plan.delay()) + " requests"),
                new Fact("feedback window", Figures.count(plan.window()) + " requests"),
                new Fact("solicited", Figures.percent(plan.solicitRate()))));
    BoughtColumns.fact(plan.judge()).ifPresent(facts::add);
    blocks.add(new Block.Facts(facts));
    plan.data().notes().forEach(note -> blocks.add(new Block.Paragraph(note + ".")));
  }

  private void summary() {
    blocks.add(new Block.Heading(2, "Policies"));
    blocks.add(
        new Block.Paragraph(
            "Of the runs whose target some mixture of models can reach. LP is the cheapest fixed"
                + " mixture that reaches the target, known in hindsight; best is the best single"
                + " model. Ratios are geometric means."
                + (judged() ? BoughtColumns.NOTE : "")));
    List<List<TableCell>> rows = new ArrayList<>();
    for (PolicySummary policy : evaluation.summary()) {
      List<TableCell> row =
          new ArrayList<>(
              List.of(
                  TableCell.of(policy.policy().title()),
                  TableCell.of(Integer.toString(policy.cells())),
                  TableCell.of(Integer.toString(policy.feasibleCells())),
                  TableCell.verdict(Integer.toString(policy.floorsMet()), policy.keepsEveryFloor()),
                  TableCell.of(Integer.toString(policy.withinOnePoint())),
                  TableCell.of(Figures.fixed(policy.costToLp(), 3)),
                  TableCell.of(Figures.fixed(policy.costToBestSingle(), 3)),
                  TableCell.of(policy.worstPoints())));
      BoughtColumns.of(judged(), policy.boughtShare(), policy.judgeToLp())
          .forEach(cell -> row.add(TableCell.of(cell)));
      rows.add(row);
    }
    List<String> titles =
        new ArrayList<>(
            List.of(
                "policy",
                "runs",
                "feasible",
                "floors kept",
                "within 1 point",
                "cost / LP",
                "cost / best",
                "worst shortfall"));
    titles.addAll(BoughtColumns.titles(judged()));
    blocks.add(new Block.Table(titles, rows));
  }

  private boolean judged() {
    return evaluation.plan().judge() != null;
  }

  private void groups() {
    blocks.add(new Block.Heading(2, "All runs"));
    blocks.add(
        new Block.Paragraph(
            "Means over seeds. The deficit is the largest number of satisfying answers that were"
                + " missing at any time."));
    blocks.add(
        new Block.Table(
            List.of(
                "policy",
                "target",
                "feedback",
                "satisfaction",
                "floor",
                "within 1 point",
                "cost USD",
                "/ LP",
                "/ best",
                "worst deficit",
                "explored",
                "explored USD",
                "models"),
            evaluation.groups().stream().map(this::row).toList()));
  }

  private List<TableCell> row(GroupResult group) {
    Cell common = group.common();
    return List.of(
        TableCell.of(common.policy().title()),
        TableCell.of(common.path().label()),
        TableCell.of(common.feedback().label()),
        TableCell.of(Figures.fixed(group.satisfaction(), 4)),
        TableCell.verdict(ResultsText.floors(group), group.kept() || !group.feasible()),
        TableCell.of(ResultsText.withinOnePoint(group)),
        TableCell.of(Figures.usd(group.mean(c -> c.truth().allInUsd()))),
        TableCell.of(Figures.fixed(group.mean(c -> c.truth().allInUsd() / c.lpCostUsd()), 3)),
        TableCell.of(
            Figures.fixed(group.mean(c -> c.truth().allInUsd() / c.bestSingleCostUsd()), 3)),
        TableCell.of(Figures.fixed(group.mean(c -> c.truth().worstDeficit), 1)),
        TableCell.of(
            Figures.percent(group.mean(c -> (double) c.truth().explored / c.truth().requests))),
        TableCell.of(Figures.usd(group.mean(c -> c.truth().exploredCostUsd))),
        TableCell.of(ResultsText.models(evaluation, group)));
  }

  private void table(String title, String note, List<String[]> rows) {
    if (!rows.isEmpty()) {
      blocks.add(new Block.Heading(2, title));
      blocks.add(new Block.Paragraph(note));
      blocks.add(
          new Block.Table(
              List.of(rows.get(0)),
              rows.subList(1, rows.size()).stream().map(TableCell::row).toList()));
    }
  }
}

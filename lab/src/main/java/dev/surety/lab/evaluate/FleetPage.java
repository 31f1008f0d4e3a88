package dev.surety.lab.evaluate;

import dev.surety.output.page.Block;
import dev.surety.output.page.Block.Fact;
import dev.surety.output.page.Block.TableCell;
import dev.surety.output.page.Page;
import dev.surety.output.terminal.Figures;
import java.util.ArrayList;
import java.util.List;

/** {@code report.html} of fleets: the same results give the same page. */
final class FleetPage {

  private FleetPage() {}

  static String write(FleetEvaluation evaluation) {
    FleetPlan plan = evaluation.plan();
    EvaluationPlan base = plan.base();
    String title = "Tenants that learn from each other: " + base.data().origin();
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.Heading(1, title));
    List<Fact> facts =
        new ArrayList<>(
            List.of(
                new Fact("tenants a fleet", Integer.toString(plan.tenants())),
                new Fact("newcomers", Integer.toString(plan.newcomers())),
                new Fact("kinds", plan.likeness().label()),
                new Fact("requests a tenant", Figures.count(base.horizon())),
                new Fact("rows of data", Figures.count(base.data().size())),
                new Fact("models", Integer.toString(base.data().pool().size())),
                new Fact("seeds", Integer.toString(base.seeds().size())),
                new Fact("tag", base.tagged() ? "domain" : "none"),
                new Fact("judgements late by", Figures.count(base.delay()) + " requests")));
    BoughtColumns.fact(base.judge()).ifPresent(facts::add);
    blocks.add(new Block.Facts(facts));
    base.data().notes().forEach(note -> blocks.add(new Block.Paragraph(note + ".")));
    for (FleetTables.Titled table : FleetTables.of(evaluation)) {
      blocks.add(new Block.Heading(2, table.title()));
      blocks.add(new Block.Paragraph(table.note()));
      List<String[]> rows = table.rows();
      blocks.add(
          new Block.Table(
              List.of(rows.get(0)),
              rows.subList(1, rows.size()).stream().map(TableCell::row).toList()));
    }
    return new Page(title, blocks).html();
  }
}

package dev.surety.lab.evaluate;

import dev.surety.output.terminal.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What a page and a terminal show of fleets: tables of the same figures. */
final class FleetTables {

  /**
   * A table with what it means.
   *
   * @param rows the first holds the titles
   */
  record Titled(String title, String note, List<String[]> rows) {}

  private static final String NOTE =
      "Of the tenants whose promise some mixture of models keeps and who say what they think. LP is"
          + " the cheapest fixed mixture that keeps the promise, best the best single model, both of"
          + " the tenant's own means; ratios are geometric means.";

  private FleetTables() {}

  static List<Titled> of(FleetEvaluation evaluation) {
    FleetPlan plan = evaluation.plan();
    List<Titled> tables = new ArrayList<>();
    boolean judged = plan.base().judge() != null;
    tables.add(
        new Titled("Fleets", judged ? NOTE + BoughtColumns.NOTE : NOTE, checkpoints(evaluation)));
    if (plan.promises() > 1) {
      tables.add(
          new Titled(
              "By promise",
              "Those there from the start, after all their requests.",
              parts(evaluation, "promise", summary -> summary.promises(plan))));
    }
    if (plan.likeness().shares().values().stream().filter(share -> share > 0).count() > 1) {
      tables.add(
          new Titled(
              "By kind of tenant",
              "Those there from the start, after all their requests.",
              parts(evaluation, "kind", FleetSummary::kinds)));
    }
    if (plan.newModel() >= 0) {
      tables.add(
          new Titled(
              "Requests until a new model is used",
              ("%s comes after %s requests. Used: it answers half of what hindsight gives it, of the"
                      + " last 100; of the tenants to whom that is 30 %% or more.")
                  .formatted(
                      plan.base().data().pool().get(plan.newModel()).name(),
                      Figures.count(plan.newModelAt())),
              adoptions(evaluation)));
    }
    return tables;
  }

  private static List<String[]> checkpoints(FleetEvaluation evaluation) {
    List<String[]> rows = new ArrayList<>();
    boolean judged = evaluation.plan().base().judge() != null;
    rows.add(titles(judged, "tenants", "requests", "versions"));
    for (FleetSummary summary : evaluation.summaries()) {
      for (FleetSummary.Row row : summary.checkpoints()) {
        String versions = Figures.fixed(summary.versions(), 0);
        rows.add(row(summary, judged, row.name(), row, Figures.count(row.requests()), versions));
      }
    }
    return rows;
  }

  private static List<String[]> parts(
      FleetEvaluation evaluation,
      String part,
      Function<FleetSummary, List<FleetSummary.Row>> partsOf) {
    List<String[]> rows = new ArrayList<>();
    boolean judged = evaluation.plan().base().judge() != null;
    rows.add(titles(judged, part));
    for (FleetSummary summary : evaluation.summaries()) {
      partsOf.apply(summary).forEach(row -> rows.add(row(summary, judged, row.name(), row)));
    }
    return rows;
  }

  private static String[] titles(boolean judged, String part, String... more) {
    List<String> titles = new ArrayList<>(List.of("policy", "feedback"));
    titles.add(part);
    titles.addAll(List.of(more));
    titles.addAll(
        List.of(
            "cells",
            "floors met",
            "within 1 pt",
            "share",
            "worst cell",
            "cost / LP",
            "cost / best"));
    titles.addAll(BoughtColumns.titles(judged));
    return titles.toArray(String[]::new);
  }

  private static String[] row(
      FleetSummary summary, boolean judged, String part, FleetSummary.Row row, String... more) {
    FleetSummary.Figures figures = row.figures();
    List<String> cells =
        new ArrayList<>(List.of(summary.policy().title(), summary.feedback().label(), part));
    cells.addAll(List.of(more));
    cells.addAll(
        List.of(
            Integer.toString(figures.cells()),
            Integer.toString(figures.floorsMet()),
            Integer.toString(figures.withinOnePoint()),
            Figures.percent(figures.withinShare()),
            (figures.worst() > 0 ? "+" : "") + Figures.fixed(100 * figures.worst(), 2) + " points",
            Figures.fixed(figures.costToLp(), 3),
            Figures.fixed(figures.costToBestSingle(), 3)));
    cells.addAll(BoughtColumns.of(judged, figures.boughtShare(), figures.judgeToLp()));
    return cells.toArray(String[]::new);
  }

  private static List<String[]> adoptions(FleetEvaluation evaluation) {
    List<String[]> rows = new ArrayList<>();
    rows.add(new String[] {"policy", "feedback", "tenants", "median", "90th percentile"});
    for (FleetSummary summary : evaluation.summaries()) {
      FleetSummary.Adoption adoption = summary.adoption();
      if (adoption != null) {
        rows.add(
            new String[] {
              summary.policy().title(),
              summary.feedback().label(),
              Integer.toString(adoption.tenants()),
              until(adoption.median()),
              until(adoption.ninetieth())
            });
      }
    }
    return rows;
  }

  private static String until(long requests) {
    return requests == Long.MAX_VALUE ? "never" : Figures.count(requests);
  }
}

package dev.surety.lab.evaluate;

import dev.surety.output.chart.AreaChart;
import dev.surety.output.chart.Drawing;
import dev.surety.output.chart.LineChart;
import dev.surety.output.chart.ScatterChart;
import dev.surety.output.page.Block;
import dev.surety.output.page.Block.Figure;
import dev.surety.output.page.Block.Swatch;
import dev.surety.output.terminal.Figures;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The pictures of the report and the words around them. */
final class ReportPictures {

  /** The style sheet's colours: the last one is kept for "other". */
  private static final int COLOURS = 12;

  private static final int OTHER = COLOURS - 1;

  /** Parts that a run is cut into for the shares of models. */
  private static final int SHARE_POINTS = 40;

  private static final Swatch TARGET = new Swatch("line", "target");

  private final Evaluation evaluation;
  private final List<Block> blocks = new ArrayList<>();

  private ReportPictures(Evaluation evaluation) {
    this.evaluation = evaluation;
  }

  static List<Block> of(Evaluation evaluation) {
    ReportPictures pictures = new ReportPictures(evaluation);
    pictures.costs();
    pictures.runs();
    pictures.changes();
    pictures.shares();
    return pictures.blocks;
  }

  private void costs() {
    if (evaluation.plan().targets().isEmpty()) {
      return;
    }
    title(
        "Cost against satisfaction",
        "A point is a policy at a target, the mean over seeds; a thin line leads from it to its"
            + " target. It should lie on or right of that, and low.");
    policyLegend(
        new Swatch("hollow", "hollow: a floor was missed, or no model reaches the target"),
        TARGET,
        new Swatch("dots", "LP, hindsight"));
    List<Figure> figures = new ArrayList<>();
    for (FeedbackSetting feedback : evaluation.plan().feedback()) {
      List<GroupResult> groups =
          groups(g -> g.common().feedback().equals(feedback) && !g.common().path().changes());
      List<ScatterChart.Point> points =
          groups.stream().map(this::point).collect(Collectors.toList());
      List<ScatterChart.Point> lp =
          groups.stream()
              .filter(g -> g.common().policy().equals(evaluation.plan().policies().get(0)))
              .filter(GroupResult::feasible)
              .map(g -> lpPoint(g))
              .sorted(Comparator.comparingDouble(ScatterChart.Point::x))
              .toList();
      figures.add(
          new Figure(
              "feedback " + feedback.label(),
              ScatterChart.draw(
                  "satisfaction",
                  "USD per 1,000 requests",
                  points,
                  evaluation.plan().targets(),
                  lp)));
    }
    blocks.add(new Block.Charts(figures));
  }

  private ScatterChart.Point point(GroupResult group) {
    Cell cell = group.common();
    double usd = perThousand(group, c -> c.truth().allInUsd());
    boolean kept = group.floorsMet() == group.cells().size();
    String name =
        "%s, target %s: %s at %s USD per 1,000 requests"
            .formatted(
                cell.policy().title(),
                cell.path().label(),
                Figures.fixed(group.satisfaction(), 4),
                Figures.usd(usd));
    return new ScatterChart.Point(
        name,
        colour(cell.policy()),
        group.satisfaction(),
        usd,
        cell.target(),
        kept && group.feasible());
  }

  private static ScatterChart.Point lpPoint(GroupResult group) {
    double usd = perThousand(group, CellResult::lpCostUsd);
    String name = "LP at " + group.common().path().label() + ": " + Figures.usd(usd);
    double target = group.common().target();
    return new ScatterChart.Point(name, OTHER, target, usd, target, true);
  }

  private static double perThousand(GroupResult group, ToDoubleFunction<CellResult> usd) {
    return group.mean(c -> 1000 * usd.applyAsDouble(c) / c.truth().requests);
  }

  private void runs() {
    title(
        "Satisfaction and debt over time",
        "Of the first seed. Left the share of satisfying answers so far, right the virtual queue:"
            + " the debt in answers, as the router counts it from the judgements it gets.");
    policyLegend(TARGET);
    boolean open = true;
    for (FeedbackSetting feedback : evaluation.plan().feedback()) {
      for (TargetPath path : evaluation.plan().paths()) {
        List<CellResult> cells = firstSeed(feedback, path);
        Drawing share =
            LineChart.draw("requests", "share satisfied", lines(cells, false), path.mean(), false);
        Drawing queue = LineChart.draw("requests", "answers", lines(cells, true), Double.NaN, true);
        fold(
            path,
            feedback,
            open,
            List.of(new Figure("satisfaction so far", share), new Figure("virtual queue", queue)));
        open = false;
      }
    }
  }

  private void changes() {
    if (evaluation.plan().changing().isEmpty()) {
      return;
    }
    title(
        "Following a target that changes",
        "Of the first seed: the share of satisfying answers among the last twentieth of the run,"
            + " and the mean of the targets that were in force on them.");
    policyLegend(Swatch.colour(OTHER, "target"));
    List<Figure> figures = new ArrayList<>();
    for (FeedbackSetting feedback : evaluation.plan().feedback()) {
      for (TargetPath path : evaluation.plan().changing()) {
        figures.add(
            new Figure(
                path.label() + ", feedback " + feedback.label(),
                LineChart.draw(
                    "requests",
                    "share satisfied",
                    rolling(firstSeed(feedback, path)),
                    Double.NaN,
                    false)));
      }
    }
    blocks.add(new Block.Charts(figures));
  }

  private List<LineChart.Line> rolling(List<CellResult> cells) {
    List<LineChart.Line> lines = new ArrayList<>();
    for (CellResult cell : cells) {
      Rolling rolling = Rolling.of(cell.truth().curve);
      PolicyChoice policy = cell.cell().policy();
      lines.add(
          new LineChart.Line(
              policy.title(), colour(policy), rolling.requests(), rolling.satisfaction()));
    }
    Rolling any = Rolling.of(cells.get(0).truth().curve);
    lines.add(new LineChart.Line("target", OTHER, any.requests(), any.target()));
    return lines;
  }

  private List<LineChart.Line> lines(List<CellResult> cells, boolean queue) {
    List<LineChart.Line> lines = new ArrayList<>();
    for (CellResult cell : cells) {
      Curve curve = cell.truth().curve;
      double[] x = IntStream.range(0, curve.points).mapToDouble(i -> curve.requests[i]).toArray();
      double[] y =
          IntStream.range(0, curve.points)
              .mapToDouble(i -> queue ? curve.queue[i] : curve.satisfied[i] / curve.requests[i])
              .toArray();
      PolicyChoice policy = cell.cell().policy();
      lines.add(new LineChart.Line(policy.title(), colour(policy), x, y));
    }
    return lines;
  }

  private void shares() {
    int[] models = mostUsed();
    title(
        "Which models answered",
        "Of the first seed: share of the answers shown, in each of "
            + SHARE_POINTS
            + " parts of the run.");
    List<Swatch> legend = new ArrayList<>();
    for (int i = 0; i < models.length; i++) {
      legend.add(Swatch.colour(i, evaluation.plan().data().pool().get(models[i]).name()));
    }
    if (models.length < evaluation.plan().data().pool().size()) {
      legend.add(Swatch.colour(OTHER, "all others"));
    }
    blocks.add(new Block.Legend(legend));
    boolean open = true;
    for (FeedbackSetting feedback : evaluation.plan().feedback()) {
      for (TargetPath path : evaluation.plan().paths()) {
        List<Figure> figures = new ArrayList<>();
        for (CellResult cell : firstSeed(feedback, path)) {
          figures.add(new Figure(cell.cell().policy().title(), area(cell.truth().curve, models)));
        }
        fold(path, feedback, open, figures);
        open = false;
      }
    }
  }

  private Drawing area(Curve curve, int[] models) {
    int points = Math.min(SHARE_POINTS, curve.points);
    double[] x = new double[points];
    double[][] shares = new double[models.length + 1][points];
    for (int p = 0; p < points; p++) {
      int to = (p + 1) * curve.points / points - 1;
      int from = p * curve.points / points - 1;
      x[p] = curve.requests[to];
      double all = curve.requests[to] - (from < 0 ? 0 : curve.requests[from]);
      double named = 0;
      for (int i = 0; i < models.length; i++) {
        long before = from < 0 ? 0 : curve.answers[from][models[i]];
        shares[i][p] = (curve.answers[to][models[i]] - before) / all;
        named += shares[i][p];
      }
      shares[models.length][p] = Math.max(0, 1 - named);
    }
    List<AreaChart.Band> bands = new ArrayList<>();
    for (int i = 0; i < models.length; i++) {
      String name = evaluation.plan().data().pool().get(models[i]).name();
      bands.add(new AreaChart.Band(name, i, shares[i]));
    }
    bands.add(new AreaChart.Band("all others", OTHER, shares[models.length]));
    return AreaChart.draw("requests", "share of answers", x, bands);
  }

  /** The models that have a colour of their own: those that answered most, in pool order. */
  private int[] mostUsed() {
    int size = evaluation.plan().data().pool().size();
    double[] used = new double[size];
    for (CellResult cell : evaluation.cells()) {
      for (int m = 0; m < size; m++) {
        used[m] += cell.truth().answers[m];
      }
    }
    return IntStream.range(0, size)
        .boxed()
        .sorted((a, b) -> Double.compare(used[b], used[a]))
        .limit(OTHER)
        .mapToInt(Integer::intValue)
        .sorted()
        .toArray();
  }

  private List<CellResult> firstSeed(FeedbackSetting feedback, TargetPath path) {
    return groups(g -> g.common().feedback().equals(feedback) && g.common().path().equals(path))
        .stream()
        .map(g -> g.cells().get(0))
        .toList();
  }

  private List<GroupResult> groups(Predicate<GroupResult> which) {
    return evaluation.groups().stream().filter(which).toList();
  }

  private int colour(PolicyChoice policy) {
    return evaluation.plan().policies().indexOf(policy) % COLOURS;
  }

  private void title(String title, String text) {
    blocks.add(new Block.Heading(2, title));
    blocks.add(new Block.Paragraph(text));
  }

  private void policyLegend(Swatch... more) {
    List<Swatch> legend = new ArrayList<>();
    for (PolicyChoice policy : evaluation.plan().policies()) {
      legend.add(Swatch.colour(colour(policy), policy.title()));
    }
    legend.addAll(List.of(more));
    blocks.add(new Block.Legend(legend));
  }

  private void fold(TargetPath path, FeedbackSetting feedback, boolean open, List<Figure> figures) {
    String summary = "target " + path.label() + ", feedback " + feedback.label();
    blocks.add(new Block.Fold(summary, open, List.of(new Block.Charts(figures))));
  }
}

package dev.surety.lab.train;

import dev.surety.lab.train.TargetCurve.Point;
import dev.surety.lab.train.TrainingLog.HeadPoint;
import dev.surety.lab.train.TrainingLog.PolicyPoint;
import dev.surety.output.chart.LineChart;
import dev.surety.output.chart.LineChart.Line;
import dev.surety.output.page.Block;
import dev.surety.output.page.Block.Fact;
import dev.surety.output.page.Block.Figure;
import dev.surety.output.page.Block.TableCell;
import dev.surety.output.page.Page;
import dev.surety.output.terminal.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** A page about one training: the same training gives the same page. */
final class TrainingPage {

  private final List<Block> blocks = new ArrayList<>();
  private final TrainingResult result;

  private TrainingPage(TrainingResult result) {
    this.result = result;
  }

  static String write(String origin, TrainingResult result) {
    String title = "PROTEUS trained on " + origin;
    TrainingPage page = new TrainingPage(result);
    page.blocks.add(new Block.Heading(1, title));
    page.blocks.add(
        new Block.Facts(
            result.trained().training().entrySet().stream()
                .map(fact -> new Fact(fact.getKey().replace('_', ' '), fact.getValue()))
                .toList()));
    page.targets();
    page.training();
    return new Page(title, page.blocks).html();
  }

  private void targets() {
    blocks.add(new Block.Heading(2, "What it makes of targets"));
    blocks.add(
        new Block.Paragraph(
            "On the %s, without online correction. The best single model there is %s with %s. Target and mu correlate by %s. %s."
                .formatted(
                    result.judgedOn(),
                    result.bestSingle(),
                    number(result.bestSingleSatisfaction()),
                    number(result.curve().correlation()),
                    result.costAt95())));
    List<List<TableCell>> rows = new ArrayList<>();
    for (Point point : result.curve().points()) {
      rows.add(
          TableCell.row(
              number(point.target()),
              number(point.satisfaction()),
              number(point.satisfaction() - point.target()),
              number(point.cost() / result.bestSingleCost()),
              number(point.mu())));
    }
    blocks.add(
        new Block.Table(
            List.of("target", "satisfaction", "above target", "cost / best single", "mu"), rows));
  }

  private void training() {
    List<HeadPoint> head = result.log().headPoints;
    List<PolicyPoint> policy = result.log().policyPoints;
    blocks.add(new Block.Heading(2, "How it learned"));
    blocks.add(
        new Block.Paragraph(
            "First encoder and performance head, whose validation loss chooses the state that is"
                + " kept; then the policy head."));
    double[] steps = head.stream().mapToDouble(HeadPoint::step).toArray();
    double[] loss = head.stream().mapToDouble(HeadPoint::validation).toArray();
    List<Figure> figures = new ArrayList<>();
    chart(figures, "validation loss (cross-entropy)", new Line("validation", 1, steps, loss));
    chart(figures, policy, "reward", PolicyPoint::reward);
    chart(figures, policy, "1 + lambda, mean over targets", PolicyPoint::dual);
    chart(figures, policy, "target less satisfaction", PolicyPoint::miss);
    blocks.add(new Block.Charts(figures));
  }

  private static void chart(
      List<Figure> figures,
      List<PolicyPoint> points,
      String up,
      ToDoubleFunction<PolicyPoint> value) {
    double[] steps = points.stream().mapToDouble(PolicyPoint::step).toArray();
    double[] values = points.stream().mapToDouble(value).toArray();
    chart(figures, up, new Line(up, 1, steps, values));
  }

  private static void chart(List<Figure> figures, String up, Line line) {
    if (line.x().length > 1) {
      figures.add(new Figure(up, LineChart.draw("step", up, List.of(line), Double.NaN, false)));
    }
  }

  private static String number(double value) {
    return Figures.fixed(value, 3);
  }
}

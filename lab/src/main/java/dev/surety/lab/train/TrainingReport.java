package dev.surety.lab.train;

import static dev.surety.output.chart.Markup.escape;

import dev.surety.lab.evaluate.EvaluateCommand;
import dev.surety.lab.train.TargetCurve.Point;
import dev.surety.lab.train.TrainingLog.HeadPoint;
import dev.surety.lab.train.TrainingLog.PolicyPoint;
import dev.surety.output.chart.LineChart;
import dev.surety.output.chart.LineChart.Line;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** A page about one training: one file that needs nothing else, without a date. */
final class TrainingReport {

  private final StringBuilder page = new StringBuilder();
  private final TrainingResult result;

  private TrainingReport(TrainingResult result) {
    this.result = result;
  }

  static String write(String origin, TrainingResult result) {
    return new TrainingReport(result).page("PROTEUS trained on " + origin);
  }

  private String page(String title) {
    page.append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    page.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    page.append("<title>").append(escape(title)).append("</title>\n<style>\n");
    page.append(style()).append("</style>\n</head>\n<body>\n<h1>").append(escape(title));
    page.append("</h1>\n<dl>");
    for (Map.Entry<String, String> fact : result.trained().training().entrySet()) {
      page.append("<div><dt>").append(escape(fact.getKey().replace('_', ' ')));
      page.append("</dt><dd>").append(escape(fact.getValue())).append("</dd></div>");
    }
    page.append("</dl>\n");
    targets();
    training();
    return page.append("</body>\n</html>\n").toString();
  }

  private void targets() {
    List<Point> points = result.curve().points();
    page.append("<h2>What it makes of targets</h2>\n<p>On the ");
    page.append(escape(result.judgedOn())).append(", without online correction. The best single");
    page.append(" model there is ").append(escape(result.bestSingle())).append(" with ");
    page.append(number(result.bestSingleSatisfaction())).append(". Target and mu correlate by ");
    page.append(number(result.curve().correlation())).append(". ");
    page.append(escape(result.costAt95())).append(".</p>\n");
    page.append("<div class=\"wide\"><table><thead><tr><th>target</th><th>satisfaction</th>");
    page.append("<th>above target</th><th>cost / best single</th><th>mu</th></tr></thead><tbody>");
    for (Point point : points) {
      page.append("<tr>");
      cell(point.target());
      cell(point.satisfaction());
      cell(point.satisfaction() - point.target());
      cell(point.cost() / result.bestSingleCost());
      cell(point.mu());
      page.append("</tr>\n");
    }
    page.append("</tbody></table></div>\n");
  }

  private void training() {
    List<HeadPoint> head = result.log().headPoints;
    List<PolicyPoint> policy = result.log().policyPoints;
    page.append("<h2>How it learned</h2>\n<p>First encoder and performance head, whose validation");
    page.append(" loss chooses the state that is kept; then the policy head.</p>\n");
    page.append("<div class=\"grid-of-charts\">\n");
    double[] steps = head.stream().mapToDouble(HeadPoint::step).toArray();
    double[] loss = head.stream().mapToDouble(HeadPoint::validation).toArray();
    chart("validation loss (cross-entropy)", new Line("validation", 1, steps, loss));
    policy("reward", policy, PolicyPoint::reward);
    policy("1 + lambda, mean over targets", policy, PolicyPoint::dual);
    policy("target less satisfaction", policy, PolicyPoint::miss);
    page.append("</div>\n");
  }

  private void policy(String up, List<PolicyPoint> points, ToDoubleFunction<PolicyPoint> value) {
    double[] steps = points.stream().mapToDouble(PolicyPoint::step).toArray();
    chart(up, new Line(up, 1, steps, points.stream().mapToDouble(value).toArray()));
  }

  private void chart(String up, Line line) {
    if (line.x().length > 1) {
      page.append("<figure><figcaption>").append(escape(up)).append("</figcaption>");
      page.append(LineChart.draw("step", up, List.of(line), Double.NaN, false));
      page.append("</figure>\n");
    }
  }

  private void cell(double value) {
    page.append("<td>").append(number(value)).append("</td>");
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.3f", value);
  }

  private static String style() {
    try (InputStream style = EvaluateCommand.class.getResourceAsStream("report.css")) {
      return new String(style.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

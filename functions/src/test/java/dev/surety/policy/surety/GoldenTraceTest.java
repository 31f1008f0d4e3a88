package dev.surety.policy.surety;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.surety.testing.RequiresData;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The policy gives at every step what the studies' simulators gave. */
@RequiresData
class GoldenTraceTest {

  static List<Path> traces() throws IOException {
    return GoldenTrace.files();
  }

  @ParameterizedTest
  @MethodSource("traces")
  void exactLearnerFollowsTheTraceWithin1e9(Path file) throws IOException {
    Deviation worst = follow(file, Precision.EXACT);
    assertThat(worst.relative).as("%s: %s", file.getFileName(), worst).isLessThan(1e-9);
  }

  @ParameterizedTest
  @MethodSource("traces")
  void compactLearnerStaysNearTheTrace(Path file) throws IOException {
    Deviation worst = follow(file, Precision.COMPACT);
    assertThat(worst.absolutePropensity).as("%s: %s", file.getFileName(), worst).isLessThan(0.01);
  }

  private static Deviation follow(Path file, Precision precision) throws IOException {
    GoldenTrace trace = GoldenTrace.read(file);
    SuretyAlgorithm algorithm = trace.algorithm();
    SuretyState state = trace.start(algorithm, precision);
    RouteProposal proposal = new RouteProposal();
    Deviation worst = new Deviation();
    int step = 0;
    for (JsonNode event : trace.events()) {
      GoldenTrace.apply(algorithm, state, event, proposal);
      for (int m = 0; m < event.path("lev").size(); m++) {
        if (!event.get("lev").get(m).isNull()) {
          double expected = event.get("lev").get(m).asDouble();
          worst.see(step, "level of an unknown model", state.learner.fleet.mean[m], expected);
        }
      }
      if (event.get("event").asText().equals("route")) {
        step++;
        worst.see(step, "target_now", proposal.targetNow(), event.get("target_now").asDouble());
        worst.see(step, "need", proposal.need(), event.get("need").asDouble());
        worst.see(step, "se", proposal.standardError(), event.get("se").asDouble());
        for (int m = 0; m < proposal.models(); m++) {
          double expected = event.get("propensity").get(m).asDouble();
          worst.see(step, "propensity", proposal.propensity(m), expected);
          if (trace.learnsCosts()) {
            double cost = event.get("cost").get(m).asDouble();
            worst.see(step, "cost", state.learner.models.cost[m], cost);
          }
        }
        if (trace.hasJudge()) {
          bought(algorithm, state, event, proposal, trace, worst, step);
        }
      }
    }
    assertThat(step).isGreaterThan(500);
    System.out.printf("%s %s: %d steps, %s%n", file.getFileName(), precision, step, worst);
    return worst;
  }

  /** What a label of the model served is worth, and whether it is bought. */
  private static void bought(
      SuretyAlgorithm algorithm,
      SuretyState state,
      JsonNode event,
      RouteProposal proposal,
      GoldenTrace trace,
      Deviation worst,
      int step) {
    ModelEvidence models = state.learner.models;
    double value = algorithm.labelValue(state, event.get("model").asInt(), proposal);
    double price = trace.head().get("judge_price").asDouble();
    double unit = models.paid.common();
    worst.see(step, "value", value / unit, event.get("value").asDouble());
    worst.see(step, "price", price / unit, event.get("price").asDouble());
    if (state.learner.precision == Precision.EXACT) {
      assertThat(value > price).as("buy at %d", step).isEqualTo(event.get("buy").asBoolean());
    }
  }

  private static final class Deviation {
    private double relative;
    private double absolutePropensity;
    private String where = "nowhere";

    void see(int step, String what, double got, double expected) {
      double difference = Math.abs(got - expected);
      double part = difference == 0 ? 0 : difference / Math.abs(expected);
      if (what.equals("propensity")) {
        absolutePropensity = Math.max(absolutePropensity, difference);
      }
      if (!(part <= relative)) {
        relative = part;
        where = "%s at %d: %.15g, not %.15g".formatted(what, step, got, expected);
      }
    }

    @Override
    public String toString() {
      return "worst relative deviation %.2g (%s), of propensities absolute %.2g"
          .formatted(relative, where, absolutePropensity);
    }
  }
}

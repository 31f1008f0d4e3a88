package dev.surety.lab.evaluate;

import dev.surety.domain.ControlUpdate.ArtefactUpdate;
import dev.surety.domain.JudgeTerms;
import dev.surety.lab.data.RoutingData;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Everything that decides what an evaluation finds.
 *
 * @param targets promised satisfaction, 0..1
 * @param solicitRate share of decisions for which a judgement is asked for
 * @param delay requests between an answer and its judgement
 * @param window feedback window of the SLA, in requests
 * @param horizon requests a cell
 * @param tagged whether the router sees the domain as the request's tag
 * @param artefacts on the control topic, for policies that name them
 * @param changing promises that change within a run, beside the targets
 * @param judge whom policies that can say what it is worth may buy labels of, or {@code null}
 * @param demands of the promise and of requests, which stand before all policies
 */
record EvaluationPlan(
    RoutingData data,
    List<PolicyChoice> policies,
    List<Double> targets,
    List<FeedbackSetting> feedback,
    double solicitRate,
    int delay,
    int window,
    int horizon,
    StreamOrder order,
    boolean tagged,
    List<Long> seeds,
    List<ArtefactUpdate> artefacts,
    List<TargetPath> changing,
    JudgeTerms judge,
    Demands demands) {

  EvaluationPlan {
    policies = List.copyOf(policies);
    targets = List.copyOf(targets);
    feedback = List.copyOf(feedback);
    seeds = List.copyOf(seeds);
    artefacts = List.copyOf(artefacts);
    changing = List.copyOf(changing);
  }

  /** Begins a plan: the policies on the data, everything else as usual until it is said. */
  static EvaluationPlanBuilder of(RoutingData data, List<PolicyChoice> policies) {
    return new EvaluationPlanBuilder(data, policies);
  }

  /** Begins one that differs from this one. */
  EvaluationPlanBuilder but() {
    return new EvaluationPlanBuilder(this);
  }

  /** What the router sees of the data. */
  ReplayPool pool() {
    return new ReplayPool(data, tagged, artefacts, judge, demands);
  }

  /** Everything that is promised, a run each: the targets, then the changing ones. */
  List<TargetPath> paths() {
    return Stream.concat(targets.stream().map(TargetPath::constant), changing.stream()).toList();
  }

  /** All cells; those of one group, which differ by the seed alone, stand together. */
  List<Cell> cells() {
    List<Cell> cells = new ArrayList<>();
    for (PolicyChoice policy : policies) {
      for (FeedbackSetting setting : feedback) {
        for (TargetPath path : paths()) {
          for (long seed : seeds) {
            cells.add(new Cell(policy, path, setting, seed));
          }
        }
      }
    }
    return cells;
  }

  ReplayStream stream(long seed) {
    return ReplayStream.of(data, order, horizon, seed, demands, pool());
  }
}

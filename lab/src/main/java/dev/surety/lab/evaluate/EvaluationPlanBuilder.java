package dev.surety.lab.evaluate;

import dev.surety.domain.ControlUpdate.ArtefactUpdate;
import dev.surety.domain.JudgeTerms;
import dev.surety.lab.data.RoutingData;
import java.util.List;

/**
 * Makes a plan. What is not said: nothing is promised yet, everybody says at once whether an answer
 * satisfied, nobody is asked, every row comes once, shuffled, with its domain as tag, and there is
 * one run, seed 1.
 */
final class EvaluationPlanBuilder {

  private static final int WINDOW = 100;

  private final RoutingData data;
  private final List<PolicyChoice> policies;
  private List<Double> targets = List.of();
  private List<TargetPath> changing = List.of();
  private List<FeedbackSetting> feedback = List.of(FeedbackSetting.equal(1));
  private double solicitRate;
  private int delay;
  private int window = WINDOW;
  private int horizon;
  private StreamOrder order = StreamOrder.RANDOM;
  private boolean tagged = true;
  private List<Long> seeds = List.of(1L);
  private List<ArtefactUpdate> artefacts = List.of();
  private JudgeTerms judge;
  private Demands demands = Demands.NONE;

  EvaluationPlanBuilder(RoutingData data, List<PolicyChoice> policies) {
    this.data = data;
    this.policies = policies;
    horizon = data.size();
  }

  EvaluationPlanBuilder(EvaluationPlan plan) {
    this(plan.data(), plan.policies());
    targets = plan.targets();
    changing = plan.changing();
    feedback = plan.feedback();
    solicitRate = plan.solicitRate();
    delay = plan.delay();
    window = plan.window();
    horizon = plan.horizon();
    order = plan.order();
    tagged = plan.tagged();
    seeds = plan.seeds();
    artefacts = plan.artefacts();
    judge = plan.judge();
    demands = plan.demands();
  }

  /** Promised satisfaction, 0..1. */
  EvaluationPlanBuilder targets(List<Double> targets) {
    this.targets = targets;
    return this;
  }

  /** Promises that change within a run, beside the targets. */
  EvaluationPlanBuilder changing(List<TargetPath> changing) {
    this.changing = changing;
    return this;
  }

  EvaluationPlanBuilder feedback(List<FeedbackSetting> feedback) {
    this.feedback = feedback;
    return this;
  }

  /**
   * @param solicitRate share of decisions for which a judgement is asked for
   */
  EvaluationPlanBuilder solicitRate(double solicitRate) {
    this.solicitRate = solicitRate;
    return this;
  }

  /**
   * @param delay requests between an answer and its judgement
   * @param window feedback window of the SLA, in requests
   */
  EvaluationPlanBuilder delay(int delay, int window) {
    this.delay = delay;
    this.window = window;
    return this;
  }

  /** Requests a run. */
  EvaluationPlanBuilder horizon(int horizon) {
    this.horizon = horizon;
    return this;
  }

  EvaluationPlanBuilder order(StreamOrder order) {
    this.order = order;
    return this;
  }

  /** Whether the router sees the domain as the request's tag. */
  EvaluationPlanBuilder tagged(boolean tagged) {
    this.tagged = tagged;
    return this;
  }

  EvaluationPlanBuilder seeds(List<Long> seeds) {
    this.seeds = seeds;
    return this;
  }

  /** On the control topic, for policies that name them. */
  EvaluationPlanBuilder artefacts(List<ArtefactUpdate> artefacts) {
    this.artefacts = artefacts;
    return this;
  }

  /** Whom policies that can say what it is worth may buy labels of; {@code null}: nobody. */
  EvaluationPlanBuilder judge(JudgeTerms judge) {
    this.judge = judge;
    return this;
  }

  /** What stands before all policies. */
  EvaluationPlanBuilder demands(Demands demands) {
    this.demands = demands;
    return this;
  }

  EvaluationPlan build() {
    return new EvaluationPlan(
        data,
        policies,
        targets,
        feedback,
        solicitRate,
        delay,
        window,
        horizon,
        order,
        tagged,
        seeds,
        artefacts,
        changing,
        judge,
        demands);
  }
}

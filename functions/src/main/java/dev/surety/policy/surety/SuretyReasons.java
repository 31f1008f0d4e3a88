package dev.surety.policy.surety;

import dev.surety.domain.Chance.Purpose;
import dev.surety.policy.Choice;
import dev.surety.policy.Explanation;
import dev.surety.policy.Explanation.Candidate;
import dev.surety.policy.Explanation.Coin;
import dev.surety.policy.Explanation.Figure;
import dev.surety.policy.Explanation.Range;
import dev.surety.policy.Question;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the reasons of a decision off the proposal that was just drawn from, and off the state that
 * it left. Names in brackets are those of the routing study.
 *
 * @param constants of the policy
 */
record SuretyReasons(
    SuretyState state,
    RouteProposal proposal,
    SuretyConstants constants,
    Question question,
    Choice choice) {

  Explanation explanation() {
    List<Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < question.size(); i++) {
      candidates.add(new Candidate(parts(i), beliefs(i)));
    }
    return new Explanation(plan(), candidates, List.of(coin()));
  }

  private List<Figure> plan() {
    SuretyLearner learner = state.learner;
    // The request itself has been added to the ledger since.
    double length = state.account.length - 1;
    List<Figure> plan = new ArrayList<>();
    plan.add(new Figure("target", learner.terms.target(), "promised satisfaction"));
    plan.add(new Figure("requests", length, "in the fading ledger"));
    plan.add(new Figure("satisfied", proposal.satisfied, "of them, estimated"));
    plan.add(new Figure("standard error", proposal.standardError, "of that estimate, requests"));
    plan.add(new Figure("margin", proposal.margin, "kept for that error, requests"));
    plan.add(
        new Figure(
            "need", proposal.need, "target x requests - satisfied + margin; below 0 is surplus"));
    plan.add(new Figure("target now", proposal.targetNow, "what repays the need in time"));
    plan.add(new Figure("lambda low", proposal.lambdaLow, "price of quality, just too low for it"));
    plan.add(new Figure("lambda high", proposal.lambdaHigh, "price of quality, just high enough"));
    plan.add(new Figure("weight high", proposal.weightHigh, "chance of planning at lambda high"));
    plan.add(new Figure("exploration", proposal.explorationShare, "chance of exploring"));
    if (learner.cells != null) {
      plan.add(new Figure("bucket", proposal.bucket, "context of the request, 0 to 15 by default"));
    }
    if (learner.fleet != null) {
      int tenants = learner.fleet.version.tenants();
      plan.add(new Figure("fleet", tenants, "tenants behind what the fleet says of the models"));
    }
    if (!learner.equalRates()) {
      plan.add(
          new Figure("satisfied rate", learner.satisfiedRate, "how many satisfied users say so"));
      plan.add(
          new Figure(
              "dissatisfied rate", learner.dissatisfiedRate, "how many dissatisfied users say so"));
    }
    return plan;
  }

  private List<Figure> parts(int i) {
    return List.of(
        new Figure("cost", question.usualCost()[i], "over that of the dearest model"),
        new Figure(
            "-lambda x quality",
            -proposal.lambdaHigh * choice.satisfaction[i],
            "quality is the satisfaction expected here, lambda its price (lambda high)"));
  }

  private List<Figure> beliefs(int i) {
    int m = question.slots()[i];
    if (m >= proposal.models) {
      return List.of();
    }
    SuretyLearner learner = state.learner;
    List<Figure> beliefs = new ArrayList<>(own(m));
    if (learner.fleet != null) {
      beliefs.add(
          new Figure(
              "fleet", fleet(m), "what the fleet says here; of a model unknown to it, its line"));
      beliefs.add(
          new Figure(
              "fleet labels",
              learner.fleet.known[m] ? SatisfactionRates.priorLabels(constants, learner, m) : 0,
              "own labels that the fleet's word counts for"));
    }
    return beliefs;
  }

  private double fleet(int m) {
    TagCells cells = state.learner.cells;
    FleetView fleet = state.learner.fleet;
    return cells == null
        ? fleet.mean[m]
        : fleet.rates[fleet.version.row(cells.owner[proposal.bucket])][m];
  }

  private List<Figure> own(int m) {
    SuretyLearner learner = state.learner;
    return List.of(
        new Figure(
            "labels",
            Exploration.ownLabels(constants, state.account, learner, m),
            "judged answers that its rate rests on, fading"),
        new Figure("rate", learner.satisfaction(m), "satisfaction over all contexts"),
        new Figure("std error", Math.sqrt(learner.variance(m)), "of that rate"),
        new Figure("planned on", planned(m), "the rate here, hopeful by some standard errors"),
        new Figure("plan cost", planCost(m), "learned from what was paid, in this context"),
        new Figure(
            "at high",
            planCost(m) - proposal.lambdaHigh * planned(m),
            "plan cost - lambda high x planned on; the least is planned"),
        new Figure(
            "at low", planCost(m) - proposal.lambdaLow * planned(m), "the same with lambda low"),
        new Figure("explored", proposal.exploration(m), "chance of being tried beside the plan"));
  }

  private double planned(int m) {
    TagCells cells = state.learner.cells;
    return cells == null ? proposal.rate[m] : cells.planned[proposal.bucket * cells.models() + m];
  }

  private double planCost(int m) {
    TagCells cells = state.learner.cells;
    double ratio = cells == null ? 1 : cells.costRatio[proposal.bucket];
    return ratio * state.learner.models.cost[m];
  }

  /** The ranges that {@link RouteProposal#draw} cuts [0, 1) into. */
  private Coin coin() {
    List<String> outcomes = new ArrayList<>();
    List<Double> widths = new ArrayList<>();
    for (int m = 0; m < proposal.models; m++) {
      if (proposal.exploration(m) > 0) {
        outcomes.add("explore " + name(m));
        widths.add(proposal.exploration(m));
      }
    }
    double plan = 1 - proposal.explorationShare;
    if (proposal.modelHigh == proposal.modelLow) {
      outcomes.add("plan: " + name(proposal.modelHigh));
      widths.add(plan);
    } else {
      outcomes.add("plan, lambda high: " + name(proposal.modelHigh));
      widths.add(plan * proposal.weightHigh);
      outcomes.add("plan, lambda low: " + name(proposal.modelLow));
      widths.add(plan * (1 - proposal.weightHigh));
    }
    return new Coin(
        Purpose.MODEL, question.chance().uniform(Purpose.MODEL), Range.inTurn(outcomes, widths));
  }

  /** All models of the pool of a proposal are candidates of the question. */
  private String name(int slot) {
    for (int i = 0; i < question.size(); i++) {
      if (question.slots()[i] == slot) {
        return question.models()[i];
      }
    }
    throw new IllegalStateException("slot " + slot + " is no candidate");
  }
}

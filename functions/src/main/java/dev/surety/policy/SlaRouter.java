package dev.surety.policy;

import dev.surety.domain.Chance.Purpose;
import dev.surety.domain.Decision.Reason;
import dev.surety.domain.FeedbackTerms;
import dev.surety.domain.SlaPolicy;
import dev.surety.estimator.BalancedHeads;
import dev.surety.estimator.LogisticHeads;
import dev.surety.estimator.RunningMeans;
import dev.surety.estimator.SatisfactionEstimator;
import dev.surety.policy.Explanation.Coin;
import dev.surety.policy.Explanation.Range;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * SLARouter (arXiv 2606.19376; dossier section 2): with probability {@code p = min(1, c /
 * t^(1/4))}, t from 1, one model drawn uniformly answers; otherwise the one with the least {@code V
 * * E + Q * (target - s)}, ties going to the cheapest. So every one of M candidates has the
 * propensity {@code p / M}, the greedy one {@code 1 - p} more.
 *
 * <p>Exploration, the objective and learning from the answering model alone are the paper's. Its
 * equations for the rest are not public; these are <b>our reconstructions</b>, each to be exchanged
 * by an option ({@link SlaRouterParameters}): the queue's increment under sparse feedback ({@link
 * QueueIncrement}) and under unequal reporting rates ({@link SilenceSurrogate}), the rule of V, the
 * weighting of the positive class ({@link BalancedHeads}), and running means instead of its neural
 * heads, which cost no more on the streams measured. Its judge is not a part: a judge's feedback is
 * feedback. E is the expected cost over that of the dearest model, so V has no unit.
 */
final class SlaRouter implements RoutingPolicy, PolicyReplay {

  public static final String NAME = "slarouter";

  /** All there is to say about it. */
  public static final PolicyKind KIND =
      new PolicyKind(
          NAME,
          null,
          "SLARouter (arXiv 2606.19376), with our reconstructions where the paper is not public:"
              + " minimises cost against a virtual queue; now and then one model is drawn.",
          SlaRouterParameters.ALL,
          (sla, artefacts) -> new SlaRouter(sla),
          List.of(
              MemoryForm.of(2, SlaRouterClock.class, SlaRouterClock::write, SlaRouterClock::read)),
          List.of(
              StoredPredictors.RUNNING_MEANS,
              StoredPredictors.LOGISTIC_HEADS,
              StoredPredictors.BALANCED_HEADS));

  /** Bounds the weight of a judgement of a model that was unlikely to be chosen. */
  static final double MAX_IPS_WEIGHT = 20;

  private final SlaRouterParameters options;
  private final double target;
  private final FeedbackTerms terms;
  private final SilenceSurrogate surrogate;

  /**
   * @throws IllegalArgumentException for a parameter out of range
   */
  public SlaRouter(SlaPolicy sla) {
    options = SlaRouterParameters.of(sla);
    target = sla.target();
    terms = sla.feedback();
    surrogate = SilenceSurrogate.of(terms);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String memoryKind() {
    if (!options.logistic()) {
      return "slarouter/running-mean";
    }
    return options.balanced() ? "slarouter/balanced" : "slarouter/logistic";
  }

  @Override
  public PolicyMemory newMemory() {
    SatisfactionEstimator heads = options.balanced() ? new BalancedHeads() : new LogisticHeads();
    return new PolicyMemory(
        new SlaRouterClock(options.v()),
        new MessPlus.Predictor(options.logistic() ? heads : new RunningMeans()));
  }

  @Override
  public boolean learnsFromFeatures() {
    return options.logistic();
  }

  @Override
  public QueueIncrement queueIncrement() {
    return options.queueIncrement();
  }

  /** New models, and old ones at new prices, are found by exploration, which never ends. */
  @Override
  public void configure(PolicyMemory memory, PoolChange change) {
    if (change instanceof PoolChange.Added added) {
      predictor(memory).ensureSlots(added.slot() + 1);
    }
  }

  @Override
  public void route(PolicyMemory memory, Question question, Choice choice) {
    SlaRouterClock clock = (SlaRouterClock) memory.decisions();
    clock.t++;
    double explore = Math.min(1, options.c() / Math.sqrt(Math.sqrt(clock.t)));
    double v = v(clock);
    double[] cost = options.usualCost() ? question.usualCost() : question.cost();
    SatisfactionEstimator predictor = predictor(memory);
    int models = question.size();
    int greedy = 0;
    boolean reachable = false;
    for (int i = 0; i < models; i++) {
      int slot = question.slots()[i];
      double s = predictor.predict(slot, question.features());
      choice.satisfaction[i] = s;
      choice.score[i] = v * cost[i] + question.queue() * (question.target() - s);
      choice.propensity[i] = explore / models;
      reachable |= s + doubt(predictor, slot) >= question.target();
      double lead = choice.score[i] - choice.score[greedy];
      greedy = lead < 0 || (lead == 0 && cost[i] < cost[greedy]) ? i : greedy;
    }
    boolean explored = question.chance().uniform(Purpose.EXPLORE) < explore;
    choice.greedy = greedy;
    choice.chosen = explored ? (int) (question.chance().uniform(Purpose.MODEL) * models) : greedy;
    choice.reason = explored ? Reason.EXPLORE : Reason.EXPLOIT;
    choice.v = v;
    choice.exploreProbability = explore;
    choice.propensity[greedy] += 1 - explore;
    choice.catchingUp = !reachable;
  }

  @Override
  public PolicyReplay replay() {
    return this;
  }

  @Override
  public boolean routesByFeatures() {
    return learnsFromFeatures();
  }

  @Override
  public Explanation explain(PolicyMemory memory, Question question, Choice choice) {
    double[] cost = options.usualCost() ? question.usualCost() : question.cost();
    double explore = choice.exploreProbability;
    List<Coin> coins = new ArrayList<>();
    coins.add(
        Coin.flip(
            Purpose.EXPLORE,
            question.chance().uniform(Purpose.EXPLORE),
            explore,
            "draw a model",
            DriftPlusPenaltyReasons.best(question, choice)));
    if (choice.reason == Reason.EXPLORE) {
      int models = question.size();
      coins.add(
          new Coin(
              Purpose.MODEL,
              question.chance().uniform(Purpose.MODEL),
              Range.inTurn(List.of(question.models()), Collections.nCopies(models, 1.0 / models))));
    }
    return new Explanation(
        DriftPlusPenaltyReasons.plan(choice, ((SlaRouterClock) memory.decisions()).t),
        DriftPlusPenaltyReasons.candidates(question, choice, cost, predictor(memory)),
        coins);
  }

  private double v(SlaRouterClock clock) {
    return switch (options.vRule()) {
      case SQRT_T -> options.v0() * Math.sqrt(clock.t);
      case FIXED -> options.v();
      case CONTROLLER -> clock.v;
    };
  }

  @Override
  public void learn(PolicyMemory memory, Judgement judgement) {
    if (!judgement.windowed()) {
      ((SlaRouterClock) memory.decisions()).judged(judgement.satisfaction(), 1, target);
    }
    if (options.learnFromExploration() && !judgement.explored()) {
      return;
    }
    SatisfactionEstimator predictor = predictor(memory);
    // A model that left the pool before this memory began can still be judged.
    predictor.ensureSlots(judgement.slot() + 1);
    double s = judgement.satisfaction();
    if (predictor instanceof RunningMeans means) {
      if (!judgement.windowed()) {
        means.learnSum(judgement.slot(), s, 1);
      }
      return;
    }
    double rate = options.learningRate();
    double weight = reportingWeight(judgement);
    if (predictor instanceof BalancedHeads heads) {
      weight *= ipsWeight(judgement, heads.positives.length);
      heads.learn(judgement.slot(), judgement.features(), s, rate, weight);
    } else if (predictor instanceof LogisticHeads heads) {
      weight *= ipsWeight(judgement, heads.count.length);
      heads.learn(judgement.slot(), judgement.features(), s, rate, weight);
    }
  }

  @Override
  public boolean learns(Judgement judgement) {
    return judgement.explored() || !options.learnFromExploration();
  }

  /**
   * Running means are mended exactly, heads by the difference of two gradients. The controller of V
   * takes the difference into what it looks back on as if the word were recent; the steps that V
   * made since are not turned back, which is forgotten within {@value SlaRouterClock#WINDOW}
   * judgements.
   */
  @Override
  public void revise(PolicyMemory memory, Judgement was, Judgement is, Mark then) {
    double before = was.satisfaction();
    double after = is.satisfaction();
    if (!was.windowed()) {
      ((SlaRouterClock) memory.decisions()).revised(after - before);
    }
    SatisfactionEstimator predictor = predictor(memory);
    double rate = options.learningRate();
    if (predictor instanceof RunningMeans means) {
      if (!was.windowed()) {
        means.revise(was.slot(), was.features(), before, after, rate);
      }
      return;
    }
    // Where silence counts the two words weigh differently: the mean moves the head between them.
    double weight = 0.5 * (reportingWeight(was) + reportingWeight(is));
    if (predictor instanceof BalancedHeads heads) {
      weight *= ipsWeight(was, heads.positives.length);
      heads.revise(was.slot(), was.features(), before, after, rate, weight);
    } else if (predictor instanceof LogisticHeads heads) {
      weight *= ipsWeight(was, heads.count.length);
      heads.revise(was.slot(), was.features(), before, after, rate, weight);
    }
  }

  @Override
  public void windowClosed(PolicyMemory memory, List<ClosedOutcomes> outcomes) {
    SatisfactionEstimator predictor = predictor(memory);
    for (ClosedOutcomes closed : outcomes) {
      double satisfaction = closed.satisfaction(surrogate);
      if (predictor instanceof RunningMeans means) {
        means.ensureSlots(closed.slot() + 1);
        means.learnSum(closed.slot(), satisfaction, Math.round(closed.answers()));
      }
      double labels = closed.up() + closed.down();
      ((SlaRouterClock) memory.decisions()).judged(satisfaction / closed.answers(), labels, target);
    }
  }

  @Override
  public boolean isSound(PolicyMemory memory) {
    SlaRouterClock clock = (SlaRouterClock) memory.decisions();
    return Double.isFinite(clock.v + clock.recentLabels + clock.recentSatisfaction)
        && predictor(memory).isFinite();
  }

  @Override
  public Belief belief(PolicyMemory memory, int slot) {
    return Belief.of(predictor(memory), slot);
  }

  @Override
  public PolicyUpkeep upkeep() {
    return PredictorUpkeep.INSTANCE;
  }

  /**
   * Makes up for users who speak more readily when they are satisfied, or when they are not. An
   * answer whose judgement was asked for always gets one.
   */
  private double reportingWeight(Judgement judgement) {
    if (!terms.silenceCounts()) {
      return 1;
    }
    double least = Math.min(terms.satisfiedRate(), terms.dissatisfiedRate());
    double s = judgement.satisfaction();
    return judgement.windowed()
        ? least * (s / terms.satisfiedRate() + (1 - s) / terms.dissatisfiedRate())
        : least;
  }

  /** {@code min(1 / propensity, 20) / M}: 1 on average over a uniform draw of M models. */
  private double ipsWeight(Judgement judgement, int models) {
    double weight = 1 / judgement.propensity();
    return options.ipsWeights() && !Double.isNaN(weight)
        ? Math.min(MAX_IPS_WEIGHT, weight) / models
        : 1;
  }

  /** Two standard errors at most of a mean of this many judgements: what it may still be above. */
  private double doubt(SatisfactionEstimator predictor, int slot) {
    double labels;
    if (predictor instanceof RunningMeans means) {
      double rate = Math.max(terms.satisfiedRate(), terms.dissatisfiedRate());
      labels = means.count[slot] * (terms.silenceCounts() ? rate : 1);
    } else {
      labels =
          predictor instanceof BalancedHeads heads
              ? heads.heads.count[slot]
              : ((LogisticHeads) predictor).count[slot];
    }
    return 1 / Math.sqrt(labels);
  }

  private static SatisfactionEstimator predictor(PolicyMemory memory) {
    return ((MessPlus.Predictor) memory.learned()).estimator();
  }
}

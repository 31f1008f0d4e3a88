package dev.surety.policy;

import dev.surety.domain.Chance.Purpose;
import dev.surety.domain.Decision;
import dev.surety.domain.Features;
import dev.surety.estimator.LogisticHeads;
import dev.surety.estimator.RunningMeans;
import dev.surety.estimator.SatisfactionEstimator;
import dev.surety.policy.Explanation.Coin;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/**
 * MESS+ (arXiv 2505.19947; dossier section 3): with probability {@code min(1, c / t^(1/4))} every
 * model is queried and the largest answers; otherwise the model with the least {@code V * E + Q *
 * (target - s)} answers, ties going to the cheapest. {@code E} is the expected cost over that of
 * the dearest model, so V has no unit; {@code s} is the predicted satisfaction; {@code Q} the
 * virtual queue.
 *
 * <p>Under sparse feedback the queue moves only by judged answers, as {@code Q_tracked} of the
 * authors' code.
 */
public final class MessPlus implements RoutingPolicy, PolicyReplay {

  public static final String NAME = "mess-plus";

  static final ParameterSpec V =
      ParameterSpec.number(
          "v",
          0.2,
          0,
          1e6,
          "Weight on cost against debt. 0.2 is the published 1e-4 per joule at the largest model's"
              + " 2000 joules.");
  static final ParameterSpec C =
      ParameterSpec.number(
          "c", 0.1, 0, 1e3, "Exploration: all models are queried with chance min(1, c / t^(1/4)).");
  static final ParameterSpec ESTIMATOR =
      ParameterSpec.choice(
          "estimator",
          "How satisfaction is predicted: one running mean a model, or a logistic head a model over"
              + " the hashed words of the prompt.",
          "running-mean",
          "logistic");
  static final ParameterSpec LEARNING_RATE =
      ParameterSpec.number(
          "learning_rate", 0.5, 0, 100, "Step of the logistic heads' gradient descent.");
  static final ParameterSpec LEARN_FROM =
      ParameterSpec.choice(
          "learn_from",
          "Which judgements train the predictor: those of requests for which all models were"
              + " queried (the paper), or all.",
          "exploration",
          "all");

  static final ParameterSpec COST =
      ParameterSpec.choice(
          "cost",
          "E: the model's usual cost (a running mean, as the authors' code has it), or the expected"
              + " cost of this very request.",
          "usual",
          "request");

  public static final List<ParameterSpec> PARAMETERS =
      List.of(V, C, ESTIMATOR, LEARNING_RATE, LEARN_FROM, COST);

  /** All there is to say about it. */
  public static final PolicyKind KIND =
      new PolicyKind(
          NAME,
          null,
          "MESS+ (arXiv 2505.19947): minimises cost against a virtual queue; now and then all models"
              + " are queried.",
          PARAMETERS,
          (sla, artefacts) -> new MessPlus(sla.parameters()),
          List.of(MemoryForm.of(1, Clock.class, Clock::write, Clock::read)),
          List.of(StoredPredictors.RUNNING_MEANS, StoredPredictors.LOGISTIC_HEADS));

  private final double v;
  private final double c;
  private final boolean logistic;
  private final double learningRate;
  private final boolean learnFromAll;
  private final boolean requestCost;

  public MessPlus(Map<String, String> parameters) {
    v = V.number(parameters);
    c = C.number(parameters);
    logistic = ESTIMATOR.text(parameters).equals("logistic");
    learningRate = LEARNING_RATE.number(parameters);
    learnFromAll = LEARN_FROM.text(parameters).equals("all");
    requestCost = COST.text(parameters).equals("request");
  }

  /** How many requests were decided: the paper's t. */
  public static final class Clock implements PolicyMemory.DecisionMemory {
    public long t;

    private void write(DataOutput out) throws IOException {
      out.writeLong(t);
    }

    private static Clock read(DataInput in) throws IOException {
      Clock clock = new Clock();
      clock.t = in.readLong();
      return clock;
    }
  }

  /** The satisfaction predictor. */
  public record Predictor(SatisfactionEstimator estimator) implements PolicyMemory.LearnedMemory {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String memoryKind() {
    return logistic ? "mess-plus/logistic" : "mess-plus/running-mean";
  }

  @Override
  public PolicyMemory newMemory() {
    return new PolicyMemory(
        new Clock(), new Predictor(logistic ? new LogisticHeads() : new RunningMeans()));
  }

  @Override
  public boolean learnsFromFeatures() {
    return logistic;
  }

  @Override
  public void configure(PolicyMemory memory, PoolChange change) {
    if (change instanceof PoolChange.Added added) {
      predictor(memory).ensureSlots(added.slot() + 1);
    }
  }

  @Override
  public void route(PolicyMemory memory, Question question, Choice choice) {
    Clock clock = (Clock) memory.decisions();
    double explore = exploreProbability(clock.t++);
    SatisfactionEstimator predictor = predictor(memory);
    double[] cost = requestCost ? question.cost() : question.usualCost();
    int largest = 0;
    int greedy = 0;
    for (int i = 0; i < question.size(); i++) {
      double s = predictor.predict(question.slots()[i], question.features());
      choice.satisfaction[i] = s;
      choice.score[i] = v * cost[i] + question.queue() * (question.target() - s);
      largest = cost[i] > cost[largest] ? i : largest;
      double lead = choice.score[i] - choice.score[greedy];
      greedy = lead < 0 || (lead == 0 && cost[i] < cost[greedy]) ? i : greedy;
    }
    boolean all = question.chance().uniform(Purpose.EXPLORE) < explore;
    choice.greedy = greedy;
    choice.chosen = all ? largest : greedy;
    choice.queryAll = all;
    choice.reason = all ? Decision.Reason.EXPLORE : Decision.Reason.EXPLOIT;
    choice.v = v;
    choice.exploreProbability = explore;
    choice.propensity[largest] += explore;
    choice.propensity[greedy] += 1 - explore;
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
    double[] cost = requestCost ? question.cost() : question.usualCost();
    return new Explanation(
        DriftPlusPenaltyReasons.plan(choice, ((Clock) memory.decisions()).t),
        DriftPlusPenaltyReasons.candidates(question, choice, cost, predictor(memory)),
        List.of(
            Coin.flip(
                Purpose.EXPLORE,
                question.chance().uniform(Purpose.EXPLORE),
                choice.exploreProbability,
                "query all models, the dearest answers",
                DriftPlusPenaltyReasons.best(question, choice))));
  }

  @Override
  public void learn(PolicyMemory memory, Judgement judgement) {
    if (judgement.explored() || learnFromAll) {
      Features features = judgement.features();
      // A model that left the pool before this memory began can still be judged.
      predictor(memory).ensureSlots(judgement.slot() + 1);
      predictor(memory).learn(judgement.slot(), features, judgement.satisfaction(), learningRate);
    }
  }

  @Override
  public void revise(PolicyMemory memory, Judgement was, Judgement is, Mark then) {
    predictor(memory)
        .revise(was.slot(), was.features(), was.satisfaction(), is.satisfaction(), learningRate);
  }

  @Override
  public boolean learns(Judgement judgement) {
    return judgement.explored() || learnFromAll;
  }

  @Override
  public boolean isSound(PolicyMemory memory) {
    return predictor(memory).isFinite();
  }

  @Override
  public Belief belief(PolicyMemory memory, int slot) {
    return Belief.of(predictor(memory), slot);
  }

  @Override
  public PolicyUpkeep upkeep() {
    return PredictorUpkeep.INSTANCE;
  }

  /** {@code min(1, c / max(t, 1)^(1/4))}, t counted from 0. */
  private double exploreProbability(long t) {
    return Math.min(1, c / Math.sqrt(Math.sqrt(Math.max(t, 1))));
  }

  private static SatisfactionEstimator predictor(PolicyMemory memory) {
    return ((Predictor) memory.learned()).estimator();
  }
}

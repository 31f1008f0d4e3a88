package dev.surety.policy;

import dev.surety.domain.SlaPolicy;
import java.util.List;
import java.util.Map;

/**
 * The options of {@link SlaRouter}. The paper's equations for the queue's increment, the adaptive V
 * and the class weight are not public, so each of our readings has a name and can be exchanged.
 */
record SlaRouterParameters(
    double c,
    VRule vRule,
    double v,
    double v0,
    QueueIncrement queueIncrement,
    boolean logistic,
    boolean balanced,
    double learningRate,
    boolean ipsWeights,
    boolean learnFromExploration,
    boolean usualCost) {

  /** How the weight on cost follows time. */
  enum VRule {
    SQRT_T,
    FIXED,
    CONTROLLER
  }

  static final ParameterSpec C =
      ParameterSpec.number(
          "c",
          0.5,
          0,
          1e3,
          "Exploration: with chance min(1, c / t^(1/4)) one model is drawn uniformly.");
  static final ParameterSpec V_RULE =
      ParameterSpec.choice(
          "v_rule",
          "Weight on cost against debt (our reconstruction; the paper's rule is not public):"
              + " v0 * sqrt(t), the fixed v, or a controller that starts at v, halves it in 14"
              + " judgements below the target and doubles it in 14 above.",
          "sqrt-t",
          "fixed",
          "controller");
  static final ParameterSpec V =
      ParameterSpec.number("v", 1, 0, 1e6, "V of the fixed rule, and where the controller starts.");
  static final ParameterSpec V0 =
      ParameterSpec.number("v0", 0.05, 0, 1e6, "Factor of the rule sqrt-t.");
  static final ParameterSpec QUEUE_INCREMENT =
      ParameterSpec.choice(
          "queue_increment",
          "How debt is counted from sparse judgements (our reconstruction): each over its"
              + " reporting rate, as a correction of the prediction, or as it comes (naive where"
              + " one side speaks more).",
          "inverse-propensity",
          "doubly-robust",
          "observed");
  static final ParameterSpec ESTIMATOR =
      ParameterSpec.choice(
          "estimator",
          "How satisfaction is predicted: one running mean a model, or the paper's logistic head a"
              + " model, here over the hashed words of the prompt.",
          "running-mean",
          "logistic");
  static final ParameterSpec CLASS_WEIGHT =
      ParameterSpec.choice(
          "class_weight",
          "Whether logistic heads weigh the rarer outcome up (the paper's re-weighting of the"
              + " positive class; form and correction are our reconstruction).",
          "balanced",
          "none");
  static final ParameterSpec LEARNING_RATE =
      ParameterSpec.number(
          "learning_rate",
          0.5,
          0,
          100,
          "First step of the logistic heads; it falls with 1 / sqrt(1 + n / 100).");
  static final ParameterSpec IPS_WEIGHTS =
      ParameterSpec.choice(
          "ips_weights",
          "Whether logistic heads weigh judgements by 1 / propensity, at most 20: for features that"
              + " say too little (our reconstruction).",
          "off",
          "on");
  static final ParameterSpec LEARN_FROM =
      ParameterSpec.choice(
          "learn_from",
          "Which judgements train the predictor: all, or only those of drawn models.",
          "all",
          "exploration");
  static final ParameterSpec COST =
      ParameterSpec.choice(
          "cost",
          "E: the expected cost of this very request, or the model's usual cost.",
          "request",
          "usual");

  static final List<ParameterSpec> ALL =
      List.of(
          C,
          V_RULE,
          V,
          V0,
          QUEUE_INCREMENT,
          ESTIMATOR,
          CLASS_WEIGHT,
          LEARNING_RATE,
          IPS_WEIGHTS,
          LEARN_FROM,
          COST);

  /**
   * @throws IllegalArgumentException for a value out of range, or heads that could never learn
   */
  static SlaRouterParameters of(SlaPolicy sla) {
    Map<String, String> given = sla.parameters();
    SlaRouterParameters read =
        new SlaRouterParameters(
            C.number(given),
            vRule(V_RULE.text(given)),
            V.number(given),
            V0.number(given),
            increment(QUEUE_INCREMENT.text(given)),
            ESTIMATOR.text(given).equals("logistic"),
            CLASS_WEIGHT.text(given).equals("balanced"),
            LEARNING_RATE.number(given),
            IPS_WEIGHTS.text(given).equals("on"),
            LEARN_FROM.text(given).equals("exploration"),
            COST.text(given).equals("usual"));
    boolean oneSided =
        sla.feedback().silenceCounts()
            && Math.min(sla.feedback().satisfiedRate(), sla.feedback().dissatisfiedRate()) == 0;
    if (read.logistic && oneSided) {
      throw new IllegalArgumentException(
          "parameter 'estimator' cannot be 'logistic' where only one kind of user speaks: a head"
              + " learns nothing from silence; use 'running-mean', or state both reporting rates");
    }
    return read;
  }

  private static VRule vRule(String text) {
    return switch (text) {
      case "fixed" -> VRule.FIXED;
      case "controller" -> VRule.CONTROLLER;
      default -> VRule.SQRT_T;
    };
  }

  private static QueueIncrement increment(String text) {
    return switch (text) {
      case "observed" -> QueueIncrement.OBSERVED;
      case "doubly-robust" -> QueueIncrement.DOUBLY_ROBUST;
      default -> QueueIncrement.INVERSE_PROPENSITY;
    };
  }
}

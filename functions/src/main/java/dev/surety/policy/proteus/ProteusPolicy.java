package dev.surety.policy.proteus;

import dev.surety.domain.Decision;
import dev.surety.domain.Feedback.Source;
import dev.surety.domain.FeedbackTerms;
import dev.surety.domain.SlaPolicy;
import dev.surety.estimator.UsualAnswer;
import dev.surety.policy.Belief;
import dev.surety.policy.Choice;
import dev.surety.policy.ClosedOutcomes;
import dev.surety.policy.MemoryForm;
import dev.surety.policy.PolicyKind;
import dev.surety.policy.PolicyMemory;
import dev.surety.policy.PolicyReplay;
import dev.surety.policy.PolicyUpkeep;
import dev.surety.policy.PoolChange;
import dev.surety.policy.Question;
import dev.surety.policy.QueueIncrement;
import dev.surety.policy.RoutingPolicy;
import dev.surety.policy.SilenceSurrogate;
import java.util.List;

/**
 * PROTEUS at serving (dossier 4.2): the candidate with the highest {@code s = p + mu b - (1 -
 * mu)^gamma c} answers, mu being the mean of its Beta density at the tenant's target with lambda 1.
 * c is the expected cost at the prices of now, in the training's unit.
 *
 * <p>With the correction on, the tenant's signed debt D multiplies the cost's weight by {@code
 * exp(-rate D)} (less while labels are few), and its labels correct p. At fixed estimates a greater
 * debt never chooses a model of a lower {@code p + mu b}: with weights v &lt; w, add {@code q_j - v
 * c_j >= q_i - v c_i} and {@code q_i - w c_i >= q_j - w c_j}; then c_j &gt;= c_i, hence q_j &gt;=
 * q_i. Choices are deterministic.
 *
 * <p>Models that the artefact does not know are taken only where there is no other, the dearest
 * first. Keeps scratch between calls: one a thread.
 */
public final class ProteusPolicy implements RoutingPolicy {

  public static final String NAME = "proteus";

  /** All there is to say about it. */
  public static final PolicyKind KIND =
      new PolicyKind(
          NAME,
          null,
          "PROTEUS: a network that surety train proteus has trained weighs quality against cost for"
              + " every target; needs its artefact.",
          ProteusParameters.ALL,
          (sla, artefacts) ->
              new ProteusPolicy(
                  sla,
                  artefacts.content(
                      ProteusParameters.ARTEFACT.subject(sla.parameters()),
                      ProteusArtefact.ARTEFACT)),
          List.of(
              MemoryForm.of(
                  4, ProteusAccount.class, ProteusCodec::write, ProteusCodec::readAccount)),
          List.of(
              MemoryForm.of(
                  5, ProteusLearner.class, ProteusCodec::write, ProteusCodec::readLearner)));

  /**
   * Answers of surplus that may be spent again: bounds how long quality may be low at a stretch.
   * Beside it stands what is kept for what is not known.
   */
  static final double MOST_SURPLUS = 50;

  /** Bounds of the logarithm by which debt changes the cost's weight. */
  private static final double LEAST_DUAL = -6;

  private static final double MOST_DUAL = 14;

  /** Requests that the fading mean of what can be reached looks back. */
  private static final double REACH_MEMORY = 500;

  /** By how much the target may lie above what seems to be reached before it counts as too high. */
  private static final double REACH_MARGIN = 0.01;

  /** Bounds the logarithm of how far a price may be from training's. */
  private static final double MOST_LOG_UNIT = 50;

  /** Ranks models that the artefact does not know behind all others. */
  private static final double UNKNOWN_SCORE = 1e6;

  private final ProteusParameters.Values parameters;
  private final FeedbackTerms terms;
  private final double target;
  private final SilenceSurrogate surrogate;
  private final ProteusArtefact artefact;
  private final TrainedProteus model;

  // Made when the first request comes: an installation may have many SLAs without traffic.
  private ProteusNetwork.Pass pass;

  /**
   * @param artefact {@code null} if it is not there
   * @throws IllegalArgumentException for a parameter out of range
   */
  public ProteusPolicy(SlaPolicy sla, ProteusArtefact artefact) {
    parameters = ProteusParameters.of(sla.parameters());
    terms = sla.feedback();
    target = sla.target();
    surrogate = SilenceSurrogate.of(terms);
    this.artefact = artefact;
    model = artefact == null ? null : artefact.model();
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public boolean isReady() {
    return model != null;
  }

  /** What was learned is relative to the artefact. */
  @Override
  public String memoryKind() {
    return "proteus/" + (artefact == null ? "none" : artefact.checksum().substring(0, 16));
  }

  @Override
  public PolicyMemory newMemory() {
    ProteusAccount account = new ProteusAccount();
    account.reach = model == null ? 0 : model.reach();
    return new PolicyMemory(account, new ProteusLearner());
  }

  @Override
  public UsualAnswer usualAnswer(String name) {
    return model == null
        ? UsualAnswer.UNKNOWN
        : model.usualAnswers().getOrDefault(name, UsualAnswer.UNKNOWN);
  }

  @Override
  public PolicyReplay replay() {
    return () -> true;
  }

  @Override
  public QueueIncrement queueIncrement() {
    return QueueIncrement.INVERSE_PROPENSITY;
  }

  @Override
  public void configure(PolicyMemory memory, PoolChange change) {
    if (change instanceof PoolChange.Added added && model != null) {
      ProteusLearner learner = (ProteusLearner) memory.learned();
      learner.ensureSlots(added.slot() + 1);
      learner.models[added.slot()] = (short) model.models().indexOf(added.model());
    }
  }

  @Override
  public void route(PolicyMemory memory, Question question, Choice choice) {
    ProteusAccount account = (ProteusAccount) memory.decisions();
    ProteusLearner learner = (ProteusLearner) memory.learned();
    pass = pass == null ? new ProteusNetwork.Pass(model.network()) : pass;
    int tag = model.tag(question.tag());
    int length = ProteusNetwork.lengthClass(question.promptChars());
    model.network().encode(tag, length, question.features(), pass);
    double margin = parameters.online() ? margin(learner) : 0;
    model.network().weigh(model.scaled(question.target() + margin), 1, pass);
    double mu = pass.mu();
    double weight = TrainedProteus.costWeight(mu, model.gamma());
    if (parameters.online()) {
      // A tenant that comes from another policy brings its debt.
      account.debt = account.decided++ == 0 ? question.queue() : account.debt;
      weight *= StrictMath.exp(-dual(account, learner));
    }
    choice.bucket = tag;
    choice.v = weight;
    double unit = unit(learner, question);
    double[] cost = model.costBasis() == CostBasis.REQUEST ? question.cost() : question.usualCost();
    int best = -1;
    double reach = 0;
    for (int i = 0; i < question.size(); i++) {
      int slot = question.slots()[i];
      int m = learner.model(slot);
      if (m < 0) {
        choice.score[i] = UNKNOWN_SCORE - cost[i];
        choice.satisfaction[i] = Double.NaN;
      } else {
        double p = pass.p[m];
        p = parameters.online() ? clip(p + learner.offset(slot, tag)) : p;
        choice.satisfaction[i] = p;
        choice.score[i] = weight * cost[i] * unit - p - mu * model.boosts()[m];
        reach = Math.max(reach, p);
      }
      double lead = best < 0 ? -1 : choice.score[i] - choice.score[best];
      boolean cheaper = best >= 0 && cost[i] < cost[best];
      best = lead < 0 || (lead == 0 && cheaper) ? i : best;
    }
    choice.chosen = best;
    choice.greedy = best;
    choice.propensity[best] = 1;
    boolean known = learner.model(question.slots()[best]) >= 0;
    choice.reason = known ? Decision.Reason.EXPLOIT : Decision.Reason.SUBSTITUTE;
    if (parameters.online() && known) {
      account.reach += (reach - account.reach) / REACH_MEMORY;
    }
    choice.catchingUp =
        question.target() > REACH_MARGIN + (parameters.online() ? account.reach : model.reach());
  }

  /**
   * The tenant's dual variable: what is owed, the margin's surplus included, does to the logarithm
   * of the cost's weight, as far as there is evidence for it.
   */
  private double dual(ProteusAccount account, ProteusLearner learner) {
    double owed = account.debt + surplus(account, learner);
    double trust = DebtEvidence.trust(judged(), learner.labels());
    return Math.max(LEAST_DUAL, Math.min(MOST_DUAL, parameters.dualRate() * owed * trust));
  }

  private double margin(ProteusLearner learner) {
    return DebtEvidence.margin(judged(), learner.labels(), target);
  }

  private double surplus(ProteusAccount account, ProteusLearner learner) {
    return DebtEvidence.surplus(judged(), learner.labels(), target, account.decided);
  }

  /** Share of the answers that users judge, as far as it is reckoned with. */
  private double judged() {
    return 1 / queueIncrement().weight(terms, false);
  }

  /**
   * What the question's costs are to be multiplied by, so that the models' usual costs are what
   * they were in training: in the geometric mean, which no single change of price moves by much.
   */
  private double unit(ProteusLearner learner, Question question) {
    double logs = 0;
    int known = 0;
    for (int i = 0; i < question.size(); i++) {
      int m = learner.model(question.slots()[i]);
      double usual = question.usualCost()[i];
      if (m >= 0 && usual > 0 && model.costs()[m] > 0) {
        double log = StrictMath.log(model.costs()[m]) - StrictMath.log(usual);
        logs += Math.max(-MOST_LOG_UNIT, Math.min(MOST_LOG_UNIT, log));
        known++;
      }
    }
    return known == 0 ? 1 : StrictMath.exp(logs / known) / model.costUnit();
  }

  @Override
  public void learn(PolicyMemory memory, Judgement judgement) {
    if (model == null || !parameters.online() || judgement.windowed()) {
      return;
    }
    double s = judgement.satisfaction();
    if (judgement.shown()) {
      boolean solicited = judgement.source() == Source.SOLICITED;
      book(memory, queueIncrement().weight(terms, solicited) * (target - s));
    }
    ProteusLearner learner = (ProteusLearner) memory.learned();
    int m = learner.model(judgement.slot());
    if (m >= 0) {
      int tag = tag(judgement.bucket());
      learner.learn(judgement.slot(), tag, 1, s - expected(m, tag));
    }
  }

  @Override
  public void unrouted(PolicyMemory memory, double satisfaction) {
    if (model != null && parameters.online()) {
      book(memory, queueIncrement().weight(terms, false) * (target - satisfaction));
    }
  }

  /**
   * What the labels say beside the artefact moves by the difference; what of it has faded since,
   * 1/{@value ProteusLearner#MEMORY} a label, is not reckoned with. So does the debt, which keeps
   * to its bound.
   */
  @Override
  public void revise(PolicyMemory memory, Judgement was, Judgement is, Mark then) {
    if (model == null || !parameters.online() || was.windowed()) {
      return;
    }
    double better = is.satisfaction() - was.satisfaction();
    if (was.shown()) {
      boolean solicited = was.source() == Source.SOLICITED;
      book(memory, -queueIncrement().weight(terms, solicited) * better);
    }
    ProteusLearner learner = (ProteusLearner) memory.learned();
    if (learner.model(was.slot()) >= 0) {
      learner.revise(was.slot(), tag(was.bucket()), better);
    }
  }

  @Override
  public void reviseUnrouted(PolicyMemory memory, double was, double is, Mark then) {
    if (model != null && parameters.online()) {
      book(memory, queueIncrement().weight(terms, false) * (was - is));
    }
  }

  @Override
  public void windowClosed(PolicyMemory memory, List<ClosedOutcomes> outcomes) {
    if (model == null || !parameters.online()) {
      return;
    }
    ProteusLearner learner = (ProteusLearner) memory.learned();
    double said = Math.max(terms.satisfiedRate(), terms.dissatisfiedRate());
    for (ClosedOutcomes closed : outcomes) {
      double satisfaction = closed.satisfaction(surrogate);
      book(memory, target * closed.answers() - satisfaction);
      int m = learner.model(closed.slot());
      if (m >= 0) {
        int tag = tag(closed.bucket());
        double better = satisfaction - closed.answers() * expected(m, tag);
        learner.learn(closed.slot(), tag, said * closed.answers(), said * better);
      }
    }
  }

  /** A surplus is cut where it is beyond what may be spent, the margin and as much of chance. */
  private void book(PolicyMemory memory, double answers) {
    ProteusAccount account = (ProteusAccount) memory.decisions();
    double kept = 2 * surplus(account, (ProteusLearner) memory.learned());
    account.debt = Math.max(-MOST_SURPLUS - kept, account.debt + answers);
  }

  @Override
  public boolean isSound(PolicyMemory memory) {
    ProteusAccount account = (ProteusAccount) memory.decisions();
    return Double.isFinite(account.debt + account.reach)
        && ((ProteusLearner) memory.learned()).isFinite();
  }

  /** Over all tags: the artefact's mean of their means, and the labels' surplus. */
  @Override
  public Belief belief(PolicyMemory memory, int slot) {
    ProteusLearner learner = (ProteusLearner) memory.learned();
    int m = learner.model(slot);
    if (m < 0 || model == null) {
      return Belief.NONE;
    }
    double mean = 0;
    for (int tag = 0; tag <= model.tags().size(); tag++) {
      mean += expected(m, tag) / (model.tags().size() + 1);
    }
    return new Belief(clip(mean + learner.offset(slot)), Double.NaN, learner.labels(slot));
  }

  @Override
  public PolicyUpkeep upkeep() {
    return new ProteusUpkeep(parameters.online());
  }

  /** A decision of the policy before this one may have had another bucket. */
  private int tag(int bucket) {
    return Math.min(bucket, model.tags().size());
  }

  /** The artefact's mean for the tag. */
  private double expected(int m, int tag) {
    return Activations.sigmoid(model.network().prior()[tag][m]);
  }

  private static double clip(double p) {
    return Math.max(0, Math.min(1, p));
  }
}

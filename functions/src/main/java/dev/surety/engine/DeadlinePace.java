package dev.surety.engine;

import dev.surety.domain.Chance.Purpose;
import dev.surety.domain.DeadlineTerms;
import dev.surety.domain.DeadlineTerms.Precedence;
import dev.surety.domain.Decision.Reason;
import dev.surety.domain.Notice;
import dev.surety.policy.Choice;
import dev.surety.policy.Question;
import dev.surety.policy.RoutingPolicy;

/**
 * Keeps a policy, whichever that is, to a deadline. Where its plan is expected to be late more
 * often than the queue of late answers allows just now, the request goes to the cheapest mixture
 * that satisfies as well as the plan and is late no more often ({@link TwoPromises}); what the last
 * late answer is worth there is the price. What the policy explores it goes on exploring, and a
 * small share of requests stays its own, so that a model which was slow is tried again.
 * Propensities are those of all this together, and sum to 1.
 *
 * <p>Where no mixture does both, the promise's precedence says which gives way.
 *
 * <p>Not thread-safe: scratch is kept between requests.
 */
final class DeadlinePace {

  /** Share of requests in which the policy's own plan stands, and what it may take of lateness. */
  private static final double OWN = 0.02;

  private static final double OWN_LATE = 0.1;

  /** Answers that what is believed beforehand counts for, where nothing and where HEALTH tells. */
  private static final double UNKNOWN_WEIGHT = 2;

  private static final double KNOWN_WEIGHT = 8;

  /** Where nobody tells a time all models are as late as they may be, and the plan stands. */
  private static final double ROUNDING = 1e-9;

  /** Of two mixtures that are as good the cheaper one is taken. */
  private static final double TIE = 1e-6;

  /**
   * Standard errors that are granted to each model where it is asked whether both promises can be
   * kept: several are mixed, and of many one looks better than it is.
   */
  private static final double DOUBT = 0.5;

  /** Halvings in search of how fast both debts can be repaid. */
  private static final int STEPS = 6;

  private final TwoPromises mixture = new TwoPromises();

  private double[] late = {};
  private double[] worth = {};
  private double[] atBest = {};
  private double[] lateAtBest = {};
  private double[] objective = {};

  private boolean infeasible;

  /** Whether the last request saw no way to keep both promises. */
  boolean isInfeasible() {
    return infeasible;
  }

  /** What is remembered of the chosen answer's time; {@code null} where no deadline is kept. */
  AnswerTimes times(Account account, Choice choice) {
    DeadlineBooks books = account.deadline;
    if (!books.isKept()) {
      infeasible = false;
      return null;
    }
    AnswerTimes times = new AnswerTimes();
    times.firstToken = books.firstToken;
    times.millis = books.millis;
    times.expected = late[choice.chosen];
    times.infeasible = infeasible;
    return times;
  }

  /** What is expected of each candidate's answer. */
  void expect(Account account, TenantConfig config, Candidates candidates, int bucket) {
    infeasible = false;
    reserve(candidates.size());
    for (int i = 0; i < candidates.size(); i++) {
      late[i] =
          account.deadline.beliefs.late(
              candidates.slots[i],
              bucket,
              before(config, candidates, i),
              weight(config, candidates, i));
    }
  }

  private static double before(TenantConfig config, Candidates candidates, int i) {
    double told = config.lateBefore(candidates.places[i]);
    return Double.isNaN(told) ? config.sla().deadline().mayBeLate() : told;
  }

  private static double weight(TenantConfig config, Candidates candidates, int i) {
    boolean told = !Double.isNaN(config.lateBefore(candidates.places[i]));
    return told ? KNOWN_WEIGHT : UNKNOWN_WEIGHT;
  }

  private void reserve(int size) {
    if (late.length < size) {
      late = new double[size];
      worth = new double[size];
      atBest = new double[size];
      lateAtBest = new double[size];
      objective = new double[size];
    }
  }

  /** Changes a choice that is expected to be late too often; after {@link #expect}. */
  void keep(
      RouterState state,
      TenantConfig config,
      Candidates candidates,
      Availability availability,
      Question question,
      Choice choice) {
    DeadlineBooks books = state.account().deadline;
    infeasible = isBeyondReach(state, config, candidates, question, choice);
    if (infeasible) {
      state.raise(Notice.DEADLINE_INFEASIBLE);
    }
    books.priceUsd = 0;
    if (choice.queryAll || choice.reason != Reason.EXPLOIT && choice.reason != Reason.EXPLORE) {
      return;
    }
    int size = question.size();
    double explored = 0;
    double exploredLate = 0;
    double planLate = 0;
    double planWorth = 0;
    value(choice, question.cost());
    for (int i = 0; i < size; i++) {
      double own = choice.propensity[i] - choice.exploration[i];
      explored += choice.exploration[i];
      exploredLate += choice.exploration[i] * late[i];
      planLate += own * late[i];
      planWorth += own * worth[i];
    }
    double allowed = books.allowed();
    double plan = 1 - explored;
    if (planLate + exploredLate <= allowed + ROUNDING || plan < OWN) {
      return;
    }
    double own = Math.min(OWN, OWN_LATE * allowed * plan / planLate);
    DeadlineTerms terms = config.sla().deadline();
    double kept = exploredLate + own * planLate;
    double left = plan * (1 - own);
    double most = Math.max(0, (allowed - kept) / left);
    double promised = Math.max(0, (terms.mayBeLate() - kept) / left);
    collect(question, availability);
    mix(question, planWorth / plan, most, promised, terms.precedence());
    books.priceUsd = mixture.price * question.referenceCostUsd();
    state.raise(Notice.DEADLINE_PRICED);
    draw(state, config.policy(), question, choice, explored > 0, own);
    for (int i = 0; i < size; i++) {
      double planned = choice.propensity[i] - choice.exploration[i];
      choice.propensity[i] =
          Math.min(1, choice.exploration[i] + own * planned + (1 - own) * plan * mixture.share(i));
    }
  }

  /** What is compared: where a policy estimates nothing, what costs more is taken to be better. */
  private void value(Choice choice, double[] cost) {
    double dearest = Double.MIN_VALUE;
    for (double each : cost) {
      dearest = Math.max(dearest, each);
    }
    for (int i = 0; i < cost.length; i++) {
      double believed = choice.satisfaction[i];
      worth[i] = Double.isNaN(believed) ? cost[i] / dearest : believed;
    }
  }

  private void collect(Question question, Availability availability) {
    mixture.clear(question.size());
    for (int i = 0; i < question.size(); i++) {
      if (availability.offered(i)) {
        mixture.add(i);
      }
    }
    mixture.prune(question.cost(), worth, late);
  }

  /**
   * Finds the mixture to draw from.
   *
   * @param least satisfaction of the plan, which may be above what was promised, to repay debt
   * @param most chance of being late, which may be below what was promised for the same reason
   * @param promised chance of being late
   */
  private void mix(
      Question question, double least, double most, double promised, Precedence precedence) {
    double[] cost = question.cost();
    if (mixture.solve(cost, worth, late, least, most)
        || repayLess(cost, least, most, Math.min(least, question.target()), promised)) {
      return;
    }
    int size = question.size();
    boolean quality = precedence == Precedence.QUALITY;
    for (int i = 0; i < size; i++) {
      objective[i] = (quality ? late[i] : -worth[i]) + TIE * cost[i];
    }
    boolean found =
        quality
            ? mixture.solve(objective, worth, late, least, Double.POSITIVE_INFINITY)
            : mixture.solve(objective, worth, late, Double.NEGATIVE_INFINITY, most);
    if (!found) {
      for (int i = 0; i < size; i++) {
        objective[i] = late[i] + TIE * cost[i];
      }
      mixture.solve(objective, worth, late, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }
    mixture.price = Double.NaN;
  }

  /**
   * Where both debts can't be repaid at once, though what was promised can be kept, both are repaid
   * more slowly, in proportion.
   */
  private boolean repayLess(
      double[] cost, double least, double most, double target, double promised) {
    double all = Math.max(most, promised);
    if (!mixture.solve(cost, worth, late, target, all)) {
      return false;
    }
    double no = 0;
    double yes = 1;
    for (int i = 0; i < STEPS; i++) {
      double part = 0.5 * (no + yes);
      boolean found =
          mixture.solve(
              cost, worth, late, least + part * (target - least), most + part * (all - most));
      no = found ? no : part;
      yes = found ? part : yes;
    }
    return mixture.solve(
        cost, worth, late, least + yes * (target - least), most + yes * (all - most));
  }

  private void draw(
      RouterState state,
      RoutingPolicy policy,
      Question question,
      Choice choice,
      boolean tellsExploration,
      double own) {
    if (tellsExploration && choice.reason == Reason.EXPLORE) {
      return;
    }
    double drawn = question.chance().uniform(Purpose.DEADLINE);
    int chosen = drawn < own ? choice.chosen : mixture.draw((drawn - own) / (1 - own));
    if (chosen == choice.chosen) {
      return;
    }
    policy.answered(state.memory(), question.slots()[choice.chosen], question.slots()[chosen]);
    choice.chosen = chosen;
    choice.labelValueUsd = Double.NaN;
    choice.labelProbability = Double.NaN;
  }

  /**
   * Whether both promises can't be kept, as far as the models are known, by some of the errors of
   * that, or as far as the queue shows; and it is the deadline that makes it so. Requests that not
   * all models may answer tell nothing of it.
   */
  private boolean isBeyondReach(
      RouterState state,
      TenantConfig config,
      Candidates candidates,
      Question question,
      Choice choice) {
    DeadlineBooks books = state.account().deadline;
    int size = question.size();
    if (size == config.active().size()) {
      for (int i = 0; i < size; i++) {
        int slot = question.slots()[i];
        double error = DOUBT * config.policy().belief(state.memory(), slot).error();
        double believed = choice.satisfaction[i] + error;
        atBest[i] = believed < 1 ? believed : 1; // what is not known may be anything
        double answers = books.beliefs.answers(slot) + weight(config, candidates, i);
        double doubt = DOUBT * Math.sqrt(late[i] * (1 - late[i]) / answers);
        lateAtBest[i] = Math.max(0, late[i] - doubt);
      }
      books.frontier.take(atBest, lateAtBest, size);
    }
    double mayBeLate = config.sla().deadline().mayBeLate();
    return !choice.infeasible
        && (books.isFarBehind() || books.frontier.excludes(question.target(), mayBeLate));
  }
}

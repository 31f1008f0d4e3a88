package dev.surety.tools.report;

import dev.surety.domain.Certified;
import dev.surety.domain.JournalRow.Candidate;
import dev.surety.domain.JournalRow.Decided;
import dev.surety.domain.JournalRow.Outcome;
import dev.surety.domain.JournalRow.Stamp;
import dev.surety.domain.Notice;
import dev.surety.domain.OutcomeClass;
import dev.surety.domain.SlaPolicy;
import dev.surety.domain.TenantTier;
import dev.surety.domain.Unlearnt;
import dev.surety.engine.Certificate;
import dev.surety.engine.Delivery;
import dev.surety.engine.TenantConfig;
import dev.surety.estimator.Interval.Verdict;
import dev.surety.estimator.Sample;
import dev.surety.tools.journal.JudgeWords;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** All that a report says of one tenant and tier; rows may be booked in any order. */
final class KeyTally {

  /** A share of fewer answers would jump about. */
  private static final int LEAST_SHOWN = 20;

  final TenantTier key;
  final Span span;
  private final Survey survey;
  private final Map<SlaPolicy, PromiseTally> promises = new LinkedHashMap<>();

  /** What came later of answers that were owed another target, by that, until it is settled. */
  private final Map<Double, PromiseTally> earlier = new TreeMap<>();

  final Map<String, ModelUse> models = new TreeMap<>();
  final ShadowComparison shadow = new ShadowComparison();

  /** When a configuration was first used, epoch milliseconds, by hash. */
  final Map<String, Long> firstUse = new HashMap<>();

  long decisions;
  long explored;
  double expectedCostUsd;
  double bookedCostUsd;

  /** What decisions cost, as paid where that is known, and what they would have by the best. */
  double spentUsd;

  double bestSpentUsd;

  /** Labels that a judge was asked for, and what he has cost, which is no model's money. */
  long labelsBought;

  long judgeWords;

  double judgeUsd;
  final long[] outcomes = new long[OutcomeClass.values().length];

  /** What feedback called models that no pool knows, and how often. */
  final Map<String, Long> unknownNames = new TreeMap<>();

  /** Judgements that nothing was learnt from, by the reason. */
  final long[] notLearnt = new long[Unlearnt.values().length];

  /** Events by what was odd about them. */
  final long[] notices = new long[Notice.count()];

  /** By part of the span. */
  final long[] decided = new long[Span.PARTS];

  final long[] catchingUp = new long[Span.PARTS];
  final long[] infeasible = new long[Span.PARTS];
  final long[] superseded = new long[Span.PARTS];
  final long[] unrouted = new long[Span.PARTS];

  /**
   * By part of the span: the virtual queue as it was last, and where the row stands that says so.
   */
  private final double[] queue = new double[Span.PARTS];

  private final Stamp[] queueAt = new Stamp[Span.PARTS];

  final Budgets budgets;

  KeyTally(TenantTier key, Survey survey) {
    this.key = key;
    this.survey = survey;
    span = survey.spans.get(key);
    budgets = survey.budgets(key);
  }

  void book(Decided row) {
    int part = span.part(row.stamp().time());
    decisions++;
    decided[part]++;
    explored += row.decision().explored() ? 1 : 0;
    labelsBought += row.decision().judge() == null ? 0 : 1;
    catchingUp[part] += row.catchingUp() && !row.infeasible() ? 1 : 0;
    infeasible[part] += row.infeasible() ? 1 : 0;
    expectedCostUsd += row.decision().expectedCostUsd();
    double expectedUsd =
        row.decision().alsoQuery().isEmpty()
            ? row.decision().expectedCostUsd()
            : row.candidates().allCostUsd();
    spentUsd += expectedUsd;
    budgets.decided(row.stamp(), expectedUsd);
    bestSpentUsd += row.candidates().bestCostUsd();
    count(row.notices());
    debt(part, row.stamp(), row.queue());
    shadow.book(row);
    ModelUse chosen = model(row.decision().model());
    chosen.decided[part]++;
    chosen.explored += row.decision().explored() ? 1 : 0;
    for (Candidate candidate : row.candidates()) {
      ModelUse model = model(candidate.model());
      model.candidate++;
      model.expectedCostUsd += candidate.expectedCostUsd();
      if (!Double.isNaN(candidate.expectedSatisfaction())) {
        model.estimated++;
        model.expectedSatisfaction += candidate.expectedSatisfaction();
      }
    }
    String id = row.decision().decisionId();
    PromiseTally promise = promise(row.config(), row.stamp().time());
    if (promise != null) {
      promise.decided(row, survey.open(id));
    }
  }

  /** As the account counts them. */
  private static boolean isFirstWordOfJudge(Outcome row, SlaPolicy sla) {
    boolean first =
        row.outcome() == OutcomeClass.COUNTED || row.outcome() == OutcomeClass.SUPERSEDED;
    return first && row.feedback().hasLabel() && JudgeWords.isOne(row, sla);
  }

  private void count(int bits) {
    for (Notice notice : Notice.of(bits)) {
      notices[notice.ordinal()]++;
    }
  }

  void book(Outcome row) {
    int part = span.part(row.stamp().time());
    outcomes[row.outcome().ordinal()]++;
    superseded[part] += row.outcome() == OutcomeClass.SUPERSEDED ? 1 : 0;
    unrouted[part] += row.outcome() == OutcomeClass.UNROUTED ? 1 : 0;
    bookedCostUsd += row.bookedCostUsd();
    spentUsd += row.spentChangeUsd();
    budgets.told(row.stamp(), row.spentChangeUsd());
    bestSpentUsd += row.bestChangeUsd();
    judgeUsd += row.judgeChangeUsd();
    if (Notice.UNKNOWN_MODEL_NAME.isIn(row.notices())) {
      unknownNames.merge(row.feedback().model(), 1L, Long::sum);
    }
    Unlearnt unlearnt = Unlearnt.of(row);
    if (unlearnt != null) {
      notLearnt[unlearnt.ordinal()]++;
    }
    count(row.notices());
    debt(part, row.stamp(), row.queue());
    ModelUse answered = model(row.model());
    answered.costUsd += row.bookedCostUsd();
    PromiseTally promise = promise(row.config(), row.stamp().time());
    if (promise != null) {
      shadow.book(row, promise.sla);
      if (promise.times != null) {
        promise.times.book(row, promise.sla.feedback().windowMillis());
      }
      judgeWords += isFirstWordOfJudge(row, promise.sla) ? 1 : 0;
    }
    if (row.booked() && row.feedback().hasLabel()) {
      double label = row.feedback().label();
      if (row.outcome() == OutcomeClass.REVISED) {
        answered.judged[part].correct(row.replaced(), label);
      } else {
        answered.judged[part].judge(label);
      }
      if (promise != null) {
        deliver(row, promise.sla);
      }
    }
  }

  /**
   * Books a judgement with the promise that its answer was owed, which may be an earlier one than
   * was in force when it came.
   */
  private void deliver(Outcome row, SlaPolicy sla) {
    double target = row.promised();
    if (Double.isNaN(target)) {
      if (sla.mode() == SlaPolicy.Mode.OBSERVE) {
        return; // an incumbent's answer
      }
      target = sla.target(); // rows of older versions don't tell
    }
    PromiseTally owed =
        target == sla.target()
            ? promises.get(sla)
            : earlier.computeIfAbsent(target, t -> new PromiseTally(sla, span));
    boolean asked = survey.asked(row.decidedId());
    boolean closed = row.decidedId() != null && !survey.open(row.decidedId());
    owed.judged(row, sla.feedback(), target, asked, closed);
  }

  private void debt(int part, Stamp stamp, double value) {
    if (queueAt[part] == null || Stamp.IN_ORDER.compare(stamp, queueAt[part]) > 0) {
      queueAt[part] = stamp;
      queue[part] = value;
    }
  }

  private PromiseTally promise(String hash, long time) {
    firstUse.merge(hash, time, Math::min);
    TenantConfig config = survey.configs.find(hash);
    return config == null
        ? null
        : promises.computeIfAbsent(config.sla(), sla -> new PromiseTally(sla, span));
  }

  private ModelUse model(String name) {
    return models.computeIfAbsent(name, n -> new ModelUse());
  }

  /** The promises under which requests were decided, in the order of their time. */
  List<PromiseTally> promises() {
    List<PromiseTally> all =
        promises.values().stream()
            .filter(promise -> promise.decisions > 0)
            .sorted(Comparator.comparingLong(promise -> promise.span.first()))
            .toList();
    for (PromiseTally promise : all) {
      // The first one with that target: the last ones are still in force when judgements come.
      PromiseTally late = earlier.remove(promise.sla.target());
      if (late != null) {
        promise.hear(late);
      }
    }
    return all;
  }

  /** What was delivered over the whole span, under whatever promise. */
  Delivery delivery() {
    return delivery(Span.PARTS);
  }

  private Delivery delivery(int to) {
    Delivery sum = new Delivery();
    promises();
    promises.values().forEach(promise -> sum.addAll(promise.delivery(to)));
    earlier.values().forEach(promise -> sum.addAll(promise.delivery(to)));
    return sum;
  }

  /**
   * Whether what was promised was kept: each answer is owed the target of its time, less the
   * tolerance that is granted now.
   */
  Verdict verdict() {
    return delivery().interval().verdict(floor());
  }

  double floor() {
    PromiseTally last = lastPromise();
    return delivery().floor(last == null ? 0 : last.sla.tolerance());
  }

  /** The promise that was made last, or {@code null} if no configuration is known. */
  PromiseTally lastPromise() {
    List<PromiseTally> all = promises();
    return all.isEmpty() ? null : all.get(all.size() - 1);
  }

  /**
   * What is certified of the promise in force, since it was last changed in a way that begins a
   * certificate anew; {@code null} where it asks for none.
   */
  Certified certified() {
    PromiseTally last = lastPromise();
    if (last == null || last.sla.certificate() == null) {
      return null;
    }
    Certificate sum = last.certificate().copy();
    List<PromiseTally> all = promises();
    for (int i = all.size() - 2; i >= 0 && all.get(i).certificate().certifiesLike(sum); i--) {
      sum.addAll(all.get(i).certificate());
    }
    return sum.certified(last.sla.certificate());
  }

  /**
   * Answers in time by the deadline in force, since that was promised last; {@code null} where none
   * is.
   */
  AnswersInTime inTime() {
    PromiseTally last = lastPromise();
    if (last == null || last.times == null) {
      return null;
    }
    AnswerTimeTally sum = new AnswerTimeTally(last.sla.deadline());
    List<PromiseTally> all = promises();
    for (int i = all.size() - 1; i >= 0 && all.get(i).isTimedLike(last); i--) {
      sum.addAll(all.get(i).times);
    }
    return sum.count();
  }

  /** The debt at the end of each part; where nothing happened, as it was before. */
  double[] debt() {
    double[] debt = queue.clone();
    for (int part = 1; part < debt.length; part++) {
      debt[part] = queueAt[part] == null ? debt[part - 1] : debt[part];
    }
    return debt;
  }

  /**
   * Satisfaction as estimated from what was known at the end of each part; {@link Double#NaN} while
   * that was next to nothing.
   */
  double[] satisfiedSoFar() {
    double[] shares = new double[Span.PARTS];
    for (int part = 0; part < Span.PARTS; part++) {
      Sample sum = delivery(part + 1).counted();
      shares[part] = sum.count < LEAST_SHOWN ? Double.NaN : sum.mean();
    }
    return shares;
  }

  /**
   * The model that was expected to satisfy most, on the mean over the decisions it was a candidate
   * of; the dearest where the policies do not estimate satisfaction. {@code null} without
   * decisions.
   */
  String best() {
    List<String> names = new ArrayList<>(models.keySet());
    names.removeIf(name -> models.get(name).candidate == 0);
    boolean estimated = names.stream().anyMatch(name -> models.get(name).estimated > 0);
    return names.stream()
        .filter(name -> !estimated || models.get(name).estimated > 0)
        .max(
            Comparator.comparingDouble(
                name ->
                    estimated
                        ? models.get(name).meanExpectedSatisfaction()
                        : models.get(name).meanCostUsd()))
        .orElse(null);
  }

  /** What all decisions had been expected to cost at the best model's mean cost, USD. */
  double alwaysBestUsd() {
    String best = best();
    return best == null ? 0 : models.get(best).meanCostUsd() * decisions;
  }
}

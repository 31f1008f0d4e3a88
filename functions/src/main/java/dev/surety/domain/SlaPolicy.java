package dev.surety.domain;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a tenant was promised and how it is kept.
 *
 * @param target share of answers that satisfy, in [0, 1]
 * @param policy as {@code policy.PolicyKind} names it: {@code surety}, {@code fixed:<model>}
 * @param tolerance by how much the SLA's judge lets the target be missed; 0: the promise is the
 *     target
 * @param parameters options of the policy, by name
 * @param judge whom labels can be bought of, or {@code null}
 * @param budget what answers may cost, or {@code null}
 * @param deadline by when answers are to be there, or {@code null}
 * @param limits which models it allows
 * @param certificate how a lower bound on what is delivered is certified, or {@code null}
 */
public record SlaPolicy(
    long version,
    double target,
    String policy,
    double tolerance,
    Map<String, String> parameters,
    FeedbackTerms feedback,
    Mode mode,
    JudgeTerms judge,
    CertificateTerms certificate,
    BudgetTerms budget,
    DeadlineTerms deadline,
    SlaLimits limits) {

  /** Whether decisions are meant to be executed or only watched. */
  public enum Mode {
    APPLY,
    /** Shadow mode: the incumbent answers, and the router says what it would have done. */
    OBSERVE
  }

  public SlaPolicy {
    parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
  }

  /** With nothing beside the target; the others say what there is. */
  public SlaPolicy(
      long version,
      double target,
      String policy,
      double tolerance,
      Map<String, String> parameters,
      FeedbackTerms feedback,
      Mode mode) {
    this(
        version,
        target,
        policy,
        tolerance,
        parameters,
        feedback,
        mode,
        null,
        null,
        null,
        null,
        SlaLimits.NONE);
  }

  private SlaPolicy beside(
      JudgeTerms asked,
      CertificateTerms certified,
      BudgetTerms money,
      DeadlineTerms time,
      SlaLimits allowed) {
    return new SlaPolicy(
        version,
        target,
        policy,
        tolerance,
        parameters,
        feedback,
        mode,
        asked,
        certified,
        money,
        time,
        allowed);
  }

  /** The same under another number, with another target. */
  public SlaPolicy promising(long otherVersion, double otherTarget) {
    return new SlaPolicy(otherVersion, otherTarget, policy, tolerance, parameters, feedback, mode)
        .beside(judge, certificate, budget, deadline, limits);
  }

  /** The same kept otherwise; not every policy can buy labels, so another one buys none. */
  public SlaPolicy keptBy(String otherPolicy, Map<String, String> otherParameters) {
    JudgeTerms asked = otherPolicy.equals(policy) ? judge : null;
    return new SlaPolicy(version, target, otherPolicy, tolerance, otherParameters, feedback, mode)
        .beside(asked, certificate, budget, deadline, limits);
  }

  /** The same promise, with labels of a judge; of nobody if it is {@code null}. */
  public SlaPolicy judgedBy(JudgeTerms terms) {
    return beside(terms, certificate, budget, deadline, limits);
  }

  /** The same promise, certified by these terms. */
  public SlaPolicy certified(CertificateTerms terms) {
    return beside(judge, terms, budget, deadline, limits);
  }

  /** The same promise, within a budget. */
  public SlaPolicy within(BudgetTerms terms) {
    return beside(judge, certificate, terms, deadline, limits);
  }

  /** The same promise, with answers by then. */
  public SlaPolicy by(DeadlineTerms terms) {
    return beside(judge, certificate, budget, terms, limits);
  }

  /** The same with other models allowed. */
  public SlaPolicy limited(SlaLimits others) {
    return beside(judge, certificate, budget, deadline, others);
  }

  /** Hashes of configurations are made of it: a text that has lasted, and what was added to it. */
  @Override
  public String toString() {
    String text =
        "SlaPolicy[version=%s, target=%s, policy=%s, tolerance=%s, parameters=%s, feedback=%s, mode=%s"
            .formatted(version, target, policy, tolerance, parameters, feedback, mode);
    if (judge != null) {
      text += ", judge=" + judge;
    }
    if (certificate != null) {
      text += ", certificate=" + certificate;
    }
    if (budget != null) {
      text += ", budget=" + budget;
    }
    if (deadline != null) {
      text += ", deadline=" + deadline;
    }
    return text + limits + ']';
  }
}

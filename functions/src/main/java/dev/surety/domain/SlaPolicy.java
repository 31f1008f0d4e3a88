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
 */
public record SlaPolicy(
    long version,
    double target,
    String policy,
    double tolerance,
    Map<String, String> parameters,
    FeedbackTerms feedback,
    Mode mode) {

  /** Whether decisions are meant to be executed or only watched. */
  public enum Mode {
    APPLY,
    /** Shadow mode: the incumbent answers, and the router says what it would have done. */
    OBSERVE
  }

  public SlaPolicy {
    parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
  }
}

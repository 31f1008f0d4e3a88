package dev.surety.tools.report;

import dev.surety.domain.DeadlineTerms;
import dev.surety.domain.DeadlineTerms.Measure;
import dev.surety.domain.ErrorKind;
import dev.surety.domain.Feedback;
import dev.surety.domain.JournalRow.Outcome;
import dev.surety.domain.OutcomeClass;
import java.util.HashMap;
import java.util.Map;

/**
 * Which answers were in time, by a deadline, from the rows of a journal in any order: a request
 * counts once, by the newest word on its time, as the job counts it.
 */
final class AnswerTimeTally {

  /** What is known of one request's answer. */
  private static final class Told {
    private final Map<String, Long> failedMillis = new HashMap<>();
    private boolean untold;
    private boolean none;
    private long millis = -1;
    private long said = Long.MIN_VALUE;
  }

  private final DeadlineTerms terms;
  private final Map<String, Told> byRequest = new HashMap<>();

  AnswerTimeTally(DeadlineTerms terms) {
    this.terms = terms;
  }

  void book(Outcome row) {
    Feedback feedback = row.feedback();
    if (row.outcome() == OutcomeClass.LATE
        || row.outcome() == OutcomeClass.ORPHAN
        || feedback.source() == Feedback.Source.JUDGE) {
      return;
    }
    if (feedback.error() != null) {
      if (!ErrorKind.isOfTheCaller(feedback.error())) {
        failed(told(feedback), feedback, row.model());
      }
      return;
    }
    boolean first = terms.measure() == Measure.FIRST_TOKEN && feedback.firstTokenMillis() >= 0;
    long millis = first ? feedback.firstTokenMillis() : feedback.latencyMillis();
    if (millis >= 0) {
      Told told = told(feedback);
      if (feedback.time() >= told.said) {
        told.said = feedback.time();
        told.millis = millis;
      }
    }
  }

  private Told told(Feedback feedback) {
    return byRequest.computeIfAbsent(feedback.requestId(), id -> new Told());
  }

  private static void failed(Told told, Feedback feedback, String model) {
    told.none |= feedback.finalError();
    String attempt = model + '#' + feedback.attempt();
    if (told.failedMillis.putIfAbsent(attempt, Math.max(0, feedback.latencyMillis())) == null) {
      told.untold |= feedback.latencyMillis() < 0;
    }
  }

  /** Requests whose answer's time is known, or that got none. */
  long answers() {
    return byRequest.values().stream().filter(this::isKnown).count();
  }

  /** Those of them that were in time. */
  long inTime() {
    return byRequest.values().stream().filter(told -> isKnown(told) && !isLate(told)).count();
  }

  private boolean isKnown(Told told) {
    return told.millis >= 0 || isLate(told);
  }

  private boolean isLate(Told told) {
    long waited = told.failedMillis.values().stream().mapToLong(Long::longValue).sum();
    return told.none || told.untold || waited + Math.max(0, told.millis) > terms.millis();
  }
}

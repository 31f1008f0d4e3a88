package dev.surety.tools.report;

import dev.surety.domain.DeadlineTerms;
import dev.surety.domain.Decision;
import dev.surety.domain.ErrorKind;
import dev.surety.domain.Feedback;
import dev.surety.domain.JournalRow.Decided;
import dev.surety.domain.JournalRow.Outcome;
import dev.surety.domain.JournalRow.Stamp;
import dev.surety.domain.OutcomeClass;
import dev.surety.engine.AnswerTimes;
import dev.surety.engine.AnswerTimes.Booked;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which answers were in time, by a deadline, from the rows of a journal in any order: what was said
 * of a request is taken in the order in which the job took it, and counts as there. Answers to
 * decisions that are not on record count for nothing, as those that were decided for another
 * deadline. Some hundred bytes a request.
 */
final class AnswerTimeTally {

  /** Further tries of a model are one, as in the job. */
  private static final int MOST_TRIES = 8;

  /** What has to be known of a decision to read what is said of its answers. */
  private record Asked(String id, long time, List<String> alsoQuery, boolean bought) {}

  /**
   * What was said of an answer, or of a try that failed.
   *
   * @param openSince it counts where its request is no older than that, epoch milliseconds
   */
  private record Word(
      Stamp at,
      String decidedId,
      String attempt,
      String model,
      long said,
      long openSince,
      long millis,
      boolean solicited,
      boolean failed,
      boolean none) {}

  /** What is known of one request. */
  private static final class Told {
    private final List<Asked> asked = new ArrayList<>(1);
    private final List<Word> words = new ArrayList<>(1);

    private Asked asked(String decidedId) {
      return asked.stream().filter(a -> a.id().equals(decidedId)).findFirst().orElse(null);
    }
  }

  private final DeadlineTerms terms;
  private final Map<String, Told> byRequest = new HashMap<>();

  AnswerTimeTally(DeadlineTerms terms) {
    this.terms = terms;
  }

  /** Whether this is a part of the account of another deadline, which may differ in what yields. */
  boolean isOf(DeadlineTerms other) {
    return terms.measuresAs(other) && terms.share() == other.share();
  }

  void decided(Decided row) {
    Decision decision = row.decision();
    told(decision.requestId())
        .asked
        .add(
            new Asked(
                decision.decisionId(),
                row.stamp().time(),
                decision.alsoQuery(),
                decision.judge() != null));
  }

  /**
   * @param windowMillis how long feedback counts, milliseconds
   */
  void book(Outcome row, long windowMillis) {
    Feedback feedback = row.feedback();
    boolean failed = feedback.error() != null;
    long millis = failed ? feedback.latencyMillis() : AnswerTimes.of(terms).time(feedback);
    if (row.outcome() == OutcomeClass.LATE
        || row.outcome() == OutcomeClass.ORPHAN
        || feedback.isJudges(false)
        || (failed ? ErrorKind.isOfTheCaller(feedback.error()) : millis < 0)) {
      return;
    }
    boolean again = row.outcome() == OutcomeClass.DUPLICATE;
    told(feedback.requestId())
        .words
        .add(
            new Word(
                row.stamp(),
                row.decidedId(),
                row.model() + '#' + Math.min(feedback.attempt(), MOST_TRIES - 1),
                row.model(),
                feedback.time(),
                again ? feedback.time() - windowMillis : Long.MIN_VALUE,
                millis,
                feedback.isJudges(true),
                failed,
                feedback.finalError()));
  }

  private Told told(String requestId) {
    return byRequest.computeIfAbsent(requestId, id -> new Told());
  }

  /** Takes over what another one of the same deadline has heard. */
  void addAll(AnswerTimeTally other) {
    other.byRequest.forEach(
        (id, heard) -> {
          Told told = told(id);
          told.asked.addAll(heard.asked);
          told.words.addAll(heard.words);
        });
  }

  /** How many answers were in time, and how many late. */
  AnswersInTime count() {
    long inTime = 0;
    long late = 0;
    for (Told told : byRequest.values()) {
      Booked booked = booked(told);
      inTime += booked == Booked.IN_TIME ? 1 : 0;
      late += booked == Booked.LATE ? 1 : 0;
    }
    return new AnswersInTime(terms, inTime + late, inTime);
  }

  private Booked booked(Told told) {
    told.words.sort(Comparator.comparing(Word::at, Stamp.IN_ORDER));
    AnswerTimes times = AnswerTimes.of(terms);
    Set<String> failed = new HashSet<>();
    String answered = null;
    for (Word word : told.words) {
      Asked asked = told.asked(word.decidedId());
      if (!counts(word, asked, told.words.get(0))) {
        continue;
      }
      if (word.failed()) {
        times.none |= word.none();
        if (failed.add(word.attempt())) {
          times.untold |= word.millis() < 0;
          times.waited += Math.max(0, word.millis());
        }
      } else if (answered == null || answered.equals(word.attempt()) && word.said() >= times.said) {
        answered = word.attempt();
        times.answer = word.millis();
        times.said = word.said();
      }
    }
    return times.outcome();
  }

  /** Whether it is on record, in time, and of the answer that the user saw. */
  private static boolean counts(Word word, Asked asked, Word first) {
    if (word.decidedId() == null) {
      return word.openSince() <= first.said();
    }
    return asked != null
        && word.openSince() <= asked.time()
        && !asked.alsoQuery().contains(word.model())
        && !(asked.bought() && word.solicited());
  }
}

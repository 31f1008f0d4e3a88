package dev.surety.gateway.http;

import dev.surety.client.Execution;
import dev.surety.gateway.body.AnswerNotes;
import dev.surety.gateway.body.BadBody;
import dev.surety.gateway.body.RequestFacts;
import dev.surety.gateway.body.RequestReader;
import dev.surety.gateway.judge.JudgeCase;
import dev.surety.gateway.judge.JudgeCounts.Reason;
import dev.surety.gateway.options.UpstreamSettings.Ability;
import dev.surety.gateway.route.Repetitions.Decided;
import java.util.Set;

/** A judge's label that a decision wants of the answer to one request. */
final class BoughtLabel {

  private static final Set<Ability> NO_TEXT = Set.of(Ability.VISION, Ability.AUDIO, Ability.FILES);

  /** Characters are not bytes, and there is more in a body than texts. */
  private static final int MOST_BYTES_A_CHARACTER = 16;

  private final Door door;
  private final Decided decided;
  private final boolean hasRoom;

  private BoughtLabel(Door door, Decided decided, ClientSide client) {
    this.door = door;
    this.decided = decided;
    hasRoom = door.judge.takeRoom();
    if (hasRoom) {
      client.onOver(door.judge::giveBack);
    }
  }

  /** The label of a request, or {@code null} if none is wanted, or there is no judge. */
  static BoughtLabel of(Door door, Decided decided, ClientSide client) {
    Execution todo = decided.execution();
    boolean wanted = door.judge != null && todo.wantsJudge();
    return wanted ? new BoughtLabel(door, decided, client) : null;
  }

  /** So many characters of the answer's text are to be gathered. */
  int gathers() {
    return hasRoom ? door.settings.judge().maxChars() : 0;
  }

  /** The client has the whole answer, or has gone. */
  void answered(
      String model, AnswerNotes notes, RequestFacts facts, byte[] body, boolean cancelled) {
    Reason not = cancelled ? Reason.CANCELLED : reasonNot(notes, facts, body);
    if (not != null) {
      door.metrics.notJudged(not);
    } else if (decided.buysLabel()) {
      judge(model, notes, facts, body);
    }
  }

  private Reason reasonNot(AnswerNotes notes, RequestFacts facts, byte[] body) {
    int most = door.settings.judge().maxChars();
    if (!hasRoom) {
      return Reason.FULL;
    } else if (notes.isLonger()
        || facts.characters() > most
        || body.length > (long) MOST_BYTES_A_CHARACTER * most) {
      return Reason.TOO_LONG;
    }
    return notes.text() == null || facts.needs().stream().anyMatch(NO_TEXT::contains)
        ? Reason.NO_TEXT
        : null;
  }

  private void judge(String model, AnswerNotes notes, RequestFacts facts, byte[] body) {
    Execution todo = decided.execution();
    double price = todo.decision().judge().priceUsd();
    try {
      door.judge.judge(
          new JudgeCase(
              todo.request().key(),
              todo.requestId(),
              todo.decisionId(),
              model,
              price > 0 ? price : 0,
              RequestReader.texts(facts.api(), body),
              notes.text()));
    } catch (BadBody e) {
      door.metrics.notJudged(Reason.NO_TEXT);
    }
  }
}

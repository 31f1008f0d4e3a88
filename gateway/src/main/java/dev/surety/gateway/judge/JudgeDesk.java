package dev.surety.gateway.judge;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.surety.domain.Feedback;
import dev.surety.gateway.judge.DayBudget.SetAside;
import dev.surety.gateway.judge.JudgeCounts.Reason;
import dev.surety.gateway.options.JudgeSettings;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Has answers judged: so many at once, the others wait, and only so many are held at all. Who gives
 * it a case waits for nothing.
 */
public final class JudgeDesk {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double MILLION = 1e6;

  private final JudgeSettings settings;
  private final Function<byte[], Future<byte[]>> upstream;
  private final Consumer<Feedback> router;
  private final JudgeCounts counts;
  private final DayBudget budget;
  private final Queue<JudgeCase> waiting = new ArrayDeque<>();
  private int held;
  private int asked;
  private boolean closed;

  /**
   * A desk with nothing on it.
   *
   * @param upstream takes the body of a question, and gives that of a good answer, or fails; with a
   *     {@link TimeoutException} if it takes too long
   */
  public JudgeDesk(
      JudgeSettings settings,
      Function<byte[], Future<byte[]>> upstream,
      Consumer<Feedback> router,
      JudgeCounts counts) {
    this.settings = settings;
    this.upstream = upstream;
    this.router = router;
    this.counts = counts;
    budget = new DayBudget(settings.budgetUsd(), System::currentTimeMillis);
  }

  /** Takes room for an answer that is still coming; {@link #giveBack} gives it back. */
  public synchronized boolean takeRoom() {
    if (closed || held >= settings.mostHeld()) {
      return false;
    }
    held++;
    return true;
  }

  /** Gives back what {@link #takeRoom} took. */
  public synchronized void giveBack() {
    held--;
  }

  /** Has it judged as soon as there is time, or counts why not. */
  public void judge(JudgeCase answer) {
    if (answer.question().length() + answer.answer().length() > settings.maxChars()) {
      counts.notJudged(Reason.TOO_LONG);
    } else if (answer.answer().isBlank()) {
      counts.notJudged(Reason.NO_TEXT);
    } else if (!takeRoom()) {
      counts.notJudged(isClosed() ? Reason.STOPPING : Reason.FULL);
    } else {
      synchronized (this) {
        waiting.add(answer);
      }
      next();
    }
  }

  /** Whether nothing is under way. */
  public synchronized boolean isIdle() {
    return asked == 0 && waiting.isEmpty();
  }

  /** From now on nothing is taken; what still waits is not judged. */
  public void close() {
    int dropped;
    synchronized (this) {
      closed = true;
      dropped = waiting.size();
      held -= dropped;
      waiting.clear();
    }
    for (int i = 0; i < dropped; i++) {
      counts.notJudged(Reason.STOPPING);
    }
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  private synchronized JudgeCase poll() {
    JudgeCase answer = asked < settings.atOnce() ? waiting.poll() : null;
    asked += answer == null ? 0 : 1;
    return answer;
  }

  private synchronized void done() {
    asked--;
    held--;
  }

  private void next() {
    for (JudgeCase answer = poll(); answer != null; answer = poll()) {
      SetAside money = budget.take(answer.priceUsd());
      if (money == null) {
        done();
        counts.notJudged(Reason.BUDGET);
      } else {
        ask(answer, money);
      }
    }
  }

  private void ask(JudgeCase answer, SetAside money) {
    asking(answer)
        .onComplete(
            said -> {
              done();
              if (said.succeeded()) {
                heard(answer, money, Verdict.read(said.result()));
              } else {
                // It may be billed all the same: what was set aside stays so.
                boolean late = said.cause() instanceof TimeoutException;
                counts.notJudged(late ? Reason.TIMEOUT : Reason.ERROR);
              }
              next();
            });
  }

  /** Whatever is wrong with the asking, the room for it is given back. */
  private Future<byte[]> asking(JudgeCase answer) {
    try {
      return upstream.apply(question(answer));
    } catch (RuntimeException e) {
      return Future.failedFuture(e);
    }
  }

  private void heard(JudgeCase answer, SetAside money, Verdict verdict) {
    double cost = cost(verdict);
    if (!Double.isNaN(cost)) {
      budget.settle(money, cost);
      counts.paid(cost);
    }
    if (verdict.isReadable()) {
      router.accept(answer.feedback(verdict.score(), cost));
      counts.judged(verdict.score() >= 0.5);
    } else {
      counts.notJudged(Reason.UNREADABLE);
    }
  }

  private double cost(Verdict verdict) {
    return verdict.inputTokens() < 0 || verdict.outputTokens() < 0
        ? Double.NaN
        : (verdict.inputTokens() * settings.inputUsdPerMtok()
                + verdict.outputTokens() * settings.outputUsdPerMtok())
            / MILLION;
  }

  private byte[] question(JudgeCase answer) {
    ObjectNode body = JSON.createObjectNode().put("model", settings.model()).put("stream", false);
    var messages = body.putArray("messages");
    messages.addObject().put("role", "system").put("content", settings.rubric());
    messages
        .addObject()
        .put("role", "user")
        .put(
            "content",
            "<request>\n%s\n</request>\n<answer>\n%s\n</answer>"
                .formatted(answer.question(), answer.answer()));
    return body.toString().getBytes(UTF_8);
  }
}

package dev.surety.operate.status;

import dev.surety.domain.Decision;
import dev.surety.domain.Feedback.Source;
import dev.surety.engine.Effects;
import dev.surety.testing.Answers;
import dev.surety.testing.Play;
import dev.surety.testing.Pools;
import dev.surety.testing.Requests;
import java.util.SplittableRandom;

/** Requests whose answers are told of in all the ways in which they are: seeded. */
final class TimedAnswers {

  private final SplittableRandom random = new SplittableRandom(24);
  private final long window;
  private int asked;
  private long now;

  TimedAnswers(long window) {
    this.window = window;
  }

  /** Plays so many requests with what is said of them, and returns what came of the last. */
  Effects play(Play play, int requests) {
    Effects last = null;
    for (int i = 0; i < requests; i++) {
      last = one(play);
    }
    return last;
  }

  private Effects one(Play play) {
    String id = "timed-" + asked++;
    now += 1000;
    if (asked % 11 == 0) {
      Answers unrouted = Answers.unrouted(id, Pools.DEAR).at(now).latency(millis());
      play.learn(unrouted.feedback());
      return asked % 2 == 0
          ? play.learn(unrouted.feedback())
          : play.route(Requests.id(id).at(now).request());
    }
    Decision decision = play.decide(Requests.id(id).at(now).request());
    return switch (asked % 10) {
      case 0 -> play.learn(said(decision, 0).error("400 bad request").latency(5).feedback());
      case 1 -> play.learn(said(decision, 0).failed(true).feedback());
      case 2 -> {
        play.learn(said(decision, 0).error("503").latency(millis()).feedback());
        yield play.learn(
            said(decision, 1).by(decision.fallbacks().get(0)).latency(millis()).feedback());
      }
      case 3 -> {
        play.learn(said(decision, 5).latency(millis()).feedback());
        play.learn(said(decision, 7).latency(millis()).feedback());
        yield play.learn(said(decision, 6).latency(millis()).feedback());
      }
      case 4 -> {
        Answers same = said(decision, 5).latency(millis()).satisfied(true).tokens(10, 10);
        play.learn(same.feedback());
        yield play.learn(same.feedback());
      }
      case 5 -> play.learn(said(decision, 0).says(Source.JUDGE).latency(9000).feedback());
      case 6 -> play.learn(tooLate(decision).latency(9000).feedback());
      case 7 -> {
        play.learn(said(decision, 1).latency(millis()).satisfied(true).feedback());
        yield play.learn(tooLate(decision).latency(millis()).satisfied(true).feedback());
      }
      case 8 -> {
        play.learn(said(decision, 0).latency(millis()).feedback());
        yield play.learn(said(decision, 1).by(Pools.CHEAP).latency(millis()).feedback());
      }
      default -> play.learn(said(decision, 0).latency(millis()).satisfied(false).feedback());
    };
  }

  /** The key's clock goes on with it: what is asked after that is no older. */
  private Answers tooLate(Decision decision) {
    now += window + 1;
    return Answers.to(decision).at(now);
  }

  private static Answers said(Decision decision, long after) {
    return Answers.to(decision).at(decision.decidedAt() + after);
  }

  private long millis() {
    return random.nextLong(500, 3000);
  }
}

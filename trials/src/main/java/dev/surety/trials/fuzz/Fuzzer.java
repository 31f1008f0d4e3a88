package dev.surety.trials.fuzz;

import static dev.surety.trials.fuzz.FuzzRecord.Input.FEEDBACK;
import static dev.surety.trials.fuzz.FuzzRecord.Input.REQUESTS;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.surety.domain.Rejection.Reason;
import dev.surety.trials.fuzz.FuzzRecord.Input;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Makes records, good and bad, endlessly; the seed decides all but the present time. A third of
 * them is bad. Good requests are numbered in their ids, from 0.
 */
final class Fuzzer {

  /** One in so many bad records is larger than the job takes, */
  private static final int TOO_LARGE = 1_600;

  /** and one in so many of these has 10 MB. */
  private static final int HUGE = 20;

  private static final int TEN_MEGABYTES = 10_000_000;

  private final Random dice;
  private final int maxBytes;
  private final GoodTraffic good;
  private final List<Breakage> brokenRequests = new ArrayList<>(BrokenFields.ofRequests());
  private final List<Breakage> brokenFeedback = new ArrayList<>(BrokenFields.ofFeedback());
  private final BrokenControl brokenControl = new BrokenControl();
  private int goodRequests;
  private int goodFeedback;
  private int oversized;

  /**
   * @param maxBytes what the job takes at most, key and value together
   */
  Fuzzer(long seed, int maxBytes) {
    this.dice = new Random(seed);
    this.maxBytes = maxBytes;
    this.good = new GoodTraffic(dice);
    brokenRequests.addAll(BrokenJson.of("request_id"));
    brokenFeedback.addAll(BrokenJson.of("request_id"));
  }

  FuzzRecord next() {
    int kind = dice.nextInt(100);
    if (kind < 45) {
      return goodRequest();
    } else if (kind < 64) {
      Fields feedback = good.feedback("f" + goodFeedback++);
      return new FuzzRecord(FEEDBACK, key(), feedback.bytes(), "feedback", null);
    } else if (kind < 66) {
      return FuzzPool.harmless(dice);
    } else if (kind < 68) {
      int m = dice.nextInt(FuzzPool.MODELS.size());
      return brokenControl.next(FuzzPool.model(m), FuzzPool.modelKey(m), dice);
    }
    return dice.nextInt(TOO_LARGE) == 0 ? tooLarge() : kind < 86 ? badRequest() : badFeedback();
  }

  /** Whatever chance says: a prompt of 10 MB. */
  FuzzRecord tenMegabytes() {
    return large(TEN_MEGABYTES);
  }

  private FuzzRecord goodRequest() {
    Fields request = good.request("g" + goodRequests++);
    boolean plain = dice.nextInt(3) > 0;
    return new FuzzRecord(
        REQUESTS,
        key(),
        (plain ? request : good.strange(request)).bytes(),
        plain ? "request" : "strange request",
        null);
  }

  private FuzzRecord badRequest() {
    Fields request = good.request("bad");
    if (dice.nextInt(12) == 0) {
      return new FuzzRecord(
          REQUESTS,
          key(),
          request.text("tier", FuzzPool.UNPROMISED).bytes(),
          "nothing promised",
          Reason.NO_SLA);
    } else if (dice.nextInt(12) == 0) {
      return new FuzzRecord(
          REQUESTS,
          key(),
          request.text("pinned_model", "nobody-has-it").bytes(),
          "a model that is not there",
          Reason.NO_MODELS);
    }
    return broken(REQUESTS, brokenRequests, request);
  }

  private FuzzRecord badFeedback() {
    Fields feedback = good.feedback("bad");
    if (dice.nextInt(20) == 0) {
      return new FuzzRecord(
          FEEDBACK,
          key(),
          feedback.text("tier", FuzzPool.UNPROMISED).bytes(),
          "nothing promised",
          Reason.NO_SLA);
    }
    return broken(FEEDBACK, brokenFeedback, feedback);
  }

  private FuzzRecord broken(Input input, List<Breakage> breakages, Fields valid) {
    Breakage breakage = breakages.get(dice.nextInt(breakages.size()));
    byte[] value = breakage.how().apply(valid, dice);
    return new FuzzRecord(input, key(), value, breakage.kind(), breakage.reason());
  }

  private FuzzRecord tooLarge() {
    return large(oversized++ % HUGE == 0 ? TEN_MEGABYTES : maxBytes + dice.nextInt(maxBytes));
  }

  private FuzzRecord large(int promptBytes) {
    byte[] value = good.request("large").text("prompt", "x".repeat(promptBytes)).bytes();
    return new FuzzRecord(REQUESTS, key(), value, "too large", Reason.MALFORMED);
  }

  /** The key of a request or of feedback decides its partition, and nothing else. */
  private byte[] key() {
    return switch (dice.nextInt(10)) {
      case 0 -> null;
      case 1 -> new byte[] {(byte) 0xff, 0, (byte) dice.nextInt()};
      default -> (FuzzPool.tenant(dice.nextInt(4)) + '/' + FuzzPool.TIER).getBytes(UTF_8);
    };
  }

  int goodRequests() {
    return goodRequests;
  }

  int goodFeedback() {
    return goodFeedback;
  }
}

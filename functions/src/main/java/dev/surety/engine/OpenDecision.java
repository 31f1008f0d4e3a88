package dev.surety.engine;

import dev.surety.domain.Decision;
import dev.surety.domain.Features;
import dev.surety.domain.JudgeOffer;
import dev.surety.domain.RoutingRequest;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A decision whose feedback may still come: enough to give it again when the request is repeated
 * and to learn from what comes back. At most 200 bytes without features; {@code
 * wire.OpenDecisionCodec} is its layout.
 *
 * <p>Models are slots of the key's {@link ModelTable}; {@code models[0]} is the one that was
 * decided, the others are to be queried too. An answer that was given without a decision is kept as
 * an {@link #unrouted} entry, so that its feedback is booked once.
 */
public final class OpenDecision {

  /**
   * The decision's id as a number: there are as many open decisions as requests in two windows, and
   * a text takes five times the memory. {@link #decisionId()} is how it is sent.
   */
  public long id;

  /** Whether it is an answer that was given without a decision; it has no id. */
  public boolean unrouted;

  public long time;
  public long decidedAt;
  public String policy;
  public Decision.Reason reason;
  public boolean apply;
  public boolean solicit;
  public boolean explored;
  public short bucket;
  public short[] models = NOBODY;
  public short[] fallbacks = NOBODY;
  public double propensity;
  public double expectedCostUsd;
  public double expectedSatisfaction;

  /**
   * What was promised when it was decided, 0..1; {@link Double#NaN} of an answer without a
   * decision, and of one that was decided before this was kept.
   */
  public double target = Double.NaN;

  /** The limit of the request, or {@link RoutingRequest#UNKNOWN}: longer no answer can be. */
  public int maxOutputTokens = RoutingRequest.UNKNOWN;

  /**
   * Whether the request told what of it is in a cache. What its answers cost is then learnt as if
   * nothing had been: the discount is reckoned with when it is there.
   */
  public boolean cached;

  /** What all its answers together were expected to cost: also those to be queried besides. */
  public double expectedAllUsd;

  /** Slot of the model that would have been best, or -1 if that isn't known. */
  public short best = -1;

  /** What its answer was expected to cost. */
  public double bestCostUsd;

  /**
   * What a judge's label of it was reckoned to be worth, and its price, USD; {@link Double#NaN}
   * where none was asked for.
   */
  public double judgeValueUsd = Double.NaN;

  public double judgePriceUsd = Double.NaN;

  /** What the judge has cost for it as far as is known, USD, or {@link Double#NaN}. */
  public double judgePaidUsd = Double.NaN;

  public Features features = Features.NONE;

  /**
   * Bit i: the answer of {@code models[i]} was judged; the bits after those are of the fallbacks,
   * bit 63 is of a model not listed.
   */
  public long judged;

  /**
   * Bit i, in the order of {@link #judged}: its money was booked by a job that kept nothing more of
   * it. Money has its own place since: {@link Spending}.
   */
  public long used;

  /** Bit i, in the order of {@link #judged}: the model has failed. */
  public long failed;

  /** Bit i, in the order of {@link #judged}: it has given an answer, or was otherwise heard of. */
  public long heard;

  /** The judgements in force that another one may still replace, in the order they came in. */
  public Word[] words = Word.NONE;

  /** What is known of its answer's time; {@code null} where the promise has no deadline. */
  public AnswerTimes times;

  /** Whether a judgement of what the user saw is in the books. */
  public boolean booked;

  public Booking booking = Booking.JUDGEMENT;

  /**
   * The slot of the model that gave the answer the user saw, as far as is known; -1 for one that
   * the key never met and for an answer that was given without the router.
   */
  public short answeredBy;

  /** How the satisfaction of the answer enters the books. */
  public enum Booking {
    /** When it is judged, if ever. */
    JUDGEMENT,
    /** As predicted when it was decided, corrected when it is judged. */
    PREDICTION,
    /** When its window closes, also if nobody ever judged it. */
    WINDOW
  }

  static final int OTHER_MODEL = 63;

  private static final short[] NOBODY = {};

  private static final String HEX = "0123456789abcdef";

  /**
   * An answer the gateway gave without us.
   *
   * @param slot of the model that answered, or -1
   */
  static OpenDecision unrouted(long time, int slot) {
    OpenDecision open = new OpenDecision();
    open.models = slot < 0 ? new short[0] : new short[] {(short) slot};
    open.unrouted = true;
    open.time = time;
    open.policy = "";
    open.reason = Decision.Reason.SUBSTITUTE;
    return open;
  }

  public boolean isUnrouted() {
    return unrouted;
  }

  /** The id as it is sent: 16 hex digits; empty without a decision. */
  public String decisionId() {
    return unrouted ? "" : HexFormat.of().toHexDigits(id);
  }

  /** Whether {@code decisionId}, which anybody may have sent, names this decision. */
  boolean isNamed(String decisionId) {
    if (unrouted || decisionId == null || decisionId.length() != Long.BYTES * 2) {
      return false;
    }
    for (int i = 0, shift = Long.SIZE - 4; shift >= 0; i++, shift -= 4) {
      if (decisionId.charAt(i) != HEX.charAt((int) (id >>> shift) & 0xf)) {
        return false;
      }
    }
    return true;
  }

  /** Whether a judge's label of it was asked for. */
  boolean isBought() {
    return !Double.isNaN(judgePriceUsd);
  }

  JudgeOffer judgeOffer() {
    return isBought() ? new JudgeOffer(judgeValueUsd, judgePriceUsd) : null;
  }

  /**
   * Whether it was only watched. What the router owes and what it has served are then reckoned as
   * if its own choice had answered; what the incumbent's answer was worth is learnt from.
   */
  boolean isObserved() {
    return !apply && !isUnrouted();
  }

  /** The bit of a model slot in {@link #judged} and {@link #used}. */
  int position(int slot) {
    for (int i = 0; i < models.length + fallbacks.length && i < OTHER_MODEL; i++) {
      if ((i < models.length ? models[i] : fallbacks[i - models.length]) == slot) {
        return i;
      }
    }
    return OTHER_MODEL;
  }

  /** The slot of the model at a position, or -1. */
  int listed(int position) {
    if (position < models.length) {
      return models[position];
    }
    int fallback = position - models.length;
    return fallback < fallbacks.length ? fallbacks[fallback] : -1;
  }

  /** Whether the model at a position was decided: to be shown, or to be queried too. */
  boolean lists(int position) {
    return position < models.length && position < OTHER_MODEL;
  }

  /** The judgement in force of a model's answer, or {@code null} if it can't be replaced. */
  Word word(int slot) {
    return word(slot, false);
  }

  /** What a judge whom the promise names has said of a model's answer, or {@code null}. */
  Word opinion(int slot) {
    return word(slot, true);
  }

  /**
   * Whether a model's silent answer is in no window, as the judge has settled what it was worth.
   */
  boolean isSettled(int slot) {
    Word opinion = opinion(slot);
    return opinion != null && opinion.settles;
  }

  private Word word(int slot, boolean opinion) {
    for (Word word : words) {
      if (word.slot == slot && word.opinion == opinion) {
        return word;
      }
    }
    return null;
  }

  /** Keeps a judgement, so that another one may replace it, if there is room. */
  void remember(Word word) {
    if (words.length < Word.MOST) {
      words = Arrays.copyOf(words, words.length + 1);
      words[words.length - 1] = word;
    }
  }

  /**
   * Takes over what is known of this request already, from its {@link #unrouted} entry or from the
   * decision that this one takes the place of.
   */
  void takeOver(OpenDecision earlier) {
    judged = moved(earlier.judged, earlier);
    used = moved(earlier.used, earlier);
    failed = moved(earlier.failed, earlier);
    heard = moved(earlier.heard, earlier);
    // Of a decision, or a window, a judgement was booked and learnt in a way that is gone with it.
    boolean plain = earlier.unrouted && earlier.booking == Booking.JUDGEMENT;
    words = plain ? earlier.words : Word.NONE;
    // What the window of an unrouted one counts as silent is in the books too: a second entry would
    // count it twice. A decision was taken out of its window.
    booked = earlier.booked || (earlier.unrouted && earlier.booking == Booking.WINDOW);
    booking = booked ? Booking.JUDGEMENT : booking;
    if (times != null
        && earlier.times != null
        && times.millis == earlier.times.millis
        && times.firstToken == earlier.times.firstToken) {
      times.takeOver(earlier.times, earlier, this);
    }
  }

  private long moved(long bits, OpenDecision earlier) {
    long moved = bits & 1L << OTHER_MODEL;
    int listed = earlier.models.length + earlier.fallbacks.length;
    for (int i = 0; i < listed && i < OTHER_MODEL; i++) {
      int slot =
          i < earlier.models.length
              ? earlier.models[i]
              : earlier.fallbacks[i - earlier.models.length];
      moved |= (bits >>> i & 1) << position(slot);
    }
    return moved;
  }
}

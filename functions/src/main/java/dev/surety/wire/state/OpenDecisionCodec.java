package dev.surety.wire.state;

import dev.surety.domain.Decision;
import dev.surety.domain.RoutingRequest;
import dev.surety.engine.OpenDecision;
import dev.surety.engine.Word;
import dev.surety.estimator.StoredArrays;
import dev.surety.policy.LayoutVersion;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.HexFormat;

/**
 * Binary form of {@link OpenDecision}; the first byte is the version of the layout. Layout 6 is
 * written where the promise has a deadline, else layout 5 where the request told what of it is in a
 * cache, else layout 4 where a judge has a part in it, else 3.
 */
public final class OpenDecisionCodec {

  /** The newest layout, which is the one that is written. */
  public static final int VERSION = 6;

  /** Written where no judge has a part in it. */
  private static final int WITHOUT_JUDGE = 3;

  private static final int WITH_JUDGE = 4;
  private static final int WITH_CACHE = 5;

  private static final int APPLY = 1;
  private static final int SOLICIT = 2;
  private static final int EXPLORED = 4;
  private static final int BOOKED = 8;
  private static final int BOOKING_SHIFT = 4;
  private static final int BOOKING_MASK = 3;

  /** From layout 5 on. */
  private static final int CACHED = 64;

  private OpenDecisionCodec() {}

  public static void write(OpenDecision open, DataOutput out) throws IOException {
    boolean timed = open.times != null;
    boolean judged = timed || open.cached || hasJudge(open);
    out.writeByte(timed ? VERSION : open.cached ? WITH_CACHE : judged ? WITH_JUDGE : WITHOUT_JUDGE);
    out.writeUTF(open.decisionId());
    out.writeLong(open.time);
    out.writeLong(open.decidedAt);
    out.writeUTF(open.policy);
    out.writeByte(open.reason.ordinal());
    out.writeByte(
        (open.apply ? APPLY : 0)
            | (open.solicit ? SOLICIT : 0)
            | (open.explored ? EXPLORED : 0)
            | (open.booked ? BOOKED : 0)
            | (open.cached ? CACHED : 0)
            | open.booking.ordinal() << BOOKING_SHIFT);
    out.writeShort(open.bucket);
    out.writeShort(open.answeredBy);
    StoredArrays.writeShorts(open.models, out);
    StoredArrays.writeShorts(open.fallbacks, out);
    out.writeDouble(open.propensity);
    out.writeDouble(open.expectedCostUsd);
    out.writeDouble(open.expectedSatisfaction);
    out.writeLong(open.judged);
    out.writeLong(open.used);
    FeaturesCodec.write(open.features, out);
    out.writeShort(open.best);
    out.writeDouble(open.bestCostUsd);
    if (open.models.length > 1) {
      out.writeDouble(open.expectedAllUsd);
    }
    out.writeInt(open.maxOutputTokens);
    CompactNumbers.writeCount(open.failed, out);
    CompactNumbers.writeCount(open.heard, out);
    WordCodec.write(open.words, open.time, out);
    CompactNumbers.writeNumber(open.target, out);
    if (judged) {
      CompactNumbers.writeNumber(open.judgeValueUsd, out);
      CompactNumbers.writeNumber(open.judgePriceUsd, out);
      CompactNumbers.writeNumber(open.judgePaidUsd, out);
    }
    if (timed) {
      AnswerTimesCodec.write(open.times, out);
    }
  }

  private static boolean hasJudge(OpenDecision open) {
    boolean judged = !Double.isNaN(open.judgePriceUsd) || !Double.isNaN(open.judgePaidUsd);
    for (Word word : open.words) {
      judged |= word.opinion;
    }
    return judged;
  }

  /**
   * @throws IOException also when the bytes are of a newer version
   */
  public static OpenDecision read(DataInput in) throws IOException {
    int layout = in.readByte();
    LayoutVersion.check("open decision", layout, VERSION);
    OpenDecision open = new OpenDecision();
    String id = in.readUTF();
    open.unrouted = id.isEmpty();
    open.id = open.unrouted ? 0 : HexFormat.fromHexDigitsToLong(id);
    open.time = in.readLong();
    open.decidedAt = in.readLong();
    open.policy = in.readUTF();
    open.reason = REASONS[in.readByte()];
    int flags = in.readByte();
    open.apply = (flags & APPLY) != 0;
    open.solicit = (flags & SOLICIT) != 0;
    open.explored = (flags & EXPLORED) != 0;
    open.booked = (flags & BOOKED) != 0;
    open.cached = (flags & CACHED) != 0;
    open.booking = BOOKINGS[flags >> BOOKING_SHIFT & BOOKING_MASK];
    open.bucket = in.readShort();
    open.answeredBy = in.readShort();
    open.models = StoredArrays.readShorts(in);
    open.fallbacks = StoredArrays.readShorts(in);
    open.propensity = in.readDouble();
    open.expectedCostUsd = in.readDouble();
    open.expectedSatisfaction = in.readDouble();
    open.judged = in.readLong();
    open.used = in.readLong();
    open.features = FeaturesCodec.read(in);
    if (layout >= 2) {
      open.best = in.readShort();
      open.bestCostUsd = in.readDouble();
    }
    open.expectedAllUsd =
        layout >= 2 && open.models.length > 1 ? in.readDouble() : open.expectedCostUsd;
    open.maxOutputTokens = layout >= 2 ? in.readInt() : RoutingRequest.UNKNOWN;
    if (layout >= 2) {
      open.failed = CompactNumbers.readCount(in);
      open.heard = CompactNumbers.readCount(in);
      open.words = WordCodec.read(open.time, in);
    }
    if (layout >= 3) {
      open.target = CompactNumbers.readNumber(in);
    }
    if (layout > WITHOUT_JUDGE) {
      open.judgeValueUsd = CompactNumbers.readNumber(in);
      open.judgePriceUsd = CompactNumbers.readNumber(in);
      open.judgePaidUsd = CompactNumbers.readNumber(in);
    }
    if (layout > WITH_CACHE) {
      open.times = AnswerTimesCodec.read(in);
    }
    return open;
  }

  private static final Decision.Reason[] REASONS = Decision.Reason.values();
  private static final OpenDecision.Booking[] BOOKINGS = OpenDecision.Booking.values();
}

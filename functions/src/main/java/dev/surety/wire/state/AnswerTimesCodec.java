package dev.surety.wire.state;

import dev.surety.engine.AnswerTimes;
import dev.surety.engine.AnswerTimes.Booked;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Binary form of {@link AnswerTimes}, part of an open decision from its layout 6 on. */
final class AnswerTimesCodec {

  private static final int FIRST_TOKEN = 1;
  private static final int INFEASIBLE = 2;
  private static final int UNTOLD = 4;
  private static final int NONE = 8;
  private static final int BOOKED_SHIFT = 4;
  private static final int BOOKED_MASK = 3;

  private static final Booked[] BOOKED = Booked.values();

  private AnswerTimesCodec() {}

  static void write(AnswerTimes times, DataOutput out) throws IOException {
    out.writeByte(
        (times.firstToken ? FIRST_TOKEN : 0)
            | (times.infeasible ? INFEASIBLE : 0)
            | (times.untold ? UNTOLD : 0)
            | (times.none ? NONE : 0)
            | times.booked.ordinal() << BOOKED_SHIFT);
    CompactNumbers.writeCount(times.millis, out);
    CompactNumbers.writeNumber(times.expected, out);
    CompactNumbers.writeCount(times.failed, out);
    CompactNumbers.writeCount(times.answered, out);
    CompactNumbers.writeCount(times.lateOnes, out);
    CompactNumbers.writeCount(times.waited, out);
    CompactNumbers.writeCount(times.answer + 1, out);
    if (times.answer >= 0) {
      out.writeByte(times.answerBit);
      out.writeLong(times.said);
    }
  }

  static AnswerTimes read(DataInput in) throws IOException {
    AnswerTimes times = new AnswerTimes();
    int flags = in.readByte();
    times.firstToken = (flags & FIRST_TOKEN) != 0;
    times.infeasible = (flags & INFEASIBLE) != 0;
    times.untold = (flags & UNTOLD) != 0;
    times.none = (flags & NONE) != 0;
    times.booked = BOOKED[flags >> BOOKED_SHIFT & BOOKED_MASK];
    times.millis = CompactNumbers.readCount(in);
    times.expected = CompactNumbers.readNumber(in);
    times.failed = CompactNumbers.readCount(in);
    times.answered = CompactNumbers.readCount(in);
    times.lateOnes = CompactNumbers.readCount(in);
    times.waited = CompactNumbers.readCount(in);
    times.answer = CompactNumbers.readCount(in) - 1;
    if (times.answer >= 0) {
      times.answerBit = in.readByte();
      times.said = in.readLong();
    }
    return times;
  }
}

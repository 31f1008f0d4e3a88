package dev.surety.wire.state;

import dev.surety.policy.LayoutVersion;
import dev.surety.policy.health.Breaker;
import dev.surety.policy.health.BreakerBoard;
import dev.surety.policy.health.Durations;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Map;

/** Binary form of a {@link BreakerBoard}; the first byte is the version of the layout. */
public final class BreakerBoardCodec {

  /** Version 1 did not know who uses a model. */
  private static final int VERSION = 2;

  private static final Breaker.State[] STATES = {
    Breaker.State.CLOSED, Breaker.State.OPEN, Breaker.State.HALF_OPEN
  };

  private BreakerBoardCodec() {}

  public static void write(BreakerBoard board, DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeDouble(board.rate);
    out.writeLong(board.rateAt);
    out.writeLong(board.version);
    CompactNumbers.writeCount(board.models.size(), out);
    for (Map.Entry<String, Breaker> model : board.models.entrySet()) {
      TextCodec.writeText(model.getKey(), out);
      write(model.getValue(), out);
    }
  }

  private static void write(Breaker breaker, DataOutput out) throws IOException {
    for (int i = 0; i < STATES.length; i++) {
      if (STATES[i] == breaker.state) {
        out.writeByte(i);
      }
    }
    out.writeLong(breaker.since);
    out.writeLong(breaker.down);
    CompactNumbers.writeCount(breaker.opened, out);
    CompactNumbers.writeCount(breaker.oneIn, out);
    out.writeDouble(breaker.level);
    out.writeLong(breaker.lastFailure);
    out.writeLong(breaker.heard);
    out.writeLong(breaker.round);
    CompactNumbers.writeCount(breaker.answered, out);
    CompactNumbers.writeCount(breaker.failed, out);
    CompactNumbers.writeCount(breaker.limited, out);
    write(breaker.latency, out);
    write(breaker.firstToken, out);
    CompactNumbers.writeCount(breaker.voices.size(), out);
    for (Map.Entry<Long, Double> voice : breaker.voices.entrySet()) {
      out.writeLong(voice.getKey());
      out.writeDouble(voice.getValue());
    }
    CompactNumbers.writeCount(breaker.users.size(), out);
    for (Map.Entry<Long, Long> user : breaker.users.entrySet()) {
      out.writeLong(user.getKey());
      out.writeLong(user.getValue());
    }
  }

  private static void write(Durations durations, DataOutput out) throws IOException {
    out.writeDouble(durations.weight);
    out.writeDouble(durations.mean);
    out.writeDouble(durations.variance);
  }

  /** The inverse of {@link #write}. */
  public static BreakerBoard read(DataInput in) throws IOException {
    int version = in.readByte();
    LayoutVersion.check("breakers", version, VERSION);
    BreakerBoard board = new BreakerBoard();
    board.rate = in.readDouble();
    board.rateAt = in.readLong();
    board.version = in.readLong();
    int models = (int) CompactNumbers.readCount(in);
    for (int i = 0; i < models; i++) {
      board.models.put(TextCodec.readText(in), breaker(version, in));
    }
    return board;
  }

  private static Breaker breaker(int version, DataInput in) throws IOException {
    Breaker breaker = new Breaker();
    breaker.state = STATES[in.readByte()];
    breaker.since = in.readLong();
    breaker.down = in.readLong();
    breaker.opened = (int) CompactNumbers.readCount(in);
    breaker.oneIn = (int) CompactNumbers.readCount(in);
    breaker.level = in.readDouble();
    breaker.lastFailure = in.readLong();
    breaker.heard = in.readLong();
    breaker.round = in.readLong();
    breaker.answered = CompactNumbers.readCount(in);
    breaker.failed = CompactNumbers.readCount(in);
    breaker.limited = CompactNumbers.readCount(in);
    read(breaker.latency, in);
    read(breaker.firstToken, in);
    int voices = (int) CompactNumbers.readCount(in);
    for (int i = 0; i < voices; i++) {
      breaker.voices.put(in.readLong(), in.readDouble());
    }
    int users = version < 2 ? 0 : (int) CompactNumbers.readCount(in);
    for (int i = 0; i < users; i++) {
      breaker.users.put(in.readLong(), in.readLong());
    }
    return breaker;
  }

  private static void read(Durations durations, DataInput in) throws IOException {
    durations.weight = in.readDouble();
    durations.mean = in.readDouble();
    durations.variance = in.readDouble();
  }
}

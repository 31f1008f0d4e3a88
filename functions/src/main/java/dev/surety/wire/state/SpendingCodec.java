package dev.surety.wire.state;

import static dev.surety.wire.state.CompactNumbers.readCount;
import static dev.surety.wire.state.CompactNumbers.readNumber;
import static dev.surety.wire.state.CompactNumbers.writeCount;
import static dev.surety.wire.state.CompactNumbers.writeNumber;

import dev.surety.engine.Spending;
import dev.surety.engine.Spending.Answer;
import dev.surety.policy.LayoutVersion;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Binary form of {@link Spending}; the first byte is the version of the layout. There are as many
 * as answers in two money windows, so what isn't known takes no room: an answer whose tokens are
 * known takes about 25 bytes.
 */
public final class SpendingCodec {

  /** The newest layout, which is the one that is written. */
  public static final int VERSION = 1;

  private static final int INPUT = 1;
  private static final int OUTPUT = 2;
  private static final int CACHED = 4;
  private static final int REASONING = 8;
  private static final int COST = 16;
  private static final int TAUGHT = 32;
  private static final int TAUGHT_INPUT = 64;
  private static final int TAUGHT_OUTPUT = 128;
  private static final int TAUGHT_RATIO = 256;
  private static final int FOREIGN = 512;
  private static final int BESIDES = 1024;
  private static final int DOUBTED = 2048;

  private SpendingCodec() {}

  public static void write(Spending spending, DataOutput out) throws IOException {
    out.writeByte(VERSION);
    out.writeLong(spending.time);
    out.writeShort(spending.best);
    writeNumber(spending.bestUsd, out);
    out.writeBoolean(spending.settled);
    writeCount(spending.answers.size(), out);
    for (Answer answer : spending.answers) {
      write(answer, out);
    }
  }

  private static void write(Answer answer, DataOutput out) throws IOException {
    int known =
        flag(answer.inputTokens >= 0, INPUT)
            | flag(answer.outputTokens >= 0, OUTPUT)
            | flag(answer.cachedInputTokens >= 0, CACHED)
            | flag(answer.reasoningTokens >= 0, REASONING)
            | flag(!Double.isNaN(answer.costUsd), COST)
            | flag(!Double.isNaN(answer.taughtUsd), TAUGHT)
            | flag(answer.taughtInput, TAUGHT_INPUT)
            | flag(answer.taughtOutput, TAUGHT_OUTPUT)
            | flag(answer.taughtRatio, TAUGHT_RATIO)
            | flag(answer.slot < 0, FOREIGN)
            | flag(answer.besides, BESIDES)
            | flag(answer.believedUsd != answer.bookedUsd, DOUBTED);
    writeCount(known, out);
    if (answer.slot < 0) {
      out.writeUTF(answer.name);
    } else {
      writeCount(answer.slot, out);
    }
    writeCount(answer.attempt, out);
    writeIf(known, INPUT, answer.inputTokens, out);
    writeIf(known, OUTPUT, answer.outputTokens, out);
    writeIf(known, CACHED, answer.cachedInputTokens, out);
    writeIf(known, REASONING, answer.reasoningTokens, out);
    if ((known & COST) != 0) {
      writeNumber(answer.costUsd, out);
    }
    writeNumber(answer.bookedUsd, out);
    if ((known & DOUBTED) != 0) {
      writeNumber(answer.believedUsd, out);
    }
    if ((known & TAUGHT) != 0) {
      writeNumber(answer.taughtUsd, out);
    }
  }

  /**
   * @throws IOException also when the bytes are of a newer version
   */
  public static Spending read(DataInput in) throws IOException {
    LayoutVersion.check("spending", in.readByte(), VERSION);
    Spending spending = new Spending();
    spending.time = in.readLong();
    spending.best = in.readShort();
    spending.bestUsd = readNumber(in);
    spending.settled = in.readBoolean();
    long answers = readCount(in);
    if (answers < 0 || answers > Spending.MOST_ANSWERS) {
      throw new IOException(answers + " answers to one request; the stored state is damaged");
    }
    for (long left = answers; left > 0; left--) {
      spending.answers.add(readAnswer(in));
    }
    return spending;
  }

  private static Answer readAnswer(DataInput in) throws IOException {
    int known = (int) readCount(in);
    boolean foreign = (known & FOREIGN) != 0;
    String name = foreign ? in.readUTF() : "";
    int slot = foreign ? -1 : (int) readCount(in);
    Answer answer = new Answer(slot, name, (int) readCount(in));
    answer.inputTokens = readIf(known, INPUT, in);
    answer.outputTokens = readIf(known, OUTPUT, in);
    answer.cachedInputTokens = readIf(known, CACHED, in);
    answer.reasoningTokens = readIf(known, REASONING, in);
    answer.costUsd = (known & COST) != 0 ? readNumber(in) : Double.NaN;
    answer.bookedUsd = readNumber(in);
    answer.believedUsd = (known & DOUBTED) != 0 ? readNumber(in) : answer.bookedUsd;
    answer.taughtUsd = (known & TAUGHT) != 0 ? readNumber(in) : Double.NaN;
    answer.taughtInput = (known & TAUGHT_INPUT) != 0;
    answer.taughtOutput = (known & TAUGHT_OUTPUT) != 0;
    answer.taughtRatio = (known & TAUGHT_RATIO) != 0;
    answer.besides = (known & BESIDES) != 0;
    return answer;
  }

  private static int flag(boolean set, int bit) {
    return set ? bit : 0;
  }

  private static void writeIf(int known, int bit, int tokens, DataOutput out) throws IOException {
    if ((known & bit) != 0) {
      writeCount(tokens, out);
    }
  }

  private static int readIf(int known, int bit, DataInput in) throws IOException {
    return (known & bit) != 0 ? (int) readCount(in) : -1;
  }
}

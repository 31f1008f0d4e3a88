package dev.surety.wire.state;

import dev.surety.engine.JudgeBooks;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Binary form of an account's {@link JudgeBooks}. */
final class JudgeCodec {

  private JudgeCodec() {}

  static void write(JudgeBooks judge, DataOutput out) throws IOException {
    CompactNumbers.writeCount(judge.day, out);
    CompactNumbers.writeNumber(judge.todayUsd, out);
    CompactNumbers.writeCount(judge.bought, out);
    CompactNumbers.writeCount(judge.words, out);
    CompactNumbers.writeNumber(judge.spentUsd, out);
  }

  static void read(JudgeBooks judge, DataInput in) throws IOException {
    judge.day = CompactNumbers.readCount(in);
    judge.todayUsd = CompactNumbers.readNumber(in);
    judge.bought = CompactNumbers.readCount(in);
    judge.words = CompactNumbers.readCount(in);
    judge.spentUsd = CompactNumbers.readNumber(in);
  }
}

package dev.surety.wire.state;

import static dev.surety.wire.state.CompactNumbers.readCount;
import static dev.surety.wire.state.CompactNumbers.readNumber;
import static dev.surety.wire.state.CompactNumbers.writeCount;
import static dev.surety.wire.state.CompactNumbers.writeNumber;

import dev.surety.domain.Feedback.Source;
import dev.surety.engine.Word;
import dev.surety.engine.Word.Taught;
import dev.surety.policy.RoutingPolicy.Mark;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Binary form of an open decision's {@link Word}s; some 15 bytes each, one byte without any. */
final class WordCodec {

  private static final int SHOWN = 1;
  private static final int BOOKED = 2;
  private static final int FAILURE = 4;
  private static final int TAUGHT_SHIFT = 3;
  private static final int TAUGHT_MASK = 7;
  private static final int OPINION = 64;

  private static final Source[] SOURCES = Source.values();
  private static final Taught[] TAUGHT = Taught.values();

  private WordCodec() {}

  static void write(Word[] words, long base, DataOutput out) throws IOException {
    out.writeByte(words.length);
    for (Word word : words) {
      out.writeShort(word.slot);
      writeNumber(word.satisfaction, out);
      out.writeByte(word.source.ordinal());
      out.writeByte(
          (word.shown ? SHOWN : 0)
              | (word.booked ? BOOKED : 0)
              | (word.failure ? FAILURE : 0)
              | (word.opinion ? OPINION : 0)
              | word.taught.ordinal() << TAUGHT_SHIFT);
      writeCount(word.time - base, out);
      writeCount(word.seq, out);
      writeNumber(word.opinion ? word.settles ? 1 : 0 : word.weight, out);
      writeNumber(word.lost, out);
      writeNumber(word.mark.scale(), out);
      out.writeByte(word.mark.resets());
    }
  }

  static Word[] read(long base, DataInput in) throws IOException {
    int size = in.readByte();
    if (size < 0 || size > Word.MOST) {
      throw new IOException("an open decision has " + size + " judgements; it is damaged");
    }
    Word[] words = size == 0 ? Word.NONE : new Word[size];
    for (int i = 0; i < size; i++) {
      Word word = new Word();
      word.slot = in.readShort();
      word.satisfaction = readNumber(in);
      word.source = SOURCES[in.readByte()];
      int flags = in.readByte();
      word.shown = (flags & SHOWN) != 0;
      word.booked = (flags & BOOKED) != 0;
      word.failure = (flags & FAILURE) != 0;
      word.taught = TAUGHT[flags >> TAUGHT_SHIFT & TAUGHT_MASK];
      word.opinion = (flags & OPINION) != 0;
      word.time = base + readCount(in);
      word.seq = readCount(in);
      word.weight = readNumber(in);
      word.settles = word.opinion && word.weight == 1;
      word.weight = word.opinion ? 0 : word.weight;
      word.lost = readNumber(in);
      word.mark = new Mark(readNumber(in), in.readUnsignedByte());
      words[i] = word;
    }
    return words;
  }
}

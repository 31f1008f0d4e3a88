package dev.surety.wire.state;

import dev.surety.engine.DeadlineBooks;
import dev.surety.engine.DeadlineFrontier;
import dev.surety.engine.LatenessBeliefs;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Binary form of {@link DeadlineBooks}: section 3 of an account. */
final class DeadlineCodec {

  private static final int FIRST_TOKEN = 1;
  private static final int INFEASIBLE = 2;

  private DeadlineCodec() {}

  static void write(DeadlineBooks books, DataOutput out) throws IOException {
    out.writeByte((books.firstToken ? FIRST_TOKEN : 0) | (books.infeasible ? INFEASIBLE : 0));
    CompactNumbers.writeCount(books.millis, out);
    CompactNumbers.writeNumber(books.share, out);
    out.writeLong(books.since);
    CompactNumbers.writeCount(books.answers, out);
    CompactNumbers.writeCount(books.late, out);
    CompactNumbers.writeNumber(books.debt, out);
    CompactNumbers.writeNumber(books.priceUsd, out);
    DeadlineFrontier frontier = books.frontier;
    CompactNumbers.writeNumber(frontier.seen, out);
    for (int price = 0; price < frontier.late.length; price++) {
      CompactNumbers.writeNumber(frontier.satisfied[price], out);
      CompactNumbers.writeNumber(frontier.late[price], out);
    }
    LatenessBeliefs beliefs = books.beliefs;
    write(beliefs.seen, beliefs.late, out);
    CompactNumbers.writeCount(beliefs.seenIn.length, out);
    for (int bucket = 0; bucket < beliefs.seenIn.length; bucket++) {
      write(beliefs.seenIn[bucket], beliefs.lateIn[bucket], out);
    }
  }

  private static void write(double[] seen, double[] late, DataOutput out) throws IOException {
    CompactNumbers.writeCount(seen.length, out);
    for (int slot = 0; slot < seen.length; slot++) {
      CompactNumbers.writeNumber(seen[slot], out);
      if (seen[slot] > 0) {
        CompactNumbers.writeNumber(late[slot], out);
      }
    }
  }

  static void read(DeadlineBooks books, DataInput in) throws IOException {
    int flags = in.readByte();
    books.firstToken = (flags & FIRST_TOKEN) != 0;
    books.infeasible = (flags & INFEASIBLE) != 0;
    books.millis = CompactNumbers.readCount(in);
    books.share = CompactNumbers.readNumber(in);
    books.since = in.readLong();
    books.answers = CompactNumbers.readCount(in);
    books.late = CompactNumbers.readCount(in);
    books.debt = CompactNumbers.readNumber(in);
    books.priceUsd = CompactNumbers.readNumber(in);
    DeadlineFrontier frontier = books.frontier;
    frontier.seen = CompactNumbers.readNumber(in);
    for (int price = 0; price < frontier.late.length; price++) {
      frontier.satisfied[price] = CompactNumbers.readNumber(in);
      frontier.late[price] = CompactNumbers.readNumber(in);
    }
    LatenessBeliefs beliefs = books.beliefs;
    double[][] model = read(in);
    beliefs.seen = model[0];
    beliefs.late = model[1];
    int buckets = (int) CompactNumbers.readCount(in);
    beliefs.seenIn = new double[buckets][];
    beliefs.lateIn = new double[buckets][];
    for (int bucket = 0; bucket < buckets; bucket++) {
      double[][] cell = read(in);
      beliefs.seenIn[bucket] = cell[0];
      beliefs.lateIn[bucket] = cell[1];
    }
  }

  /** Counts of answers, and of late ones. */
  private static double[][] read(DataInput in) throws IOException {
    double[][] counts = new double[2][(int) CompactNumbers.readCount(in)];
    for (int slot = 0; slot < counts[0].length; slot++) {
      counts[0][slot] = CompactNumbers.readNumber(in);
      counts[1][slot] = counts[0][slot] > 0 ? CompactNumbers.readNumber(in) : 0;
    }
    return counts;
  }
}

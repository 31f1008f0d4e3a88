package dev.surety.wire.state;

import dev.surety.engine.Account;
import dev.surety.engine.Delivery;
import dev.surety.engine.OpenWindow;
import dev.surety.estimator.Sample;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;

/**
 * Binary form of what an account has delivered: a byte that says which samples have anything in
 * them, then those. Most keys have one, in about 30 bytes.
 */
final class DeliveryCodec {

  private DeliveryCodec() {}

  private static List<Sample> samples(Account account) {
    Delivery delivery = account.delivery;
    return List.of(
        delivery.judged, delivery.asked, delivery.closed, account.pending[0], account.pending[1]);
  }

  private static boolean isEmpty(Sample sample) {
    return sample.count == 0 && sample.labels == 0 && sample.sum == 0;
  }

  static void write(Account account, DataOutput out) throws IOException {
    List<Sample> samples = samples(account);
    int present = 0;
    for (int i = 0; i < samples.size(); i++) {
      present |= isEmpty(samples.get(i)) ? 0 : 1 << i;
    }
    out.writeByte(present);
    for (Sample sample : samples) {
      if (!isEmpty(sample)) {
        CompactNumbers.writeCount(sample.count, out);
        CompactNumbers.writeCount(sample.labels, out);
        out.writeDouble(sample.sum);
        CompactNumbers.writeNumber(sample.base, out);
        CompactNumbers.writeNumber(sample.slope, out);
        out.writeDouble(sample.promised);
      }
    }
  }

  static void read(Account account, DataInput in) throws IOException {
    List<Sample> samples = samples(account);
    int present = in.readByte();
    for (int i = 0; i < samples.size(); i++) {
      if ((present & 1 << i) != 0) {
        Sample sample = samples.get(i);
        sample.count = CompactNumbers.readCount(in);
        sample.labels = CompactNumbers.readCount(in);
        sample.sum = in.readDouble();
        sample.base = CompactNumbers.readNumber(in);
        sample.slope = CompactNumbers.readNumber(in);
        sample.promised = in.readDouble();
      }
    }
  }

  /**
   * Begins with what an older layout knows: the books of the queue. They tell predictions and
   * judgements apart no more, so that no more answers count than were judged; where silence was
   * counted, all do, with the spread that their values had.
   */
  static void begin(Account account) {
    double target = account.bookedTarget / account.samples;
    if (account.bookedSatisfaction > 0 && account.satisfactionSum > 0) {
      // A judgement may have been booked with a weight, in both of these alike.
      target *= account.satisfactionSum / account.bookedSatisfaction;
    }
    target = Math.max(0, Math.min(1, target));
    // Values of silence lie outside of [0, 1], where a square is more than its root.
    boolean silence = account.satisfactionSquares > account.satisfactionSum * (1 + 1e-9);
    if (account.samples > 0 && account.labels > 0) {
      Sample sample = silence ? account.delivery.closed : account.delivery.judged;
      double mean = account.satisfactionSum / account.samples;
      sample.count = silence ? account.samples : Math.min(account.samples, account.labels);
      sample.labels = Math.min(sample.count, account.labels);
      sample.sum = silence ? account.satisfactionSum : sample.count * clip(mean);
      sample.base = silence ? account.satisfactionSquares : 0;
      sample.slope = silence ? 0 : sample.count;
      sample.promised = sample.count * target;
    }
    for (int map = 0; map < account.pending.length; map++) {
      OpenWindow window = account.windows[map];
      if (window != null && window.answers > 0) {
        Sample pending = account.pending[map];
        pending.count = window.answers;
        pending.labels = Math.min(window.answers, judged(window));
        pending.sum = window.satisfaction;
        pending.base = window.satisfactionSquares;
        pending.promised = window.target;
      }
    }
  }

  private static long judged(OpenWindow window) {
    long judged = 0;
    for (int cell : window.cells.judged) {
      judged += cell;
    }
    return judged;
  }

  private static double clip(double share) {
    return Math.max(0, Math.min(1, share));
  }
}

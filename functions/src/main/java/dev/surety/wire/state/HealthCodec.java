package dev.surety.wire.state;

import static dev.surety.wire.state.CompactNumbers.readCount;
import static dev.surety.wire.state.CompactNumbers.writeCount;

import dev.surety.engine.ModelHealth;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Binary form of an account's {@link ModelHealth}: how many models ever failed, then these; one
 * byte where there are none, some 33 a model.
 */
final class HealthCodec {

  /** Slots are kept as shorts elsewhere. */
  private static final int MOST_SLOTS = 0xffff;

  private HealthCodec() {}

  static void write(ModelHealth health, DataOutput out) throws IOException {
    int models = 0;
    for (long failures : health.failures) {
      models += failures == 0 ? 0 : 1;
    }
    writeCount(models, out);
    for (int slot = 0; slot < health.slots(); slot++) {
      if (health.failures[slot] != 0) {
        writeCount(slot, out);
        out.writeByte(health.level[slot]);
        writeCount(health.failures[slot], out);
        writeCount(health.sinceRequest[slot], out);
        out.writeLong(health.sinceTime[slot]);
        writeCount(health.accounted[slot], out);
        out.writeLong(health.probedTime[slot]);
        out.writeLong(health.failedAsked[slot]);
      }
    }
  }

  static void read(ModelHealth health, DataInput in) throws IOException {
    long models = readCount(in);
    for (long i = 0; i < models; i++) {
      long slot = readCount(in);
      if (slot < 0 || slot > MOST_SLOTS) {
        throw new IOException("an account tells of model slot " + slot + "; it is damaged");
      }
      int at = (int) slot;
      health.grow(at + 1);
      health.level[at] = in.readByte();
      health.failures[at] = readCount(in);
      health.sinceRequest[at] = readCount(in);
      health.sinceTime[at] = in.readLong();
      health.accounted[at] = readCount(in);
      health.probedTime[at] = in.readLong();
      health.failedAsked[at] = in.readLong();
    }
  }
}

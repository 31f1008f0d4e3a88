package dev.surety.trials.fuzz.adversary;

import dev.surety.engine.Account;
import dev.surety.engine.Learner;
import dev.surety.engine.OpenDecision;
import dev.surety.engine.OpenDecisionMaps;
import dev.surety.engine.Spending;
import dev.surety.wire.state.AccountCodec;
import dev.surety.wire.state.LearnerCodec;
import dev.surety.wire.state.OpenDecisionCodec;
import dev.surety.wire.state.SpendingCodec;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInput;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;

/** The stored forms of a key's state, and what comes back of them. */
final class StateBytes {

  private StateBytes() {}

  interface Write {
    void to(DataOutput out) throws IOException;
  }

  interface Read<T> {
    T from(DataInput in) throws IOException;
  }

  static byte[] account(Account account) {
    return of(out -> AccountCodec.write(account, out));
  }

  static byte[] learner(Learner learner) {
    return of(out -> LearnerCodec.write(learner, out));
  }

  /** What is open, and the money, by request. */
  static byte[] open(OpenDecisionMaps open) {
    return of(
        out -> {
          for (int map = 0; map < 2; map++) {
            for (Map.Entry<String, OpenDecision> entry :
                new TreeMap<>(open.entries(map)).entrySet()) {
              out.writeBytes(entry.getKey());
              OpenDecisionCodec.write(entry.getValue(), out);
            }
            for (Map.Entry<String, Spending> entry : new TreeMap<>(open.money(map)).entrySet()) {
              out.writeBytes(entry.getKey());
              SpendingCodec.write(entry.getValue(), out);
            }
          }
        });
  }

  /** Replaces every entry by what is read of its stored form. */
  static void store(OpenDecisionMaps open) {
    for (int map = 0; map < 2; map++) {
      int at = map;
      Map.copyOf(open.entries(map))
          .forEach(
              (id, entry) ->
                  open.put(
                      at,
                      id,
                      read(
                          of(out -> OpenDecisionCodec.write(entry, out)),
                          OpenDecisionCodec::read)));
      Map.copyOf(open.money(map))
          .forEach(
              (id, entry) ->
                  open.putSpending(
                      at,
                      id,
                      read(of(out -> SpendingCodec.write(entry, out)), SpendingCodec::read)));
    }
  }

  static <T> T read(byte[] bytes, Read<T> read) {
    ByteArrayInputStream in = new ByteArrayInputStream(bytes);
    try {
      T value = read.from(new DataInputStream(in));
      if (in.available() > 0) {
        throw new Violation(in.available() + " bytes of a stored state were not read");
      }
      return value;
    } catch (IOException | RuntimeException e) {
      throw new Violation("a stored state can't be read: " + e, e);
    }
  }

  private static byte[] of(Write write) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      write.to(new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return bytes.toByteArray();
  }
}

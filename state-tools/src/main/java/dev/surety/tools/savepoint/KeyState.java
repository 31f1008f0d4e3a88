package dev.surety.tools.savepoint;

import dev.surety.domain.TenantTier;
import dev.surety.engine.Account;
import dev.surety.engine.Learner;
import dev.surety.engine.OpenDecisionMaps;
import dev.surety.engine.RouterState;
import dev.surety.flink.InboundEvent;
import dev.surety.flink.RouteState;
import dev.surety.wire.state.AccountCodec;
import dev.surety.wire.state.LearnerCodec;
import dev.surety.wire.state.OpenDecisionCodec;
import dev.surety.wire.state.SpendingCodec;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * What ROUTE keeps of one key, as objects.
 *
 * @param timers registered processing-time timers, epoch milliseconds
 * @param held by request id, feedback that waits for its request after a restore
 */
public record KeyState(
    TenantTier key,
    Account account,
    Learner learner,
    OpenDecisionMaps open,
    long[] timers,
    Map<String, List<InboundEvent>> held) {

  private static final TypeSerializer<Map<String, List<InboundEvent>>> HELD =
      RouteState.HELD.getSerializer();

  private static final int MAPS = 2;
  private static final int FIRST_BUFFER = 1024;

  /**
   * @throws IOException if the bytes are not what ROUTE writes, or of a newer layout
   */
  public static KeyState of(SavedKey saved) throws IOException {
    KeyState state =
        of(
            saved.key(),
            saved.account(),
            saved.learner(),
            readOpen(new DataInputDeserializer(saved.open())));
    return new KeyState(
        state.key,
        state.account,
        state.learner,
        state.open,
        saved.timers(),
        HELD.deserialize(new DataInputDeserializer(saved.held())));
  }

  /** Of account and learner as bytes; nothing waits. */
  public static KeyState of(TenantTier key, byte[] account, byte[] learner, OpenDecisionMaps open)
      throws IOException {
    return new KeyState(
        key,
        AccountCodec.read(new DataInputDeserializer(account)),
        LearnerCodec.read(new DataInputDeserializer(learner)),
        open,
        new long[0],
        Map.of());
  }

  /** Of a key that has seen nothing. */
  public static KeyState unseen(TenantTier key) {
    return new KeyState(
        key, new Account(), new Learner(), new OpenDecisionMaps(), new long[0], Map.of());
  }

  /** The same as bytes: equal states give equal bytes. */
  public SavedKey saved() throws IOException {
    DataOutputSerializer accountBytes = new DataOutputSerializer(FIRST_BUFFER);
    AccountCodec.write(account, accountBytes);
    DataOutputSerializer learnerBytes = new DataOutputSerializer(FIRST_BUFFER);
    LearnerCodec.write(learner, learnerBytes);
    DataOutputSerializer heldBytes = new DataOutputSerializer(FIRST_BUFFER);
    HELD.serialize(new TreeMap<>(held), heldBytes);
    return new SavedKey(
        key,
        accountBytes.getCopyOfBuffer(),
        learnerBytes.getCopyOfBuffer(),
        openBytes(),
        timers,
        heldBytes.getCopyOfBuffer());
  }

  /** The same for the engine, which changes it in place. */
  public RouterState router() {
    return new RouterState(key, account, learner, open);
  }

  /**
   * Each map of decisions, then each of money: its number of entries, then request id and entry of
   * each, in order of ids.
   */
  private byte[] openBytes() throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(FIRST_BUFFER);
    for (int map = 0; map < MAPS; map++) {
      write(open.entries(map), OpenDecisionCodec::write, out);
    }
    for (int map = 0; map < MAPS; map++) {
      write(open.money(map), SpendingCodec::write, out);
    }
    return out.getCopyOfBuffer();
  }

  /** Writes one entry. */
  @FunctionalInterface
  private interface Form<T> {
    void write(T entry, DataOutput out) throws IOException;
  }

  private static <T> void write(Map<String, T> map, Form<T> form, DataOutput out)
      throws IOException {
    Map<String, T> entries = new TreeMap<>(map);
    out.writeInt(entries.size());
    for (Map.Entry<String, T> entry : entries.entrySet()) {
      out.writeUTF(entry.getKey());
      form.write(entry.getValue(), out);
    }
  }

  private static OpenDecisionMaps readOpen(DataInputDeserializer in) throws IOException {
    OpenDecisionMaps open = new OpenDecisionMaps();
    for (int map = 0; map < MAPS; map++) {
      for (int left = in.readInt(); left > 0; left--) {
        open.put(map, in.readUTF(), OpenDecisionCodec.read(in));
      }
    }
    for (int map = 0; map < MAPS; map++) {
      for (int left = in.readInt(); left > 0; left--) {
        open.putSpending(map, in.readUTF(), SpendingCodec.read(in));
      }
    }
    return open;
  }
}

package dev.surety.flink;

import dev.surety.engine.Account;
import dev.surety.engine.Learner;
import dev.surety.engine.OpenDecision;
import dev.surety.engine.Spending;
import dev.surety.wire.state.AccountCodec;
import dev.surety.wire.state.CompactCodec;
import dev.surety.wire.state.CompactCodec.Compact;
import dev.surety.wire.state.LearnerCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * What is in memory of one key. Below it is kept in one value while little is open of it, so that a
 * key that comes seldom is fetched and written at once, and nothing has to be searched for when its
 * decisions close; else account, learner and each open decision are kept by themselves.
 */
final class HotKey {

  /** A key of which no more is open becomes parked. */
  private static final int FEW = 4;

  /** A key of which more is open is parked no longer. */
  private static final int MOST_PARKED = 8;

  /** In memory, of all that is open of a parked key. */
  private static final long MOST_PARKED_BYTES = 8_192;

  /** A learner that takes more stays in its own state: most decisions leave it as it is. */
  private static final int MOST_PARKED_LEARNER = 1_024;

  /**
   * Of account and learner in memory, whatever they have seen. A young key takes 14 KB with 11
   * models, and 1.5 KB in its binary form: places that nothing was counted in yet are there.
   */
  private static final long FIXED_BYTES = 4_096;

  /** And of each model, with the cells of 16 tags. */
  private static final long MODEL_BYTES = 900;

  /** What grows beyond: wide numbers, headers of objects. */
  private static final int BLOWN_UP = 2;

  private static final long OPEN_BYTES = 280;
  private static final long SPENDING_BYTES = 240;
  private static final int FEATURE_BYTES = 8;

  /** Changes of a value after which its size is looked at again: it grows with what is learned. */
  private static final int CHANGES_TO_LOOK = 256;

  /** Of the learner among what must be written back: its binary form is the largest. */
  private static final int LEARNER_WEIGHT = 3;

  private static final byte[] NOTHING = new byte[0];

  final String key;

  /** What {@link HotKeys} has counted of it. */
  long countedBytes;

  int countedDirty;

  long countedOpen;

  /** Whether {@link HotKeys} has it among those to be written back. */
  boolean queued;

  /** Whether {@link HotKeys} has it among those of which much is open. */
  boolean listed;

  private final HotValue<Account> account;
  private final HotValue<Learner> learner;
  private final KeyedStates below;
  private final long mostOfMap;
  private final List<HotMap<OpenDecision>> open = new ArrayList<>(Collections.nCopies(2, null));
  private final List<HotMap<Spending>> money = new ArrayList<>(Collections.nCopies(2, null));

  /** Of all of these, those that were asked for. */
  private final List<HotMap<?>> maps = new ArrayList<>(4);

  private final DataOutputSerializer measure;
  private final MissedLooks missed;
  private long valueBytes;
  private int changes;

  /** Whether it was looked how the key is kept. */
  private boolean looked;

  /** Whether it is kept in one value. */
  private boolean parked;

  /** What {@link LearnerCodec} writes of the learner as long as it does not change, or nothing. */
  private byte[] learnerBytes = NOTHING;

  /**
   * @param below of the current key: nothing here is asked while that is another one
   * @param mostOfMap bytes that its entries may take, of each map
   * @param measure to write to, of all keys
   * @param missed takes looks below at what may be open
   */
  HotKey(
      String key,
      KeyedStates below,
      long mostOfMap,
      DataOutputSerializer measure,
      MissedLooks missed) {
    this.key = key;
    this.below = below;
    this.mostOfMap = mostOfMap;
    this.measure = measure;
    this.missed = missed;
    account = new HotValue<>(below.accounts());
    learner = new HotValue<>(below.learners());
  }

  HotValue<Account> account() {
    look();
    return account;
  }

  HotValue<Learner> learner() {
    look();
    return learner;
  }

  private void look() {
    if (looked) {
      return;
    }
    looked = true;
    try {
      byte[] bytes = below.compact().value();
      if (bytes != null && CompactCodec.isParked(bytes)) {
        take(CompactCodec.parked(new DataInputDeserializer(bytes)), bytes.length);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read what is kept of " + key, e);
    }
  }

  private void take(Compact kept, int length) {
    account.unpark(kept.account());
    if (kept.learner() != null) {
      learner.unpark(kept.learner());
      learnerBytes = kept.learnerBytes();
    }
    for (int map = 0; map < 2; map++) {
      open(map).unpark(kept.open().entries(map));
      money(map).unpark(kept.open().money(map));
    }
    parked = true;
    changes++;
    valueBytes = inMemory(length);
  }

  /** What is in memory is all there is; written back, it is kept by its parts. */
  void unpark() {
    if (parked) {
      below.compact().clear();
      parked = false;
    }
  }

  HotMap<OpenDecision> open(int map) {
    look();
    HotMap<OpenDecision> known = open.get(map);
    if (known == null) {
      Account of = account.held();
      boolean empty =
          isEmpty(of == null || (map == of.presentMap ? of.openPresent : of.openPast) == 0);
      known = new HotMap<>(below.open().get(map), empty, HotKey::bytes, mostOfMap, missed);
      open.set(map, known);
      maps.add(known);
    }
    return known;
  }

  HotMap<Spending> money(int map) {
    look();
    HotMap<Spending> known = money.get(map);
    if (known == null) {
      Account of = account.held();
      boolean empty =
          isEmpty(of == null || (map == of.moneyMap ? of.moneyPresent : of.moneyPast) == 0);
      known = new HotMap<>(below.money().get(map), empty, HotKey::bytes, mostOfMap, missed);
      money.set(map, known);
      maps.add(known);
    }
    return known;
  }

  /** The account counts what is open; a key that has none has nothing open. */
  private boolean isEmpty(boolean byAccount) {
    return account.isKnown() && byAccount;
  }

  private static long bytes(OpenDecision decision) {
    return OPEN_BYTES + (long) FEATURE_BYTES * decision.features.indices().length;
  }

  private static long bytes(Spending spending) {
    return SPENDING_BYTES * spending.answers.size();
  }

  /** Of all that is in memory, roughly. */
  long bytes() throws IOException {
    if (changes++ % CHANGES_TO_LOOK == 0) {
      valueBytes = inMemory(measured());
    }
    long all = valueBytes;
    for (HotMap<?> map : maps) {
      all += map.bytes();
    }
    return all;
  }

  /** Of what is open and may be left to the state below. */
  long openBytes() {
    long all = 0;
    for (HotMap<?> map : maps) {
      all += map.heldBytes();
    }
    return all;
  }

  private long inMemory(long binary) {
    int models = learner.held() == null ? 0 : learner.held().models.size();
    return FIXED_BYTES + models * MODEL_BYTES + BLOWN_UP * binary;
  }

  private long measured() throws IOException {
    measure.clear();
    if (account.held() != null) {
      AccountCodec.write(account.held(), measure);
    }
    if (learner.held() != null) {
      LearnerCodec.write(learner.held(), measure);
    }
    return measure.length();
  }

  /** How much is to be written back, in entries. */
  int dirty() {
    int all = (account.isDirty() ? 1 : 0) + (learner.isDirty() ? LEARNER_WEIGHT : 0);
    for (HotMap<?> map : maps) {
      all += map.dirty();
    }
    return all;
  }

  /** The current key must be this one. */
  void writeBack() throws IOException {
    if (isQuiet()) {
      park();
      return;
    }
    unpark();
    account.writeBack();
    learner.writeBack();
    maps.forEach(HotMap::writeBack);
  }

  /** The same, and what is open is here no longer, where the key is kept by parts. */
  void shed() throws IOException {
    writeBack();
    if (!parked) {
      maps.forEach(HotMap::shed);
    }
  }

  /** Whether little is open, and all of it is here. */
  private boolean isQuiet() {
    if (account.held() == null) {
      return false;
    }
    int entries = 0;
    long bytes = 0;
    for (int map = 0; map < 2; map++) {
      HotMap<OpenDecision> decisions = open(map);
      HotMap<Spending> spent = money(map);
      if (!decisions.isWhole() || !spent.isWhole()) {
        return false;
      }
      entries += decisions.entries() + spent.entries();
      bytes += decisions.bytes() + spent.bytes();
    }
    return entries <= (parked ? MOST_PARKED : FEW) && bytes <= MOST_PARKED_BYTES;
  }

  private void park() throws IOException {
    byte[] learned = learner.isApart() ? NOTHING : parkLearner();
    measure.clear();
    CompactCodec.park(
        account.held(),
        learned,
        List.of(open(0).park(), open(1).park()),
        List.of(money(0).park(), money(1).park()),
        measure);
    account.park();
    below.compact().update(measure.getCopyOfBuffer());
    parked = true;
    valueBytes = inMemory(measure.length());
  }

  /** What goes with the rest of the key: nothing where that is too much, and it stays apart. */
  private byte[] parkLearner() throws IOException {
    if (learner.held() == null) {
      learner.park();
      return NOTHING;
    }
    if (learner.isDirty() || learnerBytes.length == 0) {
      measure.clear();
      LearnerCodec.write(learner.held(), measure);
      learnerBytes = measure.getCopyOfBuffer();
    }
    if (learnerBytes.length > MOST_PARKED_LEARNER) {
      learnerBytes = NOTHING;
      learner.writeBack();
    } else {
      learner.park();
    }
    return learnerBytes;
  }
}

package dev.surety.flink;

import dev.surety.engine.Account;
import dev.surety.engine.Learner;
import dev.surety.engine.OpenDecision;
import dev.surety.engine.Spending;
import dev.surety.wire.state.AccountCodec;
import dev.surety.wire.state.LearnerCodec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.flink.core.memory.DataOutputSerializer;

/** What is in memory of one key. */
final class HotKey {

  private static final long FIXED_BYTES = 512;

  /** Objects take more room than their binary form: headers, wide numbers, unused places. */
  private static final int BLOWN_UP = 4;

  private static final long OPEN_BYTES = 280;
  private static final long SPENDING_BYTES = 240;
  private static final int FEATURE_BYTES = 8;

  /** Changes of a value after which its size is looked at again: it grows with what is learned. */
  private static final int CHANGES_TO_LOOK = 256;

  /** Of the learner among what must be written back: its binary form is the largest. */
  private static final int LEARNER_WEIGHT = 3;

  final String key;
  final HotValue<Account> account;
  final HotValue<Learner> learner;

  /** What {@link HotKeys} has counted of it. */
  long countedBytes;

  int countedDirty;

  /** Whether {@link HotKeys} has it among those to be written back. */
  boolean queued;

  private final KeyedStates below;
  private final long mostOfMap;
  private final List<HotMap<OpenDecision>> open = new ArrayList<>(Collections.nCopies(2, null));
  private final List<HotMap<Spending>> money = new ArrayList<>(Collections.nCopies(2, null));
  private final DataOutputSerializer measure;
  private long valueBytes;
  private int changes;

  /**
   * @param below of the current key: nothing here is asked while that is another one
   * @param mostOfMap bytes that its entries may take, of each map
   * @param measure to write to in order to see how long it gets
   */
  HotKey(String key, KeyedStates below, long mostOfMap, DataOutputSerializer measure) {
    this.key = key;
    this.below = below;
    this.mostOfMap = mostOfMap;
    this.measure = measure;
    account = new HotValue<>(below.accounts());
    learner = new HotValue<>(below.learners());
  }

  HotMap<OpenDecision> open(int map) {
    HotMap<OpenDecision> known = open.get(map);
    if (known == null) {
      Account of = account.held();
      boolean empty =
          isEmpty(of == null || (map == of.presentMap ? of.openPresent : of.openPast) == 0);
      known = new HotMap<>(below.open().get(map), empty, HotKey::bytes, mostOfMap);
      open.set(map, known);
    }
    return known;
  }

  HotMap<Spending> money(int map) {
    HotMap<Spending> known = money.get(map);
    if (known == null) {
      Account of = account.held();
      boolean empty =
          isEmpty(of == null || (map == of.moneyMap ? of.moneyPresent : of.moneyPast) == 0);
      known = new HotMap<>(below.money().get(map), empty, HotKey::bytes, mostOfMap);
      money.set(map, known);
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
      valueBytes = FIXED_BYTES + BLOWN_UP * measured();
    }
    long all = valueBytes;
    for (int map = 0; map < 2; map++) {
      all += open.get(map) == null ? 0 : open.get(map).bytes();
      all += money.get(map) == null ? 0 : money.get(map).bytes();
    }
    return all;
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
    for (int map = 0; map < 2; map++) {
      all += open.get(map) == null ? 0 : open.get(map).dirty();
      all += money.get(map) == null ? 0 : money.get(map).dirty();
    }
    return all;
  }

  /** The current key must be this one. */
  void writeBack() throws IOException {
    account.writeBack();
    learner.writeBack();
    for (int map = 0; map < 2; map++) {
      if (open.get(map) != null) {
        open.get(map).writeBack();
      }
      if (money.get(map) != null) {
        money.get(map).writeBack();
      }
    }
  }
}

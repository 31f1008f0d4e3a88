package dev.surety.tools.savepoint;

import dev.surety.domain.TenantTier;
import dev.surety.engine.Account;
import dev.surety.engine.Learner;
import dev.surety.flink.RouteState;
import dev.surety.tools.journal.Workers;
import dev.surety.wire.state.AccountCodec;
import dev.surety.wire.state.CompactCodec;
import dev.surety.wire.state.LearnerCodec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.runtime.state.CompositeKeySerializationUtils;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.StateSerializerProvider;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot;
import org.apache.flink.runtime.state.restore.FullSnapshotRestoreOperation;
import org.apache.flink.runtime.state.restore.KeyGroup;
import org.apache.flink.runtime.state.restore.KeyGroupEntry;
import org.apache.flink.runtime.state.restore.SavepointRestoreResult;
import org.apache.flink.runtime.state.restore.ThrowingIterator;
import org.apache.flink.util.StateMigrationException;

/**
 * Accounts and learners of a savepoint in canonical format, as they lie in its files. Flink's way
 * to keys is to build a state backend of everything first, and most of everything are open
 * decisions: here they are passed over, and what is known of their number is in the account.
 */
final class CanonicalKeys {

  private static final byte[] NOTHING = new byte[0];
  private static final int PROCESSORS = Runtime.getRuntime().availableProcessors();

  private final List<KeyGroupsStateHandle> files;
  private final int maxParallelism;
  private final int prefixBytes;

  /**
   * @param maxParallelism of the operator: the number of key groups
   */
  CanonicalKeys(List<KeyGroupsStateHandle> files, int maxParallelism) {
    this.files = files;
    this.maxParallelism = maxParallelism;
    prefixBytes =
        CompositeKeySerializationUtils.computeRequiredBytesInKeyGroupPrefix(maxParallelism);
  }

  /** Hands out the accounts of some keys, one at a time, in no order. */
  void accounts(SavepointStates.KeyFilter wanted, SavepointStates.KeyVisitor each)
      throws IOException {
    BitSet all = new BitSet();
    all.set(0, maxParallelism);
    scan(
        all,
        group -> {
          for (SavedKey key : group.keys(wanted)) {
            synchronized (each) {
              each.visit(key);
            }
          }
        });
  }

  /** The same keys with their learners. */
  List<SavedKey> learners(List<SavedKey> keys) throws IOException {
    BitSet groups = new BitSet();
    for (SavedKey key : keys) {
      groups.set(KeyGroupRangeAssignment.assignToKeyGroup(key.key().key(), maxParallelism));
    }
    Map<String, byte[]> learners = new HashMap<>();
    Set<String> names = new HashSet<>();
    keys.forEach(key -> names.add(key.key().key()));
    scan(
        groups,
        group -> {
          synchronized (learners) {
            group.learners(names, learners);
          }
        });
    List<SavedKey> whole = new ArrayList<>();
    for (SavedKey key : keys) {
      byte[] learner = learners.get(key.key().key());
      whole.add(named(key.key(), key.account(), learner == null ? bytes(new Learner()) : learner));
    }
    return whole;
  }

  static SavedKey named(TenantTier key, byte[] account, byte[] learner) {
    return new SavedKey(key, account, learner, NOTHING, new long[0], NOTHING);
  }

  /** Takes what was read of a key group. */
  private interface GroupVisitor {
    void visit(Group group) throws IOException;
  }

  /** What of a key group is of interest, by key. */
  private static final class Group {
    private final Map<String, byte[]> accounts = new HashMap<>();
    private final Map<String, byte[]> learners = new HashMap<>();
    private final Map<String, byte[]> compact = new HashMap<>();

    /** Feedback waits for their first request. */
    private final Set<String> waiting = new HashSet<>();

    List<SavedKey> keys(SavepointStates.KeyFilter wanted) throws IOException {
      List<SavedKey> keys = new ArrayList<>();
      Set<String> names = new HashSet<>(accounts.keySet());
      names.addAll(compact.keySet());
      names.addAll(waiting);
      for (String name : names) {
        TenantTier key = TenantTier.parse(name);
        if (wanted.wants(key)) {
          keys.add(named(key, account(name), NOTHING));
        }
      }
      return keys;
    }

    private byte[] account(String name) throws IOException {
      byte[] account = accounts.get(name);
      if (account != null) {
        return account;
      }
      byte[] bytes = compact.get(name);
      DataOutputSerializer out = new DataOutputSerializer(1024);
      AccountCodec.write(bytes == null ? new Account() : back(bytes).account(), out);
      return out.getCopyOfBuffer();
    }

    void learners(Set<String> names, Map<String, byte[]> found) throws IOException {
      for (String name : names) {
        if (learners.containsKey(name)) {
          found.put(name, learners.get(name));
        } else if (compact.containsKey(name)) {
          Learner learner = back(compact.get(name)).learner();
          found.put(name, bytes(learner == null ? new Learner() : learner));
        }
      }
    }

    private static CompactCodec.Compact back(byte[] bytes) throws IOException {
      return CompactCodec.read(
          BytePrimitiveArraySerializer.INSTANCE.deserialize(new DataInputDeserializer(bytes)));
    }
  }

  private static byte[] bytes(Learner learner) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(1024);
    LearnerCodec.write(learner, out);
    return out.getCopyOfBuffer();
  }

  /** A piece of a file. */
  private record Piece(KeyGroupsStateHandle file, KeyGroupRange groups) {}

  private void scan(BitSet wanted, GroupVisitor each) throws IOException {
    List<Piece> pieces = pieces();
    AtomicInteger next = new AtomicInteger();
    Workers.run(
        Math.max(1, Math.min(PROCESSORS, pieces.size())),
        () -> {
          for (int at; (at = next.getAndIncrement()) < pieces.size(); ) {
            read(pieces.get(at), wanted, each);
          }
          return null;
        });
  }

  /** Each file in as many as there are processors. */
  private List<Piece> pieces() {
    List<Piece> pieces = new ArrayList<>();
    for (KeyGroupsStateHandle file : files) {
      KeyGroupRange all = file.getKeyGroupRange();
      int length = (all.getNumberOfKeyGroups() + PROCESSORS - 1) / PROCESSORS;
      for (int from = all.getStartKeyGroup(); from <= all.getEndKeyGroup(); from += length) {
        int to = Math.min(all.getEndKeyGroup(), from + length - 1);
        KeyGroupRange groups = KeyGroupRange.of(from, to);
        pieces.add(new Piece(file.getIntersection(groups), groups));
      }
    }
    return pieces;
  }

  private void read(Piece piece, BitSet wanted, GroupVisitor each) throws IOException {
    try (ThrowingIterator<SavepointRestoreResult> files =
        new FullSnapshotRestoreOperation<>(
                piece.groups(),
                CanonicalKeys.class.getClassLoader(),
                List.of(piece.file()),
                StateSerializerProvider.fromNewRegisteredSerializer(StringSerializer.INSTANCE))
            .restore()) {
      while (files.hasNext()) {
        SavepointRestoreResult file = files.next();
        try (ThrowingIterator<KeyGroup> groups = file.getRestoredKeyGroups()) {
          while (groups.hasNext()) {
            KeyGroup group = groups.next();
            if (wanted.get(group.getKeyGroupId())) {
              each.visit(read(group, file.getStateMetaInfoSnapshots()));
            }
          }
        }
      }
    } catch (StateMigrationException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private Group read(KeyGroup group, List<StateMetaInfoSnapshot> states)
      throws IOException, StateMigrationException {
    Group read = new Group();
    try (ThrowingIterator<KeyGroupEntry> entries = group.getKeyGroupEntries()) {
      while (entries.hasNext()) {
        KeyGroupEntry entry = entries.next();
        String state = states.get(entry.getKvStateId()).getName();
        if (state.equals(RouteState.ACCOUNT.getName())) {
          read.accounts.put(key(entry), entry.getValue());
        } else if (state.equals(RouteState.LEARNER.getName())) {
          read.learners.put(key(entry), entry.getValue());
        } else if (state.equals(RouteState.COMPACT.getName())) {
          read.compact.put(key(entry), entry.getValue());
        } else if (state.equals(RouteState.HELD.getName())) {
          read.waiting.add(key(entry));
        }
      }
    }
    return read;
  }

  /** It comes behind the number of its group. */
  private String key(KeyGroupEntry entry) throws IOException {
    byte[] key = entry.getKey();
    return StringSerializer.INSTANCE.deserialize(
        new DataInputDeserializer(key, prefixBytes, key.length - prefixBytes));
  }
}

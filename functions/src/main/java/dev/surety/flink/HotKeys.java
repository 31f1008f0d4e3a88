package dev.surety.flink;

import dev.surety.engine.Account;
import dev.surety.engine.Learner;
import dev.surety.engine.OpenDecision;
import dev.surety.engine.Spending;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.function.Function;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.core.memory.DataOutputSerializer;

/**
 * State of busy keys, decoded, in front of a state backend that encodes and decodes it with each
 * event: what was used last, within a bound in bytes. What changed is written back at the barrier,
 * when a key makes room for another, and before so much waits that a barrier would take long. After
 * a restore nothing is here, so it is as if it had never been: a snapshot has all of it.
 *
 * <p>What is open of a key, of which little is asked for again, makes room before account and
 * learner do, which each event needs: it has half of the room where both don't fit.
 *
 * <p>Where hardly a look finds its key, as among a million tenants that come in no order, a {@value
 * #LITTLE}th of the room is used: what is dropped soon costs the collector least.
 */
final class HotKeys implements NearKeys {

  /** Entries that wait for the barrier; writing them takes a tenth of a second or so. */
  private static final int MOST_DIRTY = 32_768;

  /** Less than that is not worth being left to the backend by itself. */
  private static final long LEAST_SHED = 4_096;

  /** Share of all bytes that one map of one key may take. */
  private static final int MAPS_AT_LEAST = 8;

  /** The room where keys don't come again is one in so many of what there is. */
  private static final int LITTLE = 16;

  private final KeyedStates below;
  private final CurrentKey current;
  private final long most;
  private final DataOutputSerializer measure = new DataOutputSerializer(4096);

  /** By use, what was used last comes last. */
  private final Map<String, HotKey> keys = new LinkedHashMap<>(1024, 0.75f, true);

  /** Those with something to write back, in the order in which they got it. */
  private final Queue<HotKey> dirty = new ArrayDeque<>();

  /** Those of which much is open, in the order in which it became much. */
  private final Set<HotKey> open = new LinkedHashSet<>();

  private final LooksAgain again = new LooksAgain();
  private HotKey last;

  /** The text of the current key by which {@link #last} was found: mostly it is asked for again. */
  private String lastText;

  private long bytes;

  /** Of what is open. */
  private long openBytes;

  private int allDirty;

  /** Looks below, of all maps and keys. */
  private final MissedLooks missed = new MissedLooks();

  private long dropped;

  /**
   * @param most bytes that all may take
   */
  HotKeys(KeyedStates below, CurrentKey current, long most) {
    this.below = below;
    this.current = current;
    this.most = most;
  }

  @Override
  public ValueState<Account> accounts() {
    return new Values<>(HotKey::account);
  }

  @Override
  public ValueState<Learner> learners() {
    return new Values<>(HotKey::learner);
  }

  @Override
  public OpenDecision get(int map, String requestId) {
    return here().open(map).get(requestId);
  }

  @Override
  public void put(int map, String requestId, OpenDecision decision) {
    here().open(map).put(requestId, decision);
  }

  @Override
  public void clear(int map) {
    here().open(map).clear();
  }

  @Override
  public Spending spending(int map, String requestId) {
    return here().money(map).get(requestId);
  }

  @Override
  public void putSpending(int map, String requestId, Spending spending) {
    here().money(map).put(requestId, spending);
  }

  @Override
  public void clearSpending(int map) {
    here().money(map).clear();
  }

  @Override
  public void writeBack() throws IOException {
    if (last != null) {
      count(last);
      last = null;
    }
    for (HotKey key; (key = dirty.poll()) != null; ) {
      writeBack(key);
    }
  }

  /** The current key. Only when it is another one than before is anything of others looked at. */
  private HotKey here() {
    String key = current.get();
    if (last != null && (key == lastText || last.key.equals(key))) {
      lastText = key;
      return last;
    }
    try {
      if (last != null) {
        count(last);
        if (LooksAgain.samples(key)) {
          again.at(key, fits());
        }
        makeRoom(key);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write back what is kept of a key", e);
    }
    lastText = key;
    last = keys.computeIfAbsent(key, this::fetched);
    return last;
  }

  private HotKey fetched(String key) {
    missed.count++;
    return new HotKey(key, below, most / MAPS_AT_LEAST, measure, missed);
  }

  @Override
  public long bytes() {
    return bytes;
  }

  @Override
  public long missed() {
    return missed.count;
  }

  @Override
  public long dropped() {
    return dropped;
  }

  private void count(HotKey key) throws IOException {
    long bytesNow = key.bytes();
    bytes += bytesNow - key.countedBytes;
    key.countedBytes = bytesNow;
    int dirtyNow = key.dirty();
    allDirty += dirtyNow - key.countedDirty;
    key.countedDirty = dirtyNow;
    if (dirtyNow > 0 && !key.queued) {
      key.queued = true;
      dirty.add(key);
    }
    long openNow = key.openBytes();
    openBytes += openNow - key.countedOpen;
    key.countedOpen = openNow;
    if (openNow > LEAST_SHED && !key.listed) {
      key.listed = true;
      open.add(key);
    }
  }

  /** Keys of the size that those here have that would fit into all the room. */
  private long fits() {
    return bytes == 0 ? Long.MAX_VALUE : (long) ((double) most / bytes * keys.size());
  }

  private void makeRoom(String next) throws IOException {
    long room = again.isWorth() ? most : most / LITTLE;
    boolean moved = false;
    while (allDirty > MOST_DIRTY) {
      writeBack(dirty.remove());
      moved = true;
    }
    while (bytes > room) {
      if (openBytes > room / 2 && !open.isEmpty()) {
        shedFirst();
        moved = true;
      } else {
        moved |= forgetEldest();
      }
    }
    if (moved) {
      current.set(next);
    }
  }

  private void shedFirst() throws IOException {
    Iterator<HotKey> all = open.iterator();
    HotKey key = all.next();
    all.remove();
    key.listed = false;
    current.set(key.key);
    key.shed();
    dropped++;
    count(key);
  }

  /** Returns whether the current key is another one now. */
  private boolean forgetEldest() throws IOException {
    Iterator<HotKey> all = keys.values().iterator();
    HotKey eldest = all.next();
    boolean changed = eldest.queued;
    if (changed) {
      dirty.remove(eldest);
      writeBack(eldest);
    }
    if (eldest.listed) {
      open.remove(eldest);
    }
    all.remove();
    dropped++;
    bytes -= eldest.countedBytes;
    openBytes -= eldest.countedOpen;
    return changed;
  }

  private void writeBack(HotKey key) throws IOException {
    current.set(key.key);
    key.writeBack();
    key.queued = false;
    allDirty -= key.countedDirty;
    key.countedDirty = 0;
  }

  /** One value of the current key. */
  private final class Values<T> implements ValueState<T> {

    private final Function<HotKey, HotValue<T>> value;

    Values(Function<HotKey, HotValue<T>> value) {
      this.value = value;
    }

    @Override
    public T value() throws IOException {
      return value.apply(here()).value();
    }

    @Override
    public void update(T is) {
      value.apply(here()).update(is);
    }

    @Override
    public void clear() {
      HotKey key = here();
      value.apply(key).clear();
      key.unpark();
    }
  }
}

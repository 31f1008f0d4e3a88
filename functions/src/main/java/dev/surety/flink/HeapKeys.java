package dev.surety.flink;

import dev.surety.engine.Account;
import dev.surety.engine.Learner;
import dev.surety.engine.OpenDecision;
import dev.surety.engine.Spending;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.runtime.state.heap.StateTable;

/**
 * Where Flink's heap backend has what it keeps of busy keys: one look-up an event, where the states
 * make one for each thing that is asked of them, six or seven. Nothing is kept twice: the objects
 * are those of the backend.
 *
 * <p>While a snapshot is written the backend hands out copies of what is in it, of each thing when
 * it is first asked for. So all is forgotten at a barrier; until the next one the backend has no
 * reason to replace an object that it has handed out.
 */
final class HeapKeys implements NearKeys {

  /** Keys that are remembered, each in one place by its hash. */
  private static final int PLACES = 1 << 14;

  private final KeyedStates below;
  private final HeapTables tables;
  private final CurrentKey current;
  private final HeapKey[] places = new HeapKey[PLACES];
  private final Values<Account> accounts = new Values<>(key -> key.account);
  private final Values<Learner> learners = new Values<>(key -> key.learner);

  /** The text by which {@link #last} was found: mostly it is asked for again. */
  private String lastText;

  private HeapKey last;

  HeapKeys(KeyedStates below, HeapTables tables, CurrentKey current) {
    this.below = below;
    this.tables = tables;
    this.current = current;
  }

  @Override
  public ValueState<Account> accounts() {
    return accounts;
  }

  @Override
  public ValueState<Learner> learners() {
    return learners;
  }

  @Override
  public OpenDecision get(int map, String requestId) {
    return here().open.get(map).get(requestId);
  }

  @Override
  public void put(int map, String requestId, OpenDecision decision) {
    here().open.get(map).put(requestId, decision);
  }

  @Override
  public void clear(int map) {
    here().open.get(map).clear();
  }

  @Override
  public Spending spending(int map, String requestId) {
    return here().money.get(map).get(requestId);
  }

  @Override
  public void putSpending(int map, String requestId, Spending spending) {
    here().money.get(map).put(requestId, spending);
  }

  @Override
  public void clearSpending(int map) {
    here().money.get(map).clear();
  }

  /** The backend has all at any time: what it has handed out is forgotten. */
  @Override
  public void writeBack() {
    Arrays.fill(places, null);
    last = null;
    lastText = null;
  }

  private HeapKey here() {
    String key = current.get();
    if (key == lastText) {
      return last;
    }
    int place = SpreadHash.place(SpreadHash.of(key), PLACES);
    HeapKey there = places[place];
    if (there == null || !there.key.equals(key)) {
      there = new HeapKey(key, below, tables);
      places[place] = there;
    }
    last = there;
    lastText = key;
    return there;
  }

  /** What was handed out of one key. Asked only while that is the current one. */
  private static final class HeapKey {
    final String key;
    final Value<Account> account;
    final Value<Learner> learner;
    final List<Entries<OpenDecision>> open;
    final List<Entries<Spending>> money;

    HeapKey(String key, KeyedStates below, HeapTables tables) {
      this.key = key;
      account = new Value<>(below.accounts());
      learner = new Value<>(below.learners());
      open =
          List.of(
              new Entries<>(below.open().get(0), tables.open().get(0)),
              new Entries<>(below.open().get(1), tables.open().get(1)));
      money =
          List.of(
              new Entries<>(below.money().get(0), tables.money().get(0)),
              new Entries<>(below.money().get(1), tables.money().get(1)));
    }
  }

  /** One value of one key. */
  private static final class Value<T> {
    private final ValueState<T> below;
    private T value;
    private boolean known;

    Value(ValueState<T> below) {
      this.below = below;
    }

    T get() throws IOException {
      if (!known) {
        value = below.value();
        known = true;
      }
      return value;
    }

    /** The object that the backend has already is changed in place. */
    void set(T is) throws IOException {
      if (!known || value != is) {
        below.update(is);
        value = is;
        known = true;
      }
    }

    void clear() {
      below.clear();
      value = null;
      known = true;
    }
  }

  /** One map of one key. */
  private static final class Entries<T> {
    private final MapState<String, T> below;
    private final StateTable<String, VoidNamespace, Map<String, T>> table;

    /** {@code null} while the backend has none. */
    private Map<String, T> map;

    private boolean known;

    Entries(MapState<String, T> below, StateTable<String, VoidNamespace, Map<String, T>> table) {
      this.below = below;
      this.table = table;
    }

    T get(String requestId) {
      Map<String, T> all = all();
      return all == null ? null : all.get(requestId);
    }

    void put(String requestId, T value) {
      Map<String, T> all = all();
      if (all == null) {
        KeyedOpenDecisions.put(below, requestId, value);
        known = false;
      } else {
        all.put(requestId, value);
      }
    }

    void clear() {
      below.clear();
      map = null;
      known = true;
    }

    private Map<String, T> all() {
      if (!known) {
        map = table.get(VoidNamespace.INSTANCE);
        known = true;
      }
      return map;
    }
  }

  /** One value of the current key. */
  private final class Values<T> implements ValueState<T> {
    private final Function<HeapKey, Value<T>> value;

    Values(Function<HeapKey, Value<T>> value) {
      this.value = value;
    }

    @Override
    public T value() throws IOException {
      return value.apply(here()).get();
    }

    @Override
    public void update(T is) throws IOException {
      value.apply(here()).set(is);
    }

    @Override
    public void clear() {
      value.apply(here()).clear();
    }
  }
}

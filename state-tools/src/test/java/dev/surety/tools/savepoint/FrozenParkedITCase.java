package dev.surety.tools.savepoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.TenantEvent;
import dev.surety.domain.TenantTier;
import dev.surety.flink.RouteState;
import dev.surety.testing.Answers;
import dev.surety.testing.Pools;
import dev.surety.testing.Requests;
import dev.surety.testing.SharedFlink;
import dev.surety.wire.state.CompactCodec;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.api.SavepointReader;
import org.apache.flink.state.api.functions.KeyedStateReaderFunction;
import org.apache.flink.util.CloseableIterator;
import org.apache.flink.util.Collector;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Keys that a job on RocksDB left in one value each, with decisions open: read as all others are,
 * and gone on with on either backend. The savepoint is checked in, and no test writes it anew;
 * {@link FrozenSavepointITCase} holds its bytes.
 */
@ExtendWith(SharedFlink.class)
class FrozenParkedITCase {

  private static final Path SAVEPOINT =
      Path.of("../state-tools/src/test/resources/savepoints/parked-1");
  private static final int TENANTS = 3;
  private static final int OPEN_EACH = 2;
  private static final int REQUESTS = TENANTS * OPEN_EACH;
  private static final long START = 1_700_000_000_000L;
  private static final int FIRST_ANEW = 1_000;

  @ParameterizedTest
  @ValueSource(strings = {"hashmap", "rocksdb"})
  void goesOnWithWhatIsOpenOfParkedKeys(String backend, @TempDir Path folder) throws Exception {
    assertThat(parked(SAVEPOINT.toString())).hasSize(TENANTS);
    Map<String, KeyState> before = keys(SAVEPOINT.toString());
    assertThat(before).hasSize(TENANTS);
    for (KeyState key : before.values()) {
      assertThat(open(key)).isEqualTo(OPEN_EACH);
      assertThat(key.account().requests).isEqualTo(OPEN_EACH);
      assertThat(key.account().labels).isZero();
    }

    // What was open is judged, and known; then each asks once more.
    String after =
        RouteRun.continued(
            SAVEPOINT.toUri().toString(),
            folder,
            backend,
            FIRST_ANEW,
            FIRST_ANEW + REQUESTS + TENANTS,
            number -> anew(number - FIRST_ANEW),
            TENANTS);

    assertThat(parked(after)).hasSize(backend.equals("rocksdb") ? TENANTS : 0);
    Map<String, KeyState> now = keys(after);
    assertThat(now).containsOnlyKeys(before.keySet());
    for (KeyState key : now.values()) {
      assertThat(open(key)).isEqualTo(OPEN_EACH + 1);
      assertThat(key.account().requests).isEqualTo(OPEN_EACH + 1);
      assertThat(key.account().labels).isEqualTo(OPEN_EACH);
      assertThat(key.held()).isEmpty();
    }
  }

  /** Writes a savepoint of the present layout into the folder that is the only argument. */
  public static void main(String[] args) throws Exception {
    String written =
        RouteRun.savepoint(
            Path.of(args[0]),
            "rocksdb",
            RouteState.UID,
            RouteRun.promise(new TenantTier("*", "gold"), RouteRun.sla()),
            REQUESTS,
            FrozenParkedITCase::request,
            REQUESTS);
    System.out.printf("written: %s, parked %s%n", written, parked(written));
  }

  private static TenantEvent anew(int number) {
    return number < REQUESTS
        ? Answers.unrouted("r" + number, Pools.MIDDLE)
            .of(tenant(number))
            .at(START + REQUESTS + number)
            .decidedBy("another")
            .satisfied(true)
            .feedback()
        : request(number);
  }

  private static TenantEvent request(int number) {
    return Requests.id("r" + number).of(tenant(number)).at(START + number).request();
  }

  private static TenantTier tenant(int number) {
    return new TenantTier("tenant-" + number % TENANTS, "gold");
  }

  private static int open(KeyState key) {
    return key.open().entries(0).size() + key.open().entries(1).size();
  }

  private static Map<String, KeyState> keys(String savepoint) throws Exception {
    Map<String, KeyState> keys = new TreeMap<>();
    SavepointStates.open(savepoint)
        .forEach(key -> true, saved -> keys.put(saved.key().key(), KeyState.of(saved)));
    Set<String> byAccount = new TreeSet<>();
    for (SavedKey saved : SavepointStatesITCase.accountsAndLearners(savepoint)) {
      SavedKey whole = keys.get(saved.key().key()).saved();
      assertThat(saved.account()).isEqualTo(whole.account());
      assertThat(saved.learner()).isEqualTo(whole.learner());
      byAccount.add(saved.key().key());
    }
    assertThat(byAccount).isEqualTo(keys.keySet());
    return keys;
  }

  /** Names of the keys that are in one value though something of them is open. */
  private static Set<String> parked(String savepoint) throws Exception {
    Set<String> names = new TreeSet<>();
    SavepointReader reader =
        SavepointReader.read(LocalFlink.environment(), savepoint, new HashMapStateBackend());
    try (CloseableIterator<String> all =
        reader
            .readKeyedState(SavepointFolder.routeId(), new Parked(), Types.STRING, Types.STRING)
            .executeAndCollect()) {
      all.forEachRemaining(names::add);
    }
    return names;
  }

  private static final class Parked extends KeyedStateReaderFunction<String, String> {

    private static final long serialVersionUID = 1L;

    private transient ValueState<byte[]> compact;

    @Override
    public void open(OpenContext context) {
      compact = getRuntimeContext().getState(RouteState.COMPACT);
    }

    @Override
    public void readKey(String key, Context context, Collector<String> out) throws Exception {
      byte[] bytes = compact.value();
      if (bytes != null && CompactCodec.isParked(bytes)) {
        out.collect(key);
      }
    }
  }
}

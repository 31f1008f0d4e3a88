package dev.surety.tools.savepoint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.ControlUpdate.ArtefactUpdate;
import dev.surety.flink.ControlRecord;
import dev.surety.flink.HealthFunction;
import dev.surety.flink.RouteTypes;
import dev.surety.policy.health.AttemptSum;
import dev.surety.policy.health.HealthTerms;
import dev.surety.policy.health.PoolHealth;
import dev.surety.testing.SharedFlink;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * HEALTH goes on from what it knew when a released job was stopped: a model that was open then is
 * probed, and closes when probes are answered. One savepoint of each layout of its state is checked
 * in, and no test writes them anew; {@link FrozenSavepointITCase} holds their bytes.
 */
@ExtendWith(SharedFlink.class)
class FrozenHealthITCase {

  private static final Path SAVEPOINTS = Path.of("../state-tools/src/test/resources/savepoints");
  private static final String DOWN = "down";
  private static final int TENANTS = 8;

  /** Of tenants that share a failing model, and one that is well. */
  private static final int ATTEMPTS = 200;

  /**
   * Answers to probes, of a tenant each: three close it, and one may come before they are asked.
   */
  private static final int ANSWERS = 4;

  private static final int FIRST_ANEW = 1_000;

  @ParameterizedTest
  @CsvSource({"health-1, hashmap", "health-2, rocksdb"})
  void whatWasOpenIsProbedAndCloses(String version, String backend, @TempDir Path folder)
      throws Exception {
    String from = SAVEPOINTS.resolve(version).toUri().toString();

    List<ArtefactUpdate> said =
        run(folder, backend, from, FIRST_ANEW, FIRST_ANEW + ANSWERS, 2).said().stream()
            .map(record -> (ArtefactUpdate) record.update())
            .toList();

    PoolHealth probed = PoolHealth.read(said.get(0).payload());
    assertThat(probed.open()).isEmpty();
    assertThat(probed.halfOpen()).containsOnlyKeys(DOWN);
    assertThat(PoolHealth.read(said.get(1).payload())).isEqualTo(PoolHealth.NONE);
    assertThat(said.get(0).version()).isGreaterThan(1_780_000_000_000L);
    assertThat(said.get(1).version()).isGreaterThan(said.get(0).version());
  }

  /** Writes a savepoint of the present layout into the folder that is the only argument. */
  public static void main(String[] args) throws Exception {
    var ended = run(Path.of(args[0]), "hashmap", null, 0, ATTEMPTS, 1);
    System.out.println("written: " + ended.savepoint() + ", " + ended.last().update());
  }

  /**
   * Reports some attempts and stops after so many changes of state.
   *
   * @param from the savepoint to go on from, or {@code null}
   */
  private static SavepointRun.Ended<ControlRecord> run(
      Path folder, String backend, String from, int first, int end, int changes) throws Exception {
    SavepointRun run = new SavepointRun(backend, from);
    DataStream<ControlRecord> published =
        run.numbered(first, end, FrozenHealthITCase::attempt, RouteTypes.ATTEMPT_SUM)
            .keyBy(sum -> PoolHealth.POOL, Types.STRING)
            .process(new HealthFunction(HealthTerms.USUAL), RouteTypes.CONTROL_RECORD)
            .uid(HealthFunction.UID);
    // Until all of them are taken in.
    Duration pause = from == null ? Duration.ofSeconds(2) : Duration.ZERO;
    return run.stop(published, changes, pause, folder);
  }

  /** One of two fails at first, whoever asks it; in the end it answers. Begun after any change. */
  private static AttemptSum attempt(int number) {
    boolean fails = number < FIRST_ANEW && number % 2 == 0;
    String model = number >= FIRST_ANEW || fails ? DOWN : "well";
    long begun = System.currentTimeMillis() + 3_600_000;
    return new AttemptSum(
        model, number % FIRST_ANEW / 2 % TENANTS, fails ? 0 : 1, fails ? 1 : 0, 0, begun);
  }
}

package dev.surety.tools.savepoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.surety.domain.ControlUpdate.ArtefactUpdate;
import dev.surety.flink.FleetFunction;
import dev.surety.flink.FleetLesson;
import dev.surety.flink.RouteTypes;
import dev.surety.policy.fleet.FleetPrior;
import dev.surety.policy.fleet.Lesson;
import dev.surety.testing.SharedFlink;
import dev.surety.wire.json.ControlJson;
import dev.surety.wire.json.TopicRecord;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * FLEET goes on from what it knew when a released job was stopped. One savepoint of each layout of
 * its state is checked in, and no test writes them anew; {@link FrozenSavepointITCase} holds their
 * bytes.
 */
@ExtendWith(SharedFlink.class)
class FrozenFleetITCase {

  private static final Path SAVEPOINTS = Path.of("../state-tools/src/test/resources/savepoints");

  private static final int TENANTS = 8;

  /** Lessons of the job that was stopped: three quarters satisfied. */
  private static final int LESSONS = 400;

  /** So few more that what they say is not seen beside those: nobody is satisfied any more. */
  private static final int MORE = 40;

  private static final int FIRST_ANEW = 1_000;

  @ParameterizedTest
  @CsvSource({"fleet-1, hashmap", "fleet-1, rocksdb", "fleet-2, hashmap", "fleet-2, rocksdb"})
  void goesOnFromWhatTheTenantsHadTaught(String version, String backend, @TempDir Path folder)
      throws Exception {
    String from = SAVEPOINTS.resolve(version).toUri().toString();

    TopicRecord said = run(folder, backend, from, FIRST_ANEW, FIRST_ANEW + MORE, 1).last();
    ArtefactUpdate next = (ArtefactUpdate) ControlJson.read(said.key(), said.value());

    FleetPrior prior = FleetPrior.read(next.payload());
    assertThat(prior.tenants()).isEqualTo(TENANTS);
    assertThat(prior.models()).containsExactly("model-0", "model-1");
    assertThat(prior.mean(0)).isCloseTo(0.7, within(0.08));
    assertThat(next.version()).isGreaterThan(1_780_000_000_000L);
    if (version.equals("fleet-1")) {
      assertThat(prior.judge()).as("nobody had one").isNull();
    } else {
      assertThat(prior.judge().pairsSatisfied()).isGreaterThan(40);
      assertThat(prior.judge().satisfied()).isCloseTo(0.8, within(0.1));
      assertThat(prior.judge().dissatisfied()).isCloseTo(0.2, within(0.15));
    }
  }

  /**
   * Writes a savepoint of the present layout into the folder that is the only argument: with a
   * judge, without whom nobody's member is of layout 2.
   */
  public static void main(String[] args) throws Exception {
    var ended = run(Path.of(args[0]), "hashmap", null, 0, LESSONS, 5);
    System.out.println("written: " + ended.savepoint());
  }

  /**
   * Teaches some lessons and stops after so many versions.
   *
   * @param from the savepoint to go on from, or {@code null}
   */
  private static SavepointRun.Ended<TopicRecord> run(
      Path folder, String backend, String from, int first, int end, int versions) throws Exception {
    SavepointRun run = new SavepointRun(backend, from);
    DataStream<TopicRecord> published =
        run.numbered(first, end, FrozenFleetITCase::lesson, RouteTypes.FLEET_LESSON)
            .keyBy(FleetLesson::pool, Types.STRING)
            .process(new FleetFunction(1), RouteTypes.TOPIC_RECORD)
            .uid(FleetFunction.UID);
    // Until all of them are taken in.
    Duration pause = from == null ? Duration.ofSeconds(2) : Duration.ZERO;
    return run.stop(published, versions, pause, folder);
  }

  /** Of each tenant in turn, on two models and two contexts; every fourth a pair with a judge. */
  private static FleetLesson lesson(int number) {
    int round = number / TENANTS;
    if (number < FIRST_ANEW && round % 4 == 3) {
      double said = round % 8 == 7 ? 1 : 0;
      double judged = number % 5 == 0 ? 1 - said : said;
      return given(
          number,
          new Lesson(
              "model-" + round / 4 % 2, -1, 7, 0, 0, round + 1, new Lesson.Pair(said, judged, 1)));
    }
    double outcome = number < FIRST_ANEW && round % 8 > 1 ? 1 : 0;
    return given(
        number, new Lesson("model-" + round % 2, -1, 7 + round % 3 / 2, outcome, 1, round + 1));
  }

  private static FleetLesson given(int number, Lesson lesson) {
    return new FleetLesson(FleetPrior.POOL, "tenant-" + number % TENANTS, "gold", lesson);
  }
}

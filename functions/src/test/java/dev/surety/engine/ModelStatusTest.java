package dev.surety.engine;

import static dev.surety.domain.ModelSpec.Status.ACTIVE;
import static dev.surety.domain.ModelSpec.Status.DOWN;
import static dev.surety.domain.ModelSpec.Status.DRAINING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.ControlUpdate;
import dev.surety.domain.ControlUpdate.ModelStatus;
import dev.surety.domain.ControlUpdate.ModelUpdate;
import dev.surety.domain.ControlUpdate.SlaUpdate;
import dev.surety.domain.ControlUpdate.Tombstone;
import dev.surety.domain.ModelSpec;
import dev.surety.domain.ModelSpec.Status;
import dev.surety.domain.TenantTier;
import dev.surety.testing.Pools;
import dev.surety.testing.Promises;
import dev.surety.wire.json.ConfigJson;
import dev.surety.wire.json.MalformedRecord;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** What operators say of a model's status: beside its own record, with an end of its own. */
class ModelStatusTest {

  private static final long NOW = 1_790_000_000_000L;
  private static final long HOUR = 3_600_000;
  private static final TenantTier ACME = new TenantTier("acme", "gold");
  private static final String MODEL = "gpt-4o";

  private final Configuration configuration = new Configuration();

  private void put(ControlUpdate update, long publishedAt) {
    configuration.put(update.published(publishedAt));
  }

  private static ModelStatus say(long version, Status status) {
    return until(version, status, Long.MAX_VALUE, ACTIVE);
  }

  private static ModelStatus until(long version, Status status, long until, Status then) {
    return new ModelStatus(MODEL, version, status, until, then, Long.MIN_VALUE);
  }

  private static ModelUpdate price(long version, double usd) {
    return new ModelUpdate(
        Pools.model(MODEL, 1).toBuilder().version(version).price(usd, usd).build());
  }

  private Status status(long time) {
    return configuration.pools().at(time).get(0).status();
  }

  @Test
  void aPriceFeedDoesNotBringADeadModelBack() {
    put(price(1, 1), NOW - HOUR);
    put(say(1, DOWN), NOW);
    put(price(2, 2), NOW + 1);

    ModelSpec model = configuration.pools().at(NOW + 2).get(0);
    assertThat(model.status()).isEqualTo(DOWN);
    assertThat(model.inputUsdPerMtok()).isEqualTo(2);

    put(say(2, ACTIVE), NOW + 3);
    assertThat(status(NOW + 4)).isEqualTo(ACTIVE);
  }

  @Test
  void whatItsOwnRecordSaysCountsAsWell() {
    put(new ModelUpdate(Pools.status(Pools.model(MODEL, 1), DRAINING)), NOW - HOUR);

    put(say(1, ACTIVE), NOW);
    assertThat(status(NOW + 1)).isEqualTo(DRAINING);
    put(say(2, DOWN), NOW + 2);
    assertThat(status(NOW + 3)).isEqualTo(DOWN);
    assertThat(configuration.pools().own(MODEL, NOW + 3).status()).isEqualTo(DRAINING);
    assertThat(configuration.pools().said(MODEL, NOW + 3).status()).isEqualTo(DOWN);
  }

  @Test
  void aWordWithAnEndIsOverByItself() {
    put(price(1, 1), NOW - HOUR);
    put(until(1, DOWN, NOW + 2 * HOUR, ACTIVE), NOW);

    assertThat(status(NOW - 1)).isEqualTo(ACTIVE);
    assertThat(status(NOW)).isEqualTo(DOWN);
    assertThat(status(NOW + 2 * HOUR - 1)).isEqualTo(DOWN);
    assertThat(status(NOW + 2 * HOUR)).isEqualTo(ACTIVE);
    assertThat(configuration.pools().next(MODEL, NOW).from()).isEqualTo(NOW + 2 * HOUR);
    assertThat(configuration.pools().next(MODEL, NOW + 2 * HOUR)).isNull();
  }

  /** A trial: up for an hour, and then what it was before. */
  @Test
  void whatIsSaidOfAfterwardsCountsAfterwards() {
    put(price(1, 1), NOW - HOUR);
    put(say(1, DOWN), NOW);
    put(until(2, ACTIVE, NOW + 2 * HOUR, DOWN), NOW + HOUR);

    assertThat(List.of(status(NOW), status(NOW + HOUR), status(NOW + 3 * HOUR)))
        .containsExactly(DOWN, ACTIVE, DOWN);
  }

  /** Two hours after a mind was changed to two hours, the model is back. */
  @Test
  void nothingThatWasSaidBeforeComesBack() {
    put(price(1, 1), NOW - HOUR);
    put(say(1, DOWN), NOW);
    put(until(2, DOWN, NOW + 2 * HOUR, ACTIVE), NOW + 1);

    assertThat(status(NOW + 2 * HOUR)).isEqualTo(ACTIVE);
  }

  /** The router is behind, or the gateway's clock: the model is dead all the same. */
  @Test
  void aRequestFromBeforeTheWordIsNotAnsweredByADeadModel() {
    put(price(1, 1), NOW - HOUR);
    put(new SlaUpdate("acme", "gold", Promises.surety(0.8).sla()), NOW - HOUR);
    put(say(1, DOWN), NOW);
    put(price(2, 2), NOW + 1);

    TenantConfig config = configuration.inForce(ACME, NOW - 5, NOW + 10);
    assertThat(config.models().get(0).status()).isEqualTo(DOWN);
    assertThat(config.models().get(0).inputUsdPerMtok()).isEqualTo(1);
    assertThat(configuration.inForce(ACME, NOW - 5, NOW - 1).models().get(0).status())
        .isEqualTo(ACTIVE);
  }

  @Test
  void theConfigurationThatIsJournaledNamesTheStatus() throws MalformedRecord {
    put(price(1, 1), NOW - HOUR);
    put(new SlaUpdate("acme", "gold", Promises.surety(0.8).sla()), NOW - HOUR);
    String before = configuration.inForce(ACME, NOW).hash();
    put(say(1, DRAINING), NOW);

    TenantConfig config = configuration.inForce(ACME, NOW);
    assertThat(config.hash()).isNotEqualTo(before);
    TenantConfig read = ConfigJson.read(ConfigJson.write(config));
    assertThat(read.models()).isEqualTo(config.models());
    assertThat(read.models().get(0).status()).isEqualTo(DRAINING);
    put(say(2, ACTIVE), NOW + 1);
    assertThat(configuration.inForce(ACME, NOW + 2).hash()).isEqualTo(before);
  }

  @Test
  void aWordMayComeBeforeItsModelAndOutliveIt() {
    put(say(1, DOWN), NOW);
    assertThat(configuration.pools().at(NOW)).isEmpty();
    put(price(1, 1), NOW + 1);
    assertThat(status(NOW + 2)).isEqualTo(DOWN);

    put(new ControlUpdate.ModelRemoved(MODEL, 2), NOW + 3);
    assertThat(configuration.pools().at(NOW + 4)).isEmpty();
    put(price(3, 1), NOW + 5);
    assertThat(status(NOW + 6)).isEqualTo(DOWN);

    put(new Tombstone(ControlUpdate.statusSubject(MODEL)), NOW + 7);
    assertThat(status(NOW + 8)).isEqualTo(ACTIVE);
  }

  /** Compaction, restarts and other subtasks bring the records in another order. */
  @Property(tries = 200)
  void theOrderOfArrivalDoesNotMatter(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 8) int n) {
    Random random = new Random(seed);
    List<ControlUpdate> records = new ArrayList<>(List.of(price(1, 1).published(NOW - HOUR)));
    for (int version = 1; version <= n; version++) {
      long at = NOW + random.nextInt(8) * HOUR;
      Status[] all = Status.values();
      records.add(
          until(
                  version,
                  all[random.nextInt(3)],
                  random.nextBoolean() ? Long.MAX_VALUE : at + random.nextInt(4) * HOUR,
                  all[random.nextInt(3)])
              .published(at));
    }
    Configuration inOrder = new Configuration();
    Configuration other = new Configuration();
    records.forEach(inOrder::put);
    Collections.shuffle(records, random);
    records.forEach(other::put);
    for (long time = NOW - 2 * HOUR; time < NOW + 14 * HOUR; time += HOUR / 2) {
      assertThat(other.pools().at(time)).isEqualTo(inOrder.pools().at(time));
      assertThat(other.pools().at(time).get(0).status())
          .isEqualTo(inOrder.pools().said(MODEL, time).status());
    }
    long last = NOW + 24 * HOUR;
    ModelStatus newest = (ModelStatus) inOrder.known("status/" + MODEL).get(n - 1);
    assertThat(other.pools().at(last).get(0).status())
        .isEqualTo(newest.until() < last ? newest.then() : newest.status());
  }
}

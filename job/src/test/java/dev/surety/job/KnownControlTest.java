package dev.surety.job;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.ControlUpdate;
import dev.surety.domain.ControlUpdate.ModelUpdate;
import dev.surety.domain.ControlUpdate.Tombstone;
import dev.surety.domain.ModelSpec;
import dev.surety.testing.Pools;
import dev.surety.wire.json.ControlJson;
import dev.surety.wire.json.TopicRecord;
import org.junit.jupiter.api.Test;

class KnownControlTest {

  private static final ModelSpec MODEL = Pools.model(Pools.CHEAP, 1);

  private final KnownControl known = new KnownControl();

  private static ModelUpdate version(int version) {
    return new ModelUpdate(Pools.version(MODEL, version).published(5));
  }

  private void take(ControlUpdate update) {
    TopicRecord record = ControlJson.write(update);
    known.take(record.key(), record.value(), 5);
  }

  @Test
  void anOldVersionThatIsRepeatedDoesNotPushTheNewestOut() {
    take(version(2));
    for (int i = 0; i < 100; i++) {
      take(version(1));
    }
    assertThat(known.updates()).containsExactly(version(1), version(2));
  }

  @Test
  void aTombstoneComesFirstAndTakesWhatWasBefore() {
    Tombstone tombstone = new Tombstone(version(1).subject());
    take(version(1));
    take(tombstone);
    take(version(3));
    assertThat(known.updates()).containsExactly(tombstone, version(3));
  }

  /** The stream makes a dead letter of it: the first of a version counts everywhere. */
  @Test
  void anotherContentOfAVersionIsLeftToTheStream() {
    take(version(1));
    take(new ModelUpdate(Pools.priced(MODEL, 2)));
    assertThat(known.updates()).containsExactly(version(1));
  }

  @Test
  void whatCannotBeReadIsLeftToTheStream() {
    known.take(version(1).subject().getBytes(UTF_8), "{{{".getBytes(UTF_8), 5);
    assertThat(known.updates()).isEmpty();
  }
}

package dev.surety.flink;

import static dev.surety.testing.Pools.CHEAP;
import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.ControlUpdate;
import dev.surety.domain.ControlUpdate.ModelRemoved;
import dev.surety.domain.ControlUpdate.ModelUpdate;
import dev.surety.domain.ControlUpdate.SlaRemoved;
import dev.surety.domain.ControlUpdate.SlaUpdate;
import dev.surety.domain.ControlUpdate.Tombstone;
import dev.surety.domain.ModelSpec;
import dev.surety.domain.TenantTier;
import dev.surety.testing.Pools;
import dev.surety.testing.Promises;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/**
 * By whatever road a control record comes, what is in force is what the topic says in its order.
 */
class ControlRoadsTest {

  private static final ModelSpec MODEL = Pools.model(CHEAP, 1);
  private static final String MODELS = "model/" + CHEAP;
  private static final String GOLD = "sla/acme/gold";
  private static final List<String> SUBJECTS = List.of(MODELS, GOLD, "sla/acme/*");

  private static ControlUpdate model(int version, double price) {
    return new ModelUpdate(Pools.version(Pools.priced(MODEL, price), version));
  }

  private static ControlUpdate promise(String tier, int version, double target) {
    return new SlaUpdate("acme", tier, Promises.messPlus(target).version(version).sla());
  }

  @Test
  void aModelThatWasRemovedSinceDoesNotComeBackAtARestart() throws Exception {
    List<ControlUpdate> topic = List.of(model(1, 1), new Tombstone(MODELS));
    ControlRun run = new ControlRun("a", topic).start(ControlRun.Kept.NOTHING, 1).readOn(2);

    run.start(run.checkpoint(), 2);

    assertThat(run.known(MODELS)).isEmpty();
  }

  @Test
  void anOldTombstoneOnTheStreamDoesNotTakeWhatWasPublishedAgain() throws Exception {
    List<ControlUpdate> topic =
        List.of(promise("gold", 1, 0.7), new Tombstone(GOLD), promise("gold", 2, 0.8));
    ControlRun run = new ControlRun("a", topic).start(ControlRun.Kept.NOTHING, 3);

    for (int end = 0; end <= 3; end++) {
      run.readOn(end);
      assertThat(run.known(GOLD)).extracting(ControlUpdate::version).containsExactly(2L);
    }
  }

  @Test
  void anotherContentOfAVersionIsOneDeadLetterThoughTheStartMetItFirst() throws Exception {
    List<ControlUpdate> topic =
        List.of(promise("gold", 1, 0.7), promise("gold", 1, 0.8), promise("gold", 2, 0.9));
    ControlRun run = new ControlRun("a", topic).start(ControlRun.Kept.NOTHING, 3);

    run.start(run.checkpoint(), 3).readOn(3);
    run.start(run.checkpoint(), 3).readOn(3);

    assertThat(run.letters()).containsExactly(1);
    assertThat(run.known(GOLD)).extracting(ControlUpdate::version).containsExactly(1L, 2L);
  }

  @Test
  void ofATopicThatWasMadeAnewRecordsCountAndWhatIsKnownStays() throws Exception {
    List<ControlUpdate> topic =
        List.of(
            model(1, 1), promise("gold", 1, 0.7), promise("*", 1, 0.7), promise("gold", 2, 0.8));
    ControlRun.Kept kept = ControlRun.once(topic).start(ControlRun.Kept.NOTHING, 4).checkpoint();

    ControlRun anew =
        new ControlRun("b", List.of(promise("gold", 3, 0.9), new Tombstone("sla/acme/*")))
            .start(kept, 2);

    assertThat(anew.known(MODELS)).hasSize(1);
    assertThat(anew.known(GOLD)).extracting(ControlUpdate::version).containsExactly(1L, 2L, 3L);
    assertThat(anew.known("sla/acme/*")).isEmpty();
  }

  /**
   * What a topic lost it can't say again: its order begins anew, and nothing new is taken for old.
   */
  @Test
  void ofATopicThatLostItsEndNewRecordsCount() throws Exception {
    List<ControlUpdate> topic = List.of(model(1, 1), promise("gold", 1, 0.7), model(2, 2));
    ControlRun.Kept kept =
        new ControlRun("a", topic).start(ControlRun.Kept.NOTHING, 3).checkpoint();

    ControlRun after =
        new ControlRun("a", List.of(model(1, 1), promise("gold", 2, 0.8))).start(kept, 2);

    assertThat(after.known(GOLD)).extracting(ControlUpdate::version).containsExactly(1L, 2L);
    assertThat(after.known(MODELS)).hasSize(2);
  }

  @Property(tries = 500)
  void anyRoadsAndRestartsGiveWhatTheTopicReadOnceGives(@ForAll long seed) throws Exception {
    Random random = new Random(seed);
    List<ControlUpdate> topic = topic(random, 1 + random.nextInt(16));
    ControlRun once = ControlRun.once(topic);

    boolean old = random.nextInt(4) == 0;
    ControlRun run = wander(random, topic, old);

    for (String subject : SUBJECTS) {
      assertThat(run.known(subject)).as(subject).isEqualTo(once.known(subject));
    }
    assertThat(run.lines()).isEqualTo(once.lines());
    for (String tier : List.of("gold", "silver")) {
      TenantTier key = new TenantTier("acme", tier);
      assertThat(run.state().configuration().inForce(key, 2_000) == null)
          .isEqualTo(once.state().configuration().inForce(key, 2_000) == null);
    }
    if (!old) {
      assertThat(run.letters()).isEqualTo(once.letters());
    }
  }

  /**
   * Starts, reads on, keeps checkpoints and starts from any of them.
   *
   * @param old whether checkpoints are of a version that kept no order
   */
  private static ControlRun wander(Random random, List<ControlUpdate> topic, boolean old)
      throws Exception {
    ControlRun run = new ControlRun("a", topic);
    int published = random.nextInt(topic.size() + 1);
    List<ControlRun.Kept> kept = new ArrayList<>(List.of(ControlRun.Kept.NOTHING));
    run.start(ControlRun.Kept.NOTHING, published);
    for (int step = 0; step < 30; step++) {
      switch (random.nextInt(4)) {
        case 0 -> published = Math.min(topic.size(), published + random.nextInt(3));
        case 1 -> run.readOn(Math.min(published, run.next() + random.nextInt(3)));
        case 2 -> kept.add(old ? run.checkpoint().withoutOrder() : run.checkpoint());
        default -> run.start(kept.get(random.nextInt(kept.size())), published);
      }
    }
    return run.start(kept.get(kept.size() - 1), topic.size()).readOn(topic.size());
  }

  private static List<ControlUpdate> topic(Random random, int records) {
    List<ControlUpdate> topic = new ArrayList<>();
    for (int i = 0; i < records; i++) {
      int version = 1 + random.nextInt(4);
      double value = 1 + random.nextInt(2);
      String tier = random.nextBoolean() ? "gold" : "*";
      topic.add(
          switch (random.nextInt(6)) {
            case 0 -> new Tombstone(SUBJECTS.get(random.nextInt(SUBJECTS.size())));
            case 1 -> new ModelRemoved(CHEAP, version);
            case 2 -> new SlaRemoved("acme", tier, version);
            case 3 -> promise(tier, version, 0.6 + value / 10);
            default -> model(version, value);
          });
    }
    return topic;
  }
}

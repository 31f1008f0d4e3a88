package dev.surety.engine;

import static dev.surety.testing.Pools.CHEAP;
import static dev.surety.testing.Pools.MIDDLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.ControlUpdate;
import dev.surety.domain.ControlUpdate.ArtefactUpdate;
import dev.surety.domain.ControlUpdate.ModelRemoved;
import dev.surety.domain.ControlUpdate.ModelUpdate;
import dev.surety.domain.ControlUpdate.SlaRemoved;
import dev.surety.domain.ControlUpdate.SlaUpdate;
import dev.surety.domain.ModelSpec;
import dev.surety.domain.TenantTier;
import dev.surety.testing.Pools;
import dev.surety.testing.Promises;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/**
 * Control records give the same configuration in any order and with any repeats. A tombstone is
 * about what was known when it came, so it has its place in the order of its own subject.
 */
class ControlOrderTest {

  private static final ModelSpec MODEL = Pools.model(CHEAP, 1);
  private static final List<TenantTier> KEYS =
      List.of(
          new TenantTier("acme", "gold"),
          new TenantTier("acme", "silver"),
          new TenantTier("zeta", "gold"));
  private static final long[] TIMES = {Long.MIN_VALUE, 0, 499, 500, 1000, Long.MAX_VALUE};

  /** Few enough for all 5,040 orders: a jump, its confirmation, an announcement, a removal. */
  private static final List<ControlUpdate> SEVEN =
      List.of(
          new ModelUpdate(MODEL),
          new ModelUpdate(Pools.version(Pools.priced(MODEL, 20), 2)),
          new ModelUpdate(
              Pools.from(Pools.confirmed(Pools.version(Pools.priced(MODEL, 20), 3)), 500)),
          new ModelUpdate(Pools.model(MIDDLE, 2)),
          new ModelRemoved(MIDDLE, 2),
          new SlaUpdate("acme", "*", Promises.messPlus(0.7).sla()),
          new SlaUpdate("acme", "*", Promises.messPlus(0.8).version(2).sla()));

  /** Two versions of a prior, another one, and promises that name neither, one or the other. */
  private static final List<ControlUpdate> WITH_ARTEFACTS =
      List.of(
          new ModelUpdate(MODEL),
          prior("pooled", 1),
          prior("pooled", 2),
          prior("other", 5),
          new SlaUpdate("acme", "*", Promises.surety(0.7).with("prior", "other").sla()),
          new SlaUpdate("acme", "*", Promises.surety(0.7).with("prior", "pooled").version(2).sla()),
          new SlaUpdate("zeta", "*", Promises.surety(0.7).sla()));

  /** A promise, an artefact and a model that go; the promise comes back. */
  private static final List<ControlUpdate> WITH_REMOVALS =
      List.of(
          new ModelUpdate(MODEL),
          new ModelUpdate(Pools.model(MIDDLE, 2)),
          new ModelRemoved(MIDDLE, 2),
          prior("pooled", 1),
          new SlaUpdate("acme", "*", Promises.surety(0.7).with("prior", "pooled").sla()),
          new SlaRemoved("acme", "*", 2),
          new SlaUpdate("zeta", "gold", Promises.surety(0.9).with("prior", "pooled").sla()));

  private static ArtefactUpdate prior(String name, long version) {
    String models = "{\"%s\":{\"satisfaction\":0.5,\"labels\":%d}}".formatted(CHEAP, version);
    return new ArtefactUpdate("prior", name, version, "{\"models\":" + models + "}");
  }

  private static List<ControlUpdate> many() {
    List<ControlUpdate> updates = new ArrayList<>(SEVEN);
    updates.addAll(WITH_ARTEFACTS.subList(1, 4));
    updates.add(
        new SlaUpdate("zeta", "*", Promises.surety(0.7).with("prior", "pooled").version(2).sla()));
    updates.add(new SlaUpdate("*", "gold", Promises.fixed(CHEAP, 0.5).sla()));
    updates.add(new SlaRemoved("acme", "gold", 3));
    updates.add(new SlaUpdate("acme", "gold", Promises.messPlus(0.9).version(2).sla()));
    updates.add(new ModelUpdate(Pools.from(Pools.version(Pools.model(MIDDLE, 3), 3), 1000)));
    updates.add(new ModelUpdate(Pools.version(Pools.priced(MODEL, 2), 3)));
    for (int version = 1; version <= 25; version++) {
      updates.add(new ModelUpdate(Pools.version(Pools.model("d-often", version), version)));
    }
    return updates;
  }

  private static List<String> inForce(List<ControlUpdate> updates) {
    Configuration configuration = new Configuration();
    updates.forEach(configuration::put);
    List<String> hashes = new ArrayList<>();
    for (TenantTier key : KEYS) {
      for (long time : TIMES) {
        TenantConfig config = configuration.inForce(key, time);
        hashes.add(config == null ? "none" : config.hash());
      }
    }
    return hashes;
  }

  @Test
  void allPermutationsGiveTheSame() {
    List<String> expected = inForce(SEVEN);
    assertThat(new HashSet<>(expected)).hasSize(3).contains("none");
    assertThat(allOrdersGive(expected, SEVEN)).isEqualTo(5040);
  }

  @Test
  void allPermutationsWithArtefactsGiveTheSame() {
    List<String> expected = inForce(WITH_ARTEFACTS);
    assertThat(new HashSet<>(expected)).hasSize(2).doesNotContain("none");
    List<ControlUpdate> older = new ArrayList<>(WITH_ARTEFACTS);
    older.remove(prior("pooled", 2));
    assertThat(inForce(older)).isNotEqualTo(expected);
    assertThat(allOrdersGive(expected, WITH_ARTEFACTS)).isEqualTo(5040);
  }

  @Test
  void allPermutationsWithRemovalsGiveTheSame() {
    List<String> expected = inForce(WITH_REMOVALS);
    assertThat(expected.subList(0, 2 * TIMES.length)).containsOnly("none");
    assertThat(new HashSet<>(expected)).hasSize(2);
    assertThat(allOrdersGive(expected, WITH_REMOVALS)).isEqualTo(5040);
  }

  /** A job that restores its state has seen what compaction took from the topic. */
  @Test
  void whatCompactionLeavesChangesNothingForAJobThatKnewTheRest() {
    List<ControlUpdate> all = many();
    List<ControlUpdate> again = new ArrayList<>(all);
    again.addAll(compacted(all));
    assertThat(inForce(again)).isEqualTo(inForce(all));
  }

  /** A job without state has the newest version only: it is judged by the bounds alone. */
  @Test
  void aJumpWhosePredecessorWasCompactedAwayIsJudgedByTheBoundsAlone() {
    ModelSpec jump = Pools.version(Pools.priced(MODEL, 20), 2);
    ModelSpec wild = Pools.version(Pools.priced(MODEL, 1e6), 2);
    assertThat(pool(new ModelUpdate(MODEL), new ModelUpdate(jump))).containsExactly(MODEL);
    assertThat(pool(compacted(List.of(new ModelUpdate(MODEL), new ModelUpdate(jump)))))
        .containsExactly(jump);
    assertThat(pool(compacted(List.of(new ModelUpdate(MODEL), new ModelUpdate(wild))))).isEmpty();
  }

  /** Unlike a tombstone, which compaction takes away in the end. */
  @Test
  void aRemovalRecordStaysOnTheTopicForJobsThatRestoreAnOldState() {
    List<ControlUpdate> old = List.of(new ModelUpdate(MODEL));
    List<ControlUpdate> restored = new ArrayList<>(old);
    restored.addAll(compacted(List.of(new ModelUpdate(MODEL), new ModelRemoved(CHEAP, 2))));
    assertThat(pool(restored)).isEmpty();
  }

  private static List<ModelSpec> pool(ControlUpdate... updates) {
    return pool(List.of(updates));
  }

  private static List<ModelSpec> pool(List<ControlUpdate> updates) {
    Configuration configuration = new Configuration();
    updates.forEach(configuration::put);
    return configuration.pools().at(0);
  }

  /** The last record of each subject, as the topic keeps it. */
  private static List<ControlUpdate> compacted(List<ControlUpdate> records) {
    Map<String, ControlUpdate> last = new HashMap<>();
    records.forEach(record -> last.put(record.subject(), record));
    return List.copyOf(last.values());
  }

  private static int allOrdersGive(List<String> expected, List<ControlUpdate> records) {
    int[] orders = {0};
    permute(
        new ArrayList<>(records),
        0,
        order -> {
          orders[0]++;
          assertThat(inForce(order)).isEqualTo(expected);
        });
    System.out.println(orders[0] + " orders of 7 control records: 1 configuration");
    return orders[0];
  }

  private static void permute(
      List<ControlUpdate> list, int from, Consumer<List<ControlUpdate>> use) {
    if (from == list.size()) {
      use.accept(list);
      return;
    }
    for (int i = from; i < list.size(); i++) {
      Collections.swap(list, from, i);
      permute(list, from + 1, use);
      Collections.swap(list, from, i);
    }
  }

  @Property(tries = 300)
  void shufflingAndRepeatingGiveTheSame(@ForAll long seed) {
    Random order = new Random(seed);
    List<ControlUpdate> updates = many();
    List<String> expected = inForce(updates);
    for (int i = order.nextInt(20); i > 0; i--) {
      updates.add(updates.get(order.nextInt(updates.size())));
    }
    Collections.shuffle(updates, order);

    assertThat(inForce(updates)).isEqualTo(expected);
  }

  /** Broadcast state keeps versions only; a subtask that restores them must agree. */
  @Property(tries = 100)
  void whatIsKeptGivesTheSameAsWhatCame(@ForAll long seed) {
    List<ControlUpdate> updates = many();
    Collections.shuffle(updates, new Random(seed));
    Configuration configuration = new Configuration();
    Map<String, List<ControlUpdate>> kept = new HashMap<>();
    updates.forEach(update -> kept.put(update.subject(), configuration.put(update)));

    assertThat(inForce(kept.values().stream().flatMap(List::stream).toList()))
        .isEqualTo(inForce(updates));
  }
}

package dev.surety.engine;

import static dev.surety.testing.Pools.CHEAP;
import static dev.surety.testing.Pools.DEAR;
import static dev.surety.testing.Pools.MIDDLE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.ControlUpdate;
import dev.surety.domain.ControlUpdate.ArtefactUpdate;
import dev.surety.domain.ControlUpdate.ModelRemoved;
import dev.surety.domain.ControlUpdate.ModelUpdate;
import dev.surety.domain.ControlUpdate.SlaRemoved;
import dev.surety.domain.ControlUpdate.SlaUpdate;
import dev.surety.domain.ControlUpdate.Tombstone;
import dev.surety.domain.ModelSpec;
import dev.surety.domain.SlaPolicy;
import dev.surety.domain.TenantTier;
import dev.surety.testing.Pools;
import dev.surety.testing.Promises;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfigurationTest {

  private static final TenantTier ACME_GOLD = new TenantTier("acme", "gold");
  private static final ModelSpec MODEL = Pools.model(CHEAP, 1);

  private final Configuration configuration = new Configuration();

  private void put(ControlUpdate... updates) {
    for (ControlUpdate update : updates) {
      configuration.put(update);
    }
  }

  private static ModelUpdate model(ModelSpec spec) {
    return new ModelUpdate(spec);
  }

  private static SlaUpdate sla(String tenant, String tier, double target) {
    return new SlaUpdate(tenant, tier, Promises.messPlus(target).sla());
  }

  private Double target(String tenant, String tier) {
    TenantConfig config = configuration.inForce(new TenantTier(tenant, tier), 0);
    return config == null ? null : config.sla().target();
  }

  private List<String> poolAt(long time) {
    return configuration.pools().at(time).stream().map(ModelSpec::name).toList();
  }

  private double priceAt(long time) {
    return configuration.pools().at(time).get(0).inputUsdPerMtok();
  }

  @Test
  void theNearestPromiseIsInForce() {
    put(sla("*", "*", 0.1), sla("*", "gold", 0.2), sla("acme", "*", 0.3), sla("acme", "gold", 0.4));

    assertThat(target("acme", "gold")).isEqualTo(0.4);
    assertThat(target("acme", "silver")).isEqualTo(0.3);
    assertThat(target("zeta", "gold")).isEqualTo(0.2);
    assertThat(target("zeta", "silver")).isEqualTo(0.1);
    put(new SlaRemoved("acme", "gold", 2));
    assertThat(target("acme", "gold")).isEqualTo(0.3);
    put(new SlaRemoved("acme", "*", 2));
    assertThat(target("acme", "gold")).isEqualTo(0.2);
    put(new SlaRemoved("*", "gold", 2));
    assertThat(target("acme", "gold")).isEqualTo(0.1);
    put(new Tombstone("sla/*/*"));
    assertThat(target("acme", "gold")).isNull();
  }

  @Test
  void anOlderVersionChangesNothing() {
    SlaPolicy newer = Promises.messPlus(0.9).version(5).sla();
    put(new SlaUpdate("acme", "gold", newer), new SlaRemoved("acme", "gold", 4));
    put(sla("acme", "gold", 0.1));

    assertThat(target("acme", "gold")).isEqualTo(0.9);
  }

  @Test
  void aChangeOfThePoolReachesConfigurationsThatWereInUse() {
    put(sla("*", "*", 0.8), model(MODEL));
    TenantConfig before = configuration.inForce(ACME_GOLD, 0);
    assertThat(configuration.inForce(ACME_GOLD, 99)).isSameAs(before);

    put(model(Pools.version(Pools.priced(MODEL, 2), 2)));

    assertThat(configuration.inForce(ACME_GOLD, 0).models().get(0).inputUsdPerMtok()).isEqualTo(2);
    assertThat(configuration.inForce(ACME_GOLD, 0).hash()).isNotEqualTo(before.hash());
  }

  @Test
  void anArtefactLeavesPromiseAndPoolAlone() {
    put(sla("*", "*", 0.8), model(MODEL));
    TenantConfig before = configuration.inForce(ACME_GOLD, 0);

    put(new ArtefactUpdate("prior", "p", 1, "{}"), new Tombstone("artefact/prior/p"));

    assertThat(configuration.inForce(ACME_GOLD, 0)).isSameAs(before);
  }

  @Test
  void anAnnouncedChangeCountsFromItsTime() {
    put(
        model(MODEL),
        model(Pools.from(Pools.version(Pools.priced(MODEL, 3), 2), 1000)),
        model(Pools.from(Pools.model(MIDDLE, 2), 500)));

    assertThat(priceAt(999)).isEqualTo(1);
    assertThat(priceAt(1000)).isEqualTo(3);
    assertThat(priceAt(Long.MIN_VALUE)).isEqualTo(1);
    assertThat(poolAt(499)).containsExactly(CHEAP);
    assertThat(poolAt(500)).containsExactly(CHEAP, MIDDLE);
  }

  @Test
  void aPriceThatJumpsWaitsUntilItIsConfirmed() {
    ModelSpec jump = Pools.version(Pools.priced(MODEL, 10.5), 2);
    put(model(MODEL), model(jump));
    assertThat(priceAt(0)).isEqualTo(1);
    assertThat(configuration.pools().unconfirmedPrices()).isEqualTo(1);

    put(model(Pools.confirmed(Pools.version(jump, 3))));
    assertThat(priceAt(0)).isEqualTo(10.5);
    assertThat(configuration.pools().unconfirmedPrices()).isZero();

    put(model(Pools.version(Pools.priced(jump, 2), 4)));
    assertThat(priceAt(0)).describedAs("no jump from the confirmed one").isEqualTo(21);
    put(model(Pools.version(MODEL, 5)));
    assertThat(priceAt(0)).describedAs("a fall by more than ten").isEqualTo(21);
    put(model(Pools.version(Pools.priced(MODEL, 2.1), 6)));
    assertThat(priceAt(0)).describedAs("a fall by ten").isEqualTo(2.1);
  }

  @Test
  void aPriceOutOfBoundsWaitsUntilItIsConfirmed() {
    put(model(Pools.model(CHEAP, 0)), model(Pools.model(DEAR, 9000)));
    assertThat(poolAt(0)).describedAs("free; and 36,000 USD for output").isEmpty();
    assertThat(configuration.pools().unconfirmedPrices()).isEqualTo(2);

    put(model(Pools.confirmed(Pools.version(Pools.model(CHEAP, 0), 2))));
    assertThat(poolAt(0)).containsExactly(CHEAP);
  }

  @Test
  void aRemovedModelIsGoneAndMayComeBack() {
    put(model(MODEL), model(Pools.model(MIDDLE, 1)), new ModelRemoved(CHEAP, 2));
    assertThat(poolAt(0)).containsExactly(MIDDLE);

    put(model(Pools.version(MODEL, 3)));
    assertThat(poolAt(0)).containsExactly(CHEAP, MIDDLE);
    put(new Tombstone("model/" + CHEAP));
    assertThat(poolAt(0)).containsExactly(MIDDLE);
    put(new Tombstone("model/" + CHEAP), new Tombstone("model/unknown"));
    assertThat(poolAt(0)).containsExactly(MIDDLE);
  }

  @Test
  void sixteenVersionsAreKept() {
    for (int version = 1; version <= 40; version++) {
      put(model(Pools.version(MODEL, version)));
    }

    List<ControlUpdate> kept = configuration.put(model(Pools.version(MODEL, 2)));

    assertThat(kept).extracting(ControlUpdate::version).hasSize(16).startsWith(25L).endsWith(40L);
  }
}

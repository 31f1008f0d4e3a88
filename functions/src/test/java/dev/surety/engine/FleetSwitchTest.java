package dev.surety.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.surety.domain.ControlUpdate;
import dev.surety.domain.ControlUpdate.ArtefactUpdate;
import dev.surety.domain.ControlUpdate.ModelUpdate;
import dev.surety.domain.ControlUpdate.SlaUpdate;
import dev.surety.domain.ControlUpdate.Tombstone;
import dev.surety.policy.Policies;
import dev.surety.policy.PoolSwitch;
import dev.surety.policy.fleet.FleetPrior;
import dev.surety.testing.Pools;
import dev.surety.testing.Promises;
import dev.surety.testing.Requests;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** The operator's word on the fleet lasts, whatever FLEET publishes meanwhile. */
class FleetSwitchTest {

  private Configuration configuration;

  FleetSwitchTest() {
    begin();
  }

  private void begin() {
    configuration = new Configuration();
    Pools.three().forEach(model -> configuration.put(new ModelUpdate(model)));
    configuration.put(new SlaUpdate("*", "*", Promises.surety(0.8).sla()));
  }

  private static ArtefactUpdate said(long version, boolean on) {
    return PoolSwitch.FLEET.say(on, version);
  }

  private static ArtefactUpdate prior(long version) {
    double[] means = {0.5 + version / 100.0};
    FleetPrior prior =
        new FleetPrior(List.of(Pools.CHEAP), new int[0], new double[][] {means}, means, 9);
    return new ArtefactUpdate(FleetPrior.KIND, FleetPrior.POOL, version, prior.write());
  }

  private List<Long> versions() {
    return configuration.inForce(Requests.KEY, 0).artefacts().stream()
        .map(ArtefactUpdate::version)
        .toList();
  }

  @Test
  void noVersionIsInForceWhileItIsOff() {
    configuration.put(prior(1));
    assertThat(versions()).containsExactly(1L);
    configuration.put(said(1, false));
    assertThat(versions()).isEmpty();
    configuration.put(prior(2));
    configuration.put(prior(3));
    assertThat(versions()).isEmpty();
    assertThat(configuration.isFleetOff()).isTrue();
    assertThat(configuration.fleetVersion()).isZero();

    configuration.put(said(2, true));
    assertThat(versions()).as("the newest one").containsExactly(3L);
    assertThat(configuration.fleetVersion()).isEqualTo(3);
  }

  @Test
  void aTombstoneOfTheWordIsOn() {
    configuration.put(prior(1));
    configuration.put(said(1, false));
    configuration.put(new Tombstone(PoolSwitch.FLEET.subject()));
    assertThat(versions()).containsExactly(1L);
  }

  /** An older word that comes late takes nothing back. */
  @Property(tries = 100)
  void theOrderInWhichRecordsComeMakesNoDifference(@ForAll long seed) {
    List<ControlUpdate> updates =
        new ArrayList<>(
            List.of(prior(1), prior(2), said(1, false), said(2, true), said(3, seed % 2 != 0)));
    begin();
    Collections.shuffle(updates, new Random(seed));
    updates.forEach(configuration::put);
    assertThat(versions()).isEqualTo(seed % 2 == 0 ? List.of() : List.of(2L));
  }

  @Test
  void anythingElseIsRefusedOnArrival() {
    for (String payload : List.of("", "Off", "false", "{\"state\":\"off\"}")) {
      for (String kind : List.of("fleet", "health")) {
        ArtefactUpdate wrong = new ArtefactUpdate(kind, "pool", 1, payload);
        assertThatThrownBy(() -> Policies.check(wrong))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessage(
                "the payload of artefact/%s/pool must be on or off, not '%s'", kind, payload);
      }
    }
  }
}

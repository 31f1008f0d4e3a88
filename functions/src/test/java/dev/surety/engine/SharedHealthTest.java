package dev.surety.engine;

import static dev.surety.testing.Pools.CHEAP;
import static dev.surety.testing.Pools.DEAR;
import static dev.surety.testing.Pools.MIDDLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.surety.domain.ControlUpdate.ArtefactUpdate;
import dev.surety.domain.ControlUpdate.ModelStatus;
import dev.surety.domain.ControlUpdate.ModelUpdate;
import dev.surety.domain.ControlUpdate.SlaUpdate;
import dev.surety.domain.Decision;
import dev.surety.domain.JournalRow.Candidate;
import dev.surety.domain.JournalRow.Decided;
import dev.surety.domain.JournalRow.Outcome;
import dev.surety.domain.ModelSpec.Status;
import dev.surety.domain.Notice;
import dev.surety.domain.Standing;
import dev.surety.domain.Unlearnt;
import dev.surety.policy.Artefacts;
import dev.surety.policy.Policies;
import dev.surety.policy.PoolSwitch;
import dev.surety.policy.health.PoolHealth;
import dev.surety.testing.Answers;
import dev.surety.testing.EveryPolicy;
import dev.surety.testing.Play;
import dev.surety.testing.Pools;
import dev.surety.testing.Promises;
import dev.surety.testing.Requests;
import dev.surety.wire.json.ConfigJson;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the health that all tenants share does to one tenant's decisions. */
class SharedHealthTest {

  private static final PoolHealth CHEAP_OPEN = PoolHealth.of(List.of(CHEAP), Map.of());
  private static final PoolHealth CHEAP_HALF_OPEN = PoolHealth.of(List.of(), Map.of(CHEAP, 16L));

  private static TenantConfig with(EveryPolicy policy, PoolHealth health) {
    TenantConfig config = policy.play(0.8).config();
    return TenantConfig.of(config.sla(), config.models(), Artefacts.of(config.artefacts()), health);
  }

  private static Decided decided(Effects effects) {
    return (Decided) effects.rows().get(effects.rows().size() - 1);
  }

  @ParameterizedTest
  @EnumSource
  void anOpenModelGetsNothing(EveryPolicy policy) {
    Play play = policy.play(0.8);
    play.configure(with(policy, CHEAP_OPEN));
    for (int i = 0; i < 300; i++) {
      Decided row = decided(play.route(Requests.id("r" + i).at(i).request()));
      Decision decision = row.decision();

      assertThat(decision.model()).isNotEqualTo(CHEAP);
      assertThat(decision.fallbacks()).doesNotContain(CHEAP).isNotEmpty();
      assertThat(decision.alsoQuery()).doesNotContain(CHEAP);
      assertThat(row.candidates().get(0).propensity()).isZero();
      assertThat(row.candidates().stream().mapToDouble(Candidate::propensity).sum())
          .isCloseTo(1, within(1e-9));
    }
    Standing standing = StandingReader.of(play.state(), play.config());
    assertThat(standing.open()).containsExactly(CHEAP);
    assertThat(standing.best()).isNotEqualTo(CHEAP);
    assertThat(standing.fallbacks()).doesNotContain(CHEAP);
  }

  @ParameterizedTest
  @EnumSource
  void aHalfOpenModelIsProbedAsOftenAsTheConfigurationSays(EveryPolicy policy) {
    Play play = policy.play(0.8);
    play.configure(with(policy, CHEAP_HALF_OPEN));
    int probes = 0;
    for (int i = 0; i < 1_600; i++) {
      Decided row = decided(play.route(Requests.id("r" + i).at(i).request()));
      probes += row.decision().model().equals(CHEAP) ? 1 : 0;
      assertThat(row.candidates().get(0).propensity()).isEqualTo(1.0 / 16);
      assertThat(row.candidates().stream().mapToDouble(Candidate::propensity).sum())
          .isCloseTo(1, within(1e-9));
      assertThat(row.decision().fallbacks()).doesNotContain(CHEAP);
    }
    // Chance is a hash of the request's id: the same at every run. 100 are expected.
    assertThat(probes).isBetween(65, 135);
    Standing standing = StandingReader.of(play.state(), play.config());
    assertThat(standing.halfOpen()).containsExactly(CHEAP);
  }

  @Test
  void whereAllAreOpenTheOneThatFailedTheTenantLeastIsTried() {
    PoolHealth all = PoolHealth.of(List.of(CHEAP, MIDDLE, DEAR), Map.of());
    Play play = EveryPolicy.SURETY.play(0.8);
    play.configure(with(EveryPolicy.SURETY, all));
    for (int i = 0; i < 40; i++) {
      Decided row = decided(play.route(Requests.id("r" + i).at(i).request()));
      Decision decision = row.decision();
      assertThat(Notice.of(row.notices())).contains(Notice.FAILING_MODEL);
      assertThat(decision.fallbacks()).hasSize(2);
      if (!decision.model().equals(MIDDLE)) {
        play.learn(Answers.to(decision).at(i).error("503").feedback());
      }
    }
    assertThat(play.decide(Requests.id("last").at(50).request()).model()).isEqualTo(MIDDLE);
  }

  @Test
  void halfOpenComesBeforeOpen() {
    PoolHealth health = PoolHealth.of(List.of(CHEAP, DEAR), Map.of(MIDDLE, 1024L));
    Play play = EveryPolicy.SURETY.play(0.8);
    play.configure(with(EveryPolicy.SURETY, health));
    for (int i = 0; i < 50; i++) {
      assertThat(play.decide(Requests.id("r" + i).at(i).request()).model()).isEqualTo(MIDDLE);
    }
  }

  /** The promise is owed, and counted; how well the model answers is another matter. */
  @Test
  void anErrorInAnOutageIsBookedAndNotLearntFrom() {
    Play play = EveryPolicy.SURETY.play(0.8);
    Decision decision = play.decide(Requests.id("r").at(0).pinned(CHEAP).request());
    double queue = play.account().queue;
    play.configure(with(EveryPolicy.SURETY, CHEAP_OPEN));

    Outcome outcome = play.outcome(Answers.to(decision).at(1).failed(true).feedback());

    assertThat(outcome.booked()).isTrue();
    assertThat(outcome.learnt()).isFalse();
    assertThat(Unlearnt.of(outcome)).isEqualTo(Unlearnt.OUTAGE);
    assertThat(play.account().queue).isGreaterThan(queue);
    assertThat(play.account().labels).isOne();
  }

  @Test
  void anAnswerThatWasDeliveredInAnOutageIsLearntFrom() {
    Play play = EveryPolicy.SURETY.play(0.8);
    play.configure(with(EveryPolicy.SURETY, CHEAP_HALF_OPEN));
    Decision decision = play.decide(Requests.id("r").at(0).pinned(CHEAP).request());
    assertThat(play.outcome(Answers.to(decision).at(1).satisfied(true).feedback()).learnt())
        .isTrue();
  }

  private static Configuration configuration() {
    Configuration configuration = new Configuration();
    Pools.three().forEach(model -> configuration.put(new ModelUpdate(model)));
    configuration.put(new SlaUpdate("*", "*", Promises.surety(0.8).sla()));
    return configuration;
  }

  private static ArtefactUpdate published(long version, PoolHealth health) {
    return new ArtefactUpdate(PoolHealth.KIND, PoolHealth.POOL, version, health.write());
  }

  @Test
  void aModelThatIsClosedAgainLeavesNoTrace() {
    Configuration configuration = configuration();
    TenantConfig before = configuration.inForce(Requests.KEY, 0);
    configuration.put(published(1, CHEAP_OPEN));
    TenantConfig open = configuration.inForce(Requests.KEY, 0);
    configuration.put(published(2, PoolHealth.NONE));
    TenantConfig after = configuration.inForce(Requests.KEY, 0);

    assertThat(open.hash()).isNotEqualTo(before.hash());
    assertThat(after.hash()).isEqualTo(before.hash());
    assertThat(ConfigJson.write(after)).isEqualTo(ConfigJson.write(before));
  }

  /** The row of the journal is all that a replay has. */
  @Test
  void theConfigRowSaysWhatIsOpen() throws Exception {
    Configuration configuration = configuration();
    PoolHealth health = PoolHealth.of(List.of(CHEAP), Map.of(DEAR, 64L));
    configuration.put(published(1, health));
    TenantConfig config = configuration.inForce(Requests.KEY, 0);

    String row = ConfigJson.write(config);
    assertThat(row).contains("\"health\":{\"open\":[\"a-cheap\"],\"half_open\":{\"c-dear\":64}}");
    assertThat(ConfigJson.read(row).health()).isEqualTo(health);
  }

  @Test
  void namesOfNoModelOfThePoolChangeNothing() {
    Configuration configuration = configuration();
    TenantConfig before = configuration.inForce(Requests.KEY, 0);
    configuration.put(published(1, PoolHealth.of(List.of("another"), Map.of())));
    assertThat(configuration.inForce(Requests.KEY, 0)).isSameAs(before);
  }

  @Test
  void aModelIsOpenByWhateverNameFeedbackHasForIt() {
    Configuration configuration = configuration();
    configuration.put(
        new ModelUpdate(
            Pools.model(CHEAP, 0.1).toBuilder().version(2).aliases(List.of("dated")).build()));
    configuration.put(published(1, PoolHealth.of(List.of("dated"), Map.of(CHEAP, 8L))));
    assertThat(configuration.inForce(Requests.KEY, 0).health()).isEqualTo(CHEAP_OPEN);
  }

  @Test
  void anOperatorWhoSaysUntilWhenOverrulesIt() {
    Configuration configuration = configuration();
    configuration.put(published(1, CHEAP_OPEN));
    configuration.put(new ModelStatus(CHEAP, 1, Status.ACTIVE, 2_000, Status.ACTIVE, 1_000));

    assertThat(configuration.inForce(Requests.KEY, 999).health()).isEqualTo(CHEAP_OPEN);
    assertThat(configuration.inForce(Requests.KEY, 1_000).health()).isEqualTo(PoolHealth.NONE);
    assertThat(configuration.inForce(Requests.KEY, 1_999).health()).isEqualTo(PoolHealth.NONE);
    assertThat(configuration.inForce(Requests.KEY, 2_000).health()).isEqualTo(CHEAP_OPEN);
  }

  /** The usual word after an incident says no more than the model's record. */
  @Test
  void anOperatorWhoSaysUpForGoodOverrulesNothing() {
    Configuration configuration = configuration();
    configuration.put(published(1, CHEAP_OPEN));
    configuration.put(
        new ModelStatus(CHEAP, 1, Status.ACTIVE, Long.MAX_VALUE, Status.ACTIVE, 1_000));
    assertThat(configuration.inForce(Requests.KEY, 5_000).health()).isEqualTo(CHEAP_OPEN);
  }

  @Test
  void whileItIsSwitchedOffAllAreClosed() {
    Configuration configuration = configuration();
    configuration.put(published(1, CHEAP_OPEN));
    configuration.put(PoolSwitch.HEALTH.say(false, 1));
    assertThat(configuration.inForce(Requests.KEY, 0).health()).isEqualTo(PoolHealth.NONE);
    configuration.put(published(2, CHEAP_HALF_OPEN));
    assertThat(configuration.inForce(Requests.KEY, 0).health()).isEqualTo(PoolHealth.NONE);
    configuration.put(PoolSwitch.HEALTH.say(true, 2));
    assertThat(configuration.inForce(Requests.KEY, 0).health()).isEqualTo(CHEAP_HALF_OPEN);
  }

  @Test
  void nobodyWritesItOnTheControlTopic() {
    assertThatThrownBy(() -> Policies.checkPublished(published(1, CHEAP_OPEN)))
        .hasMessageContaining("come from the job itself")
        .hasMessageContaining("control health off");
  }
}

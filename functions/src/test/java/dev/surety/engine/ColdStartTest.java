package dev.surety.engine;

import static dev.surety.testing.Pools.CHEAP;
import static dev.surety.testing.Pools.DEAR;
import static dev.surety.testing.Pools.MIDDLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.surety.domain.ControlUpdate.ArtefactUpdate;
import dev.surety.domain.ControlUpdate.ModelUpdate;
import dev.surety.domain.ControlUpdate.SlaUpdate;
import dev.surety.domain.ControlUpdate.Tombstone;
import dev.surety.domain.Decision;
import dev.surety.domain.JournalRow;
import dev.surety.domain.ModelSpec;
import dev.surety.testing.Answers;
import dev.surety.testing.Play;
import dev.surety.testing.Pools;
import dev.surety.testing.Promises;
import dev.surety.testing.Requests;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A tenant that has seen nothing starts from what others have seen, if its SLA says so. */
class ColdStartTest {

  private static final ArtefactUpdate CHEAP_IS_GOOD =
      prior(1, "{'%s':{'satisfaction':0.99,'labels':500}}".formatted(CHEAP));
  private static final ArtefactUpdate CHEAP_IS_BAD =
      prior(2, "{'%s':{'satisfaction':0.01,'labels':500}}".formatted(CHEAP));

  private static ArtefactUpdate prior(long version, String models) {
    String payload = "{'models':%s,'source':'a test'}".formatted(models).replace('\'', '"');
    return new ArtefactUpdate("prior", "pooled", version, payload);
  }

  private static Promises promise() {
    return Promises.surety(0.9).with("prior", "pooled");
  }

  /** The control topic of a tenant that has all three models. */
  private static Configuration control(Promises promise) {
    Configuration configuration = new Configuration();
    configuration.put(new SlaUpdate("acme", "gold", promise.sla()));
    Pools.three().forEach(model -> configuration.put(new ModelUpdate(model)));
    return configuration;
  }

  private static Configuration control(Promises promise, ArtefactUpdate artefact) {
    Configuration configuration = control(promise);
    configuration.put(artefact);
    return configuration;
  }

  private static Play play(Configuration configuration) {
    return Play.unconfigured().configure(configuration.inForce(Requests.KEY, 0));
  }

  /** How many of the first requests the cheap model gets; everybody is always satisfied. */
  private static long cheapOfTheFirst(int requests, Play play) {
    List<String> served = new ArrayList<>();
    for (int i = 0; i < requests; i++) {
      served.add(play.decide(Requests.id("r" + i).at(i).request()).model());
    }
    return served.stream().filter(CHEAP::equals).count();
  }

  private static double expected(Play play, String model) {
    String id = "probe-" + play.journal().size();
    List<JournalRow> rows = play.route(Requests.id(id).at(5).request()).rows();
    return ((JournalRow.Decided) rows.get(rows.size() - 1))
        .candidates().stream()
            .filter(candidate -> candidate.model().equals(model))
            .findFirst()
            .orElseThrow()
            .expectedSatisfaction();
  }

  @Test
  void aPriorMovesTheFirstDecisions() {
    long without = cheapOfTheFirst(40, play(control(promise())));
    long good = cheapOfTheFirst(40, play(control(promise(), CHEAP_IS_GOOD)));
    long bad = cheapOfTheFirst(40, play(control(promise(), CHEAP_IS_BAD)));
    assertThat(good).isGreaterThan(without).isGreaterThan(30);
    assertThat(bad).isLessThan(10);
    assertThat(expected(play(control(promise(), CHEAP_IS_GOOD)), CHEAP)).isGreaterThan(0.9);
  }

  @Test
  void itCountsForAsManyLabelsAsTheSlaSaysAndItRestsOn() {
    double ten = expected(play(control(promise(), CHEAP_IS_BAD)), CHEAP);
    double thousand =
        expected(play(control(promise().with("prior_labels", 1000), CHEAP_IS_BAD)), CHEAP);
    double fiveHundred =
        expected(play(control(promise().with("prior_labels", 500), CHEAP_IS_BAD)), CHEAP);
    assertThat(thousand).isEqualTo(fiveHundred).isLessThan(ten);
  }

  @Test
  void aPriorThatSaysNothingChangesNothing() {
    Play none = play(control(promise()));
    Play empty = play(control(promise(), prior(1, "{}")));
    Play stranger = play(control(promise(), prior(1, "{'other':{'satisfaction':1,'labels':500}}")));
    Play noLabels = play(control(promise(), prior(1, "{'a-cheap':{'satisfaction':1,'labels':0}}")));
    Play notCounted = play(control(promise().with("prior_labels", 0), CHEAP_IS_GOOD));
    for (int i = 0; i < 30; i++) {
      for (Play play : List.of(none, empty, stranger, noLabels, notCounted)) {
        Decision decision = play.decide(Requests.id("r" + i).at(i).request());
        play.learn(Answers.to(decision).at(i).satisfied(i % 3 > 0).feedback());
      }
    }
    for (Play play : List.of(empty, stranger, noLabels, notCounted)) {
      assertThat(play.learnerBytes()).isEqualTo(none.learnerBytes());
      assertThat(play.account().queue).isEqualTo(none.account().queue);
    }
  }

  @Test
  void aTenantThatHasMetAModelKeepsToWhatItSaw() {
    Configuration configuration = control(promise());
    Play play = play(configuration);
    double before = expected(play, CHEAP);
    configuration.put(CHEAP_IS_BAD);
    play.configure(configuration.inForce(Requests.KEY, 0));
    assertThat(expected(play, CHEAP)).isCloseTo(before, within(0.001));
  }

  @Test
  void aPriorThatComesLateCountsForModelsThatComeLater() {
    Configuration configuration = new Configuration();
    configuration.put(new SlaUpdate("acme", "gold", promise().sla()));
    ModelSpec dear = Pools.model(DEAR, 5);
    configuration.put(new ModelUpdate(Pools.model(MIDDLE, 1)));
    configuration.put(new ModelUpdate(dear));
    Play play = play(configuration);
    cheapOfTheFirst(5, play);

    configuration.put(CHEAP_IS_GOOD);
    configuration.put(new ModelUpdate(Pools.model(CHEAP, 0.1)));
    play.configure(configuration.inForce(Requests.KEY, 0));

    assertThat(expected(play, CHEAP)).isGreaterThan(0.85);
  }

  @Test
  void theNewestVersionCountsAndATombstoneEndsIt() {
    Configuration configuration = control(promise());
    String none = hash(configuration);
    configuration.put(CHEAP_IS_BAD);
    String newest = hash(configuration);
    configuration.put(CHEAP_IS_GOOD); // version 1, late
    assertThat(hash(configuration)).isEqualTo(newest).isNotEqualTo(none);
    configuration.put(new Tombstone(CHEAP_IS_BAD.subject()));
    assertThat(hash(configuration)).isEqualTo(none);
  }

  @Test
  void onlyWhatAnSlaNamesIsPartOfItsConfiguration() {
    Configuration configuration = control(Promises.surety(0.9));
    String before = hash(configuration);
    configuration.put(CHEAP_IS_GOOD);
    assertThat(hash(configuration)).isEqualTo(before);
    assertThat(configuration.inForce(Requests.KEY, 0).artefacts()).isEmpty();
  }

  private static String hash(Configuration configuration) {
    return configuration.inForce(Requests.KEY, 0).hash();
  }
}

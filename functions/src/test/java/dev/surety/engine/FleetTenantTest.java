package dev.surety.engine;

import static dev.surety.testing.Pools.CHEAP;
import static dev.surety.testing.Pools.DEAR;
import static dev.surety.testing.Pools.MIDDLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.surety.domain.ControlUpdate.ArtefactUpdate;
import dev.surety.domain.Decision;
import dev.surety.domain.JournalRow;
import dev.surety.policy.Artefacts;
import dev.surety.policy.fleet.FleetPrior;
import dev.surety.policy.fleet.Lesson;
import dev.surety.testing.Answers;
import dev.surety.testing.Play;
import dev.surety.testing.Pools;
import dev.surety.testing.Promises;
import dev.surety.testing.Requests;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A tenant gives what it learns to its fleet and leans on what that says, as its SLA wants. */
class FleetTenantTest {

  private static final ArtefactUpdate CHEAP_IS_GOOD = version(1, 0.97, 0.97, 0.98);
  private static final ArtefactUpdate CHEAP_IS_BAD = version(2, 0.05, 0.5, 0.97);

  private static ArtefactUpdate version(long number, double cheap, double middle, double dear) {
    double[] means = {cheap, middle, dear};
    FleetPrior prior =
        new FleetPrior(List.of(CHEAP, MIDDLE, DEAR), new int[0], new double[][] {means}, means, 30);
    return new ArtefactUpdate(FleetPrior.KIND, FleetPrior.POOL, number, prior.write());
  }

  private static Play play(Promises promise, ArtefactUpdate... versions) {
    return Play.unconfigured().configure(config(promise, versions));
  }

  private static TenantConfig config(Promises promise, ArtefactUpdate... versions) {
    return TenantConfig.of(promise.sla(), Pools.three(), Artefacts.of(List.of(versions)));
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
    List<JournalRow> rows =
        play.route(Requests.id("probe-" + play.journal().size()).at(50).request()).rows();
    return ((JournalRow.Decided) rows.get(rows.size() - 1))
        .candidates().stream()
            .filter(candidate -> candidate.model().equals(model))
            .findFirst()
            .orElseThrow()
            .expectedSatisfaction();
  }

  @Test
  void aVersionMovesTheFirstDecisions() {
    assertThat(cheapOfTheFirst(40, play(Promises.surety(0.9), CHEAP_IS_GOOD))).isGreaterThan(30);
    assertThat(cheapOfTheFirst(40, play(Promises.surety(0.9), CHEAP_IS_BAD))).isLessThan(5);
    assertThat(expected(play(Promises.surety(0.9), CHEAP_IS_GOOD), CHEAP))
        .isCloseTo(0.97, within(1e-6));
  }

  @Test
  void aNewVersionIsReadLive() {
    Play play = play(Promises.surety(0.9), CHEAP_IS_GOOD);
    cheapOfTheFirst(40, play);
    play.configure(config(Promises.surety(0.9), CHEAP_IS_BAD));
    assertThat(expected(play, CHEAP)).isLessThan(0.1);
    play.configure(config(Promises.surety(0.9)));
    Play without = play(Promises.surety(0.9));
    assertThat(expected(play, CHEAP)).isCloseTo(expected(without, CHEAP), within(1e-6));
  }

  /** 10 labels: after ten own ones that say otherwise, the mean of both. */
  @Test
  void theVersionCountsForTenLabels() {
    Play play = play(Promises.surety(0.5).with("context", "none"), CHEAP_IS_GOOD);
    List<Decision> decisions = new ArrayList<>();
    for (int i = 0; decisions.size() < 2; i++) {
      Decision decision = play.decide(Requests.id("r" + i).at(i).request());
      if (decision.model().equals(CHEAP)) {
        decisions.add(decision);
        play.learn(Answers.to(decision).at(i).satisfied(false).feedback());
      }
    }
    assertThat(expected(play, CHEAP)).isCloseTo(10 * 0.97 / 12, within(1e-4));
  }

  @ParameterizedTest
  @CsvSource({"fleet,none", "fleet,give", "fleet_labels,0"})
  void whoTakesNothingDecidesAsIfThereWereNoFleet(String parameter, String value) {
    Promises promise = Promises.surety(0.9).with(parameter, value);
    Play with = play(promise, CHEAP_IS_BAD);
    Play without = play(promise);
    cheapOfTheFirst(60, with);
    cheapOfTheFirst(60, without);
    if (!parameter.equals("fleet_labels")) {
      assertThat(with.bytes()).isEqualTo(without.bytes());
    }
    assertThat(expected(with, CHEAP)).isEqualTo(expected(without, CHEAP));
  }

  @ParameterizedTest
  @CsvSource({"both,1", "give,1", "take,0", "none,0"})
  void whatWasLearnedIsGivenAsTheSlaSays(String fleet, int lessons) {
    Play play = play(Promises.surety(0.9).with("fleet", fleet));
    Decision decision = play.decide(Requests.id("r1").at(1).request());
    List<Lesson> given =
        play.learn(Answers.to(decision).at(2).satisfied(true).feedback()).lessons();
    assertThat(given).hasSize(lessons);
    for (Lesson lesson : given) {
      assertThat(lesson.model()).isEqualTo(decision.model());
      assertThat(lesson.weight()).isEqualTo(1);
      assertThat(lesson.satisfied()).isEqualTo(1);
      assertThat(lesson.served()).isEqualTo(1);
    }
  }

  @Test
  void aRevisedWordCorrectsWhatWasGiven() {
    Play play = play(Promises.surety(0.9));
    Decision decision = play.decide(Requests.id("r1").at(1).request());
    play.learn(Answers.to(decision).at(2).satisfied(true).feedback());
    List<Lesson> given =
        play.learn(Answers.to(decision).at(3).satisfied(false).feedback()).lessons();
    assertThat(given).hasSize(1);
    assertThat(given.get(0).weight()).isZero();
    assertThat(given.get(0).satisfied()).isEqualTo(-1);
  }

  @Test
  void aDecisionTeachesTheFleetNothing() {
    Play play = play(Promises.surety(0.9));
    assertThat(play.route(Requests.id("r1").at(1).request()).lessons()).isEmpty();
  }
}

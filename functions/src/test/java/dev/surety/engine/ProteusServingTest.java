package dev.surety.engine;

import static dev.surety.testing.Pools.CHEAP;
import static dev.surety.testing.Pools.DEAR;
import static dev.surety.testing.Pools.MIDDLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.surety.domain.ControlUpdate;
import dev.surety.domain.ControlUpdate.ModelUpdate;
import dev.surety.domain.ControlUpdate.SlaUpdate;
import dev.surety.domain.ControlUpdate.Tombstone;
import dev.surety.domain.Decision;
import dev.surety.domain.JournalRow;
import dev.surety.domain.ModelSpec;
import dev.surety.domain.Rejection;
import dev.surety.domain.RoutingRequest;
import dev.surety.domain.SlaPolicy;
import dev.surety.policy.Artefacts;
import dev.surety.policy.Policies;
import dev.surety.policy.proteus.ProteusAccount;
import dev.surety.testing.Answers;
import dev.surety.testing.Play;
import dev.surety.testing.Pools;
import dev.surety.testing.Promises;
import dev.surety.testing.Requests;
import dev.surety.testing.TrainedModels;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A trained artefact serves tenants from the moment it is on the control topic. */
class ProteusServingTest {

  private final Configuration configuration = new Configuration();

  private Play play(Promises promise, ControlUpdate... updates) {
    configuration.put(new SlaUpdate("acme", "gold", promise.sla()));
    Pools.three().forEach(model -> configuration.put(new ModelUpdate(model)));
    List.of(updates).forEach(configuration::put);
    return Play.unconfigured().configure(configuration.inForce(Requests.KEY, 0));
  }

  private Play update(Play play, ControlUpdate update) {
    configuration.put(update);
    return play.configure(configuration.inForce(Requests.KEY, 0));
  }

  private static JournalRow.Decided route(Play play, RoutingRequest request) {
    play.decide(request);
    return (JournalRow.Decided) play.journal().get(play.journal().size() - 1);
  }

  private static RoutingRequest request(int i) {
    return Requests.id("r" + i).at(i).tagged(i % 2 == 0 ? "easy" : "hard").request();
  }

  /** So many answers, each with this satisfaction whatever model gave it. */
  private static void serve(Play play, int from, int answers, double satisfaction) {
    for (int i = from; i < from + answers; i++) {
      Decision decision = play.decide(request(i));
      play.learn(Answers.to(decision).at(i).scored(satisfaction).feedback());
    }
  }

  @Test
  void withoutItsArtefactARequestIsADeadLetterThatSaysSo() {
    Play play = play(Promises.proteus(0.7));
    Rejection rejection = play.route(request(0)).rejection();
    assertThat(rejection.reason()).isEqualTo(Rejection.Reason.NO_ARTEFACT);
    assertThat(rejection.detail()).contains("artefact/proteus/small").contains("publish");

    update(play, TrainedModels.artefact(1));
    assertThat(play.decide(request(1)).policy()).isEqualTo("proteus");

    update(play, new Tombstone("artefact/proteus/small"));
    assertThat(play.route(request(2)).rejection().reason()).isEqualTo(Rejection.Reason.NO_ARTEFACT);
  }

  @Test
  void aChangedTargetTakesEffectOnTheNextRequest() {
    Play play = play(Promises.proteus(0.55), TrainedModels.artefact(1));
    JournalRow.Decided before = route(play, request(0));
    update(play, new SlaUpdate("acme", "gold", Promises.proteus(0.78).version(2).sla()));
    JournalRow.Decided after = route(play, request(2));
    assertThat(after.target()).isEqualTo(0.78);
    // What cost weighs is a function of the target; the network is the same.
    assertThat(after.v()).isNotEqualTo(before.v());

    Play other = play(Promises.proteus(0.78), TrainedModels.artefact(1));
    assertThat(route(other, request(2)).v()).isEqualTo(after.v());
  }

  @Test
  void withTheCorrectionOffLabelsChangeNoDecision() {
    Promises promise = Promises.proteus(0.7).with("correction", "off");
    Play told = play(promise, TrainedModels.artefact(1));
    Play untold = play(promise, TrainedModels.artefact(1));
    serve(told, 0, 100, 0);
    for (int i = 0; i < 100; i++) {
      untold.decide(request(i));
    }
    for (int i = 100; i < 120; i++) {
      assertThat(route(told, request(i)).candidates())
          .isEqualTo(route(untold, request(i)).candidates());
    }
  }

  @Test
  void dissatisfactionMakesCostWeighLessAndSatisfactionMore() {
    Play play = play(Promises.proteus(0.7), TrainedModels.artefact(1));
    double before = route(play, request(1000)).v();
    serve(play, 0, 30, 0);
    assertThat(route(play, request(1002)).v()).isLessThan(before / 2);
    assertThat(play.decide(request(1003)).model()).isEqualTo(DEAR);
    serve(play, 100, 200, 1);
    assertThat(route(play, request(1004)).v()).isGreaterThan(before);
    assertThat(((ProteusAccount) play.account().memory).debt).isNegative();
  }

  /** A label that stands for many answers is mostly noise; a hundred of them are evidence. */
  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.02, 0.05, 0.2})
  void oneDissatisfiedUserAmongManySilentMovesLittleAndManyOfThemMuch(double rate) {
    Promises sparse = Promises.proteus(0.7).speaking(rate, rate);
    Play play = play(sparse, TrainedModels.artefact(1));
    double before = route(play, request(1000)).v();
    serve(play, 0, 1, 0);
    assertThat(route(play, request(1002)).v()).isBetween(before * 0.97, before * 1.01);
    serve(play, 1, 200, 0);
    assertThat(route(play, request(1004)).v()).isLessThan(before / 2);
  }

  /** It decides as it was trained to, asked for the three points more that it may be wrong by. */
  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.05, 0.5})
  void beforeTheFirstLabelTheArtefactAloneDecides(double rate) {
    double unjudged = 1 - Math.max(0.05, rate);
    Play sparse = play(Promises.proteus(0.6).speaking(rate, rate), TrainedModels.artefact(1));
    Promises asked = Promises.proteus(0.6 + 0.03 * unjudged).with("correction", "off");
    Play off = play(asked, TrainedModels.artefact(1));
    for (int i = 0; i < 300; i++) {
      assertThat(route(sparse, request(i)).v()).isEqualTo(route(off, request(i)).v(), within(1e-9));
    }
  }

  @Test
  void whereEveryAnswerIsJudgedDebtCountsInFullFromTheFirstOn() {
    Play play = play(Promises.proteus(0.7), TrainedModels.artefact(1));
    double before = route(play, request(1000)).v();
    serve(play, 0, 1, 0);
    double debt = ((ProteusAccount) play.account().memory).debt;
    assertThat(route(play, request(1002)).v())
        .isEqualTo(before * StrictMath.exp(-0.1 * debt), within(1e-12));
  }

  @Test
  void aTenantThatComesFromAnotherPolicyBringsItsDebt() {
    Play play = play(Promises.fixed(CHEAP, 0.7));
    serve(play, 0, 20, 0);
    assertThat(play.account().queue).isEqualTo(14, within(1e-9));
    update(play, TrainedModels.artefact(1));
    update(play, new SlaUpdate("acme", "gold", Promises.proteus(0.7).version(2).sla()));
    play.decide(request(50));
    assertThat(((ProteusAccount) play.account().memory).debt).isEqualTo(14, within(1e-9));
  }

  @Test
  void aModelThatTrainingDidNotMeetAnswersOnlyWhereThereIsNoOther() {
    ModelSpec stranger = Pools.model("d-stranger", 0.01);
    Play play = play(Promises.proteus(0.7), TrainedModels.artefact(1), new ModelUpdate(stranger));
    for (int i = 0; i < 20; i++) {
      assertThat(play.decide(request(i)).model()).isNotEqualTo("d-stranger");
    }
    Decision alone = play.decide(Requests.id("only").allowing("d-stranger").request());
    assertThat(alone.model()).isEqualTo("d-stranger");
    assertThat(alone.reason()).isEqualTo(Decision.Reason.SUBSTITUTE);
  }

  @Test
  void allPricesTimesTenChangeNoDecisionAndOnePriceDoes() {
    Play usual = play(Promises.proteus(0.6), TrainedModels.artefact(1));
    Play inflated = play(Promises.proteus(0.6), TrainedModels.artefact(1));
    inflated.configure(
        TenantConfig.of(
            usual.config().sla(),
            Pools.priced(Pools.three(), 10),
            Artefacts.of(usual.config().artefacts())));
    Map<String, Double> scores = scores(route(usual, request(0)));
    assertThat(scores(route(inflated, request(0)))).isEqualTo(scores);

    update(usual, new ModelUpdate(Pools.priced(Pools.version(Pools.three().get(1), 2), 5)));
    assertThat(scores(route(usual, request(2))).get(MIDDLE)).isGreaterThan(scores.get(MIDDLE));
  }

  /** Else the scale of mu would depend on which models happened to be used already. */
  @Test
  void modelsCostAtFirstWhatTheirAnswersCostInTraining() {
    Play play = play(Promises.proteus(0.7), TrainedModels.artefact(1));
    for (JournalRow.Candidate candidate : route(play, request(0)).candidates()) {
      double usdPerMtok = Map.of(CHEAP, 0.1, MIDDLE, 1.0, DEAR, 5.0).get(candidate.model());
      // 500 tokens in, and in training 500 tokens out at four times the price.
      assertThat(candidate.expectedCostUsd())
          .isCloseTo((500 + 4 * 500) * usdPerMtok / 1e6, within(1e-12));
    }
  }

  private static Map<String, Double> scores(JournalRow.Decided row) {
    return row.candidates().stream()
        .collect(
            Collectors.toMap(
                JournalRow.Candidate::model, c -> (double) Math.round(c.score() * 1e9) / 1e9));
  }

  /** One of the candidates has propensity 1, and it is chosen whatever the seed. */
  @Test
  void propensitiesAreTrueSinceNothingIsLeftToChance() {
    Play play = play(Promises.proteus(0.7), TrainedModels.artefact(1));
    serve(play, 0, 40, 0.5);
    JournalRow.Decided first = null;
    TenantRouter router = new TenantRouter();
    for (int seed = 0; seed < 10_000; seed++) {
      RouterState state =
          new RouterState(Requests.KEY, play.account(), play.learner(), new OpenDecisionMaps());
      Event.Context context = new Event.Context("run-1", 0, 0, seed);
      Effects effects = router.apply(state, new Event.Route(context, request(100), play.config()));
      JournalRow.Decided row = (JournalRow.Decided) effects.rows().get(0);
      first = first == null ? row : first;
      assertThat(row.candidates()).isEqualTo(first.candidates());
      assertThat(row.decision().propensity()).isEqualTo(1);
      assertThat(row.decision().model()).isEqualTo(first.decision().model());
    }
    assertThat(first.candidates().stream().mapToDouble(JournalRow.Candidate::propensity).sum())
        .isEqualTo(1);
  }

  @Test
  void theOrderOfControlRecordsDoesNotMatter() {
    List<ControlUpdate> records = new ArrayList<>();
    records.add(new SlaUpdate("acme", "gold", Promises.proteus(0.7).sla()));
    records.add(TrainedModels.artefact(1));
    records.add(TrainedModels.artefact(2));
    Pools.three().forEach(model -> records.add(new ModelUpdate(model)));
    String hash = null;
    Random chance = new Random(1);
    for (int i = 0; i < 20; i++) {
      Collections.shuffle(records, chance);
      Configuration shuffled = new Configuration();
      records.forEach(shuffled::put);
      TenantConfig inForce = shuffled.inForce(Requests.KEY, 0);
      hash = hash == null ? inForce.hash() : hash;
      assertThat(inForce.hash()).isEqualTo(hash);
      assertThat(inForce.artefacts()).containsExactly(TrainedModels.artefact(2));
      assertThat(inForce.policy().isReady()).isTrue();
    }
  }

  @Test
  void anSlaThatNamesNoArtefactIsRefused() {
    SlaPolicy named = Promises.proteus(0.7).sla();
    SlaPolicy nameless =
        new SlaPolicy(1, 0.7, "proteus", 0, Map.of(), named.feedback(), SlaPolicy.Mode.APPLY);
    assertThatThrownBy(() -> Policies.of(nameless))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("needs the parameter 'artefact'");
    assertThatThrownBy(() -> Policies.of(Promises.proteus(0.7).with("dual_rate", -1).sla()))
        .hasMessageContaining("dual_rate");
  }
}

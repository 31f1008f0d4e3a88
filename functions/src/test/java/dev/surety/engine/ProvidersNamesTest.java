package dev.surety.engine;

import static dev.surety.testing.Pools.CHEAP;
import static dev.surety.testing.Pools.DEAR;
import static dev.surety.testing.Pools.MIDDLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.surety.domain.Decision;
import dev.surety.domain.JournalRow.Outcome;
import dev.surety.domain.ModelSpec;
import dev.surety.domain.Notice;
import dev.surety.domain.OutcomeClass;
import dev.surety.domain.Unlearnt;
import dev.surety.testing.Answers;
import dev.surety.testing.Play;
import dev.surety.testing.Pools;
import dev.surety.testing.Promises;
import dev.surety.testing.Requests;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Providers call models by names of their own; the decision tells which model it was. */
class ProvidersNamesTest {

  private static final String DATED = CHEAP + "-2024-08-06";

  private final Play play = Play.of(Promises.fixed(CHEAP, 0.75).sla(), Pools.three());
  private final Decision decision = play.now(100).decide(Requests.id("r1").at(100).request());

  /** The name cost a tenant 9.7 times the bill of the right one, and its promise. */
  @Test
  void thousandOutcomesUnderDatedNamesAreWorthAsMuchAsUnderRightOnes() {
    Play right = traffic(UnaryOperator.identity());
    Play dated = traffic(name -> name + "-2024-08-06");

    assertThat(dated.account().costUsd)
        .isPositive()
        .isCloseTo(right.account().costUsd, within(1e-12));
    assertThat(dated.account().decisions).isEqualTo(right.account().decisions);
    assertThat(dated.account().outcomes).isEqualTo(right.account().outcomes);
    assertThat(dated.account().labels).isEqualTo(1000);
    assertThat(dated.account().notices[Notice.UNKNOWN_MODEL_NAME.ordinal()]).isEqualTo(1000);
    assertThat(StandingReader.of(dated.state(), dated.config()).unknownModels().values())
        .describedAs("shown by name")
        .hasSizeBetween(1, 3);
    long dear = dated.account().decisions[2];
    assertThat(dear).describedAs("decisions for the dearest").isLessThan(300);
  }

  private static Play traffic(UnaryOperator<String> provider) {
    Play play = Play.of(Promises.surety(0.75).sla(), Pools.three());
    Random users = new Random(1);
    for (int i = 0; i < 1000; i++) {
      Decision decision = play.now(i).decide(Requests.id("r" + i).at(i).request());
      play.learn(
          Answers.to(decision)
              .by(provider.apply(decision.model()))
              .at(i)
              .tokens(500, 400)
              .satisfied(users.nextDouble() < 0.9)
              .feedback());
    }
    return play;
  }

  @ParameterizedTest
  @ValueSource(strings = {DATED, "openai/" + CHEAP, "A-CHEAP", "somebody else's", " ", "a-cheap "})
  void aNameOfNoPoolIsTakenForTheDecidedModel(String name) {
    Outcome outcome =
        play.outcome(Answers.to(decision).by(name).satisfied(false).tokens(1000, 500).feedback());

    assertThat(outcome.outcome()).isEqualTo(OutcomeClass.COUNTED);
    assertThat(outcome.learnt()).isTrue();
    assertThat(outcome.takenFor()).isEqualTo(CHEAP);
    assertThat(Notice.of(outcome.notices())).containsExactly(Notice.UNKNOWN_MODEL_NAME);
    assertThat(play.account().costUsd).isCloseTo(0.0003, within(1e-12));
    assertThat(StandingReader.of(play.state(), play.config()).unknownModels())
        .containsOnlyKeys(name);
  }

  @Test
  void halfOfAnAnswerUnderEachNameIsOneAnswer() {
    play.learn(Answers.to(decision).input(1000).feedback());
    play.learn(Answers.to(decision).by(DATED).output(500).feedback());

    assertThat(play.account().costUsd).isCloseTo(0.0003, within(1e-12));
  }

  @Test
  void anAliasIsTheModel() {
    Play aliased = Play.of(Promises.fixed(CHEAP, 0.75).sla(), aliased());
    Decision decided = aliased.decide(Requests.id("r1").at(100).request());

    Outcome outcome =
        aliased.outcome(Answers.to(decided).by(DATED).satisfied(true).tokens(1000, 0).feedback());

    assertThat(outcome.outcome()).isEqualTo(OutcomeClass.COUNTED);
    assertThat(outcome.takenFor()).isEqualTo(CHEAP);
    assertThat(outcome.notices()).isZero();
    assertThat(aliased.account().costUsd).isCloseTo(0.0001, within(1e-12));
  }

  @Test
  void anAliasOfAnotherModelIsAFallback() {
    Play aliased = Play.of(Promises.fixed(CHEAP, 0.75).sla(), aliased());
    Decision decided = aliased.decide(Requests.id("r1").at(100).request());

    Outcome outcome = aliased.outcome(Answers.to(decided).by("dear-v2").satisfied(true).feedback());

    assertThat(outcome.outcome()).isEqualTo(OutcomeClass.SUPERSEDED);
    assertThat(outcome.takenFor()).isEqualTo(DEAR);
    assertThat(outcome.learnt()).isTrue();
  }

  @Test
  void requestsMayNameAliasesToo() {
    Play aliased = Play.of(Promises.messPlus(0.75).sla(), aliased());

    assertThat(aliased.decide(Requests.id("p").pinned("dear-v2").request()).model())
        .isEqualTo(DEAR);
    assertThat(aliased.decide(Requests.id("a").allowing("dear-v2").request()).model())
        .isEqualTo(DEAR);
  }

  @Test
  void anAliasThatTwoModelsClaimIsNobodysAndANameIsItsModels() {
    List<ModelSpec> pool =
        List.of(
            called(Pools.model(CHEAP, 0.1), "latest", MIDDLE),
            called(Pools.model(MIDDLE, 1), "latest"),
            Pools.model(DEAR, 5));
    ModelAliases aliases = ModelAliases.of(pool);

    assertThat(aliases.unusable()).containsExactly(MIDDLE, "latest");
    assertThat(aliases.model("latest")).isNull();
    assertThat(aliases.model(MIDDLE)).isNull();
  }

  @Test
  void namesThatBecameAliasesAreNoLongerTold() {
    play.learn(Answers.to(decision).by(DATED).satisfied(true).feedback());
    play.configure(Promises.fixed(CHEAP, 0.75).sla(), aliased());
    play.decide(Requests.id("r2").at(110).request());

    assertThat(StandingReader.of(play.state(), play.config()).unknownModels()).isEmpty();
  }

  @Test
  void theNamesThatAreKeptAreBounded() {
    for (int i = 0; i < 100; i++) {
      play.learn(Answers.to(decision).by("name " + i).paid(1).feedback());
    }

    assertThat(play.learner().unknownNames.names()).hasSize(UnknownNames.MOST);
    assertThat(play.learner().unknownNames.others()).isEqualTo(100 - UnknownNames.MOST);
  }

  @Test
  void aModelThatLeftThePoolIsStillItself() {
    play.configure(Promises.fixed(CHEAP, 0.75).sla(), Pools.three().subList(0, 2));
    Outcome outcome = play.outcome(Answers.to(decision).by(DEAR).satisfied(true).feedback());

    assertThat(outcome.outcome()).isEqualTo(OutcomeClass.SUPERSEDED);
    assertThat(outcome.takenFor()).isNull();
    assertThat(outcome.notices()).isZero();
  }

  /** Of several models that were asked, an unknown name may be any. */
  @Test
  void whereSeveralWereAskedNothingIsGuessed() {
    Play asking = Play.of(Promises.messPlus(0.75).with("c", 1000).sla(), Pools.three());
    Decision several = asking.decide(Requests.id("r1").at(100).request());
    assertThat(several.alsoQuery()).isNotEmpty();

    Outcome outcome = asking.outcome(Answers.to(several).by(DATED).satisfied(true).feedback());

    assertThat(outcome.learnt()).isFalse();
    assertThat(Unlearnt.of(outcome)).isEqualTo(Unlearnt.UNKNOWN_MODEL);
    assertThat(Notice.of(outcome.notices())).containsExactly(Notice.UNKNOWN_MODEL_NAME);
  }

  @Test
  void withoutADecisionAnUnknownNameIsAsBefore() {
    byte[] learner = play.learnerBytes();
    Outcome outcome =
        play.outcome(Answers.unrouted("r9", DATED).at(100).satisfied(true).feedback());

    assertThat(outcome.outcome()).isEqualTo(OutcomeClass.UNROUTED);
    assertThat(outcome.notices()).isZero();
    assertThat(play.learnerBytes()).isEqualTo(learner);
  }

  @Test
  void cachedTokensHaveTheirOwnPrice() {
    ModelSpec cached = ModelSpec.builder(CHEAP, 1).price(1, 4).cachedInputUsdPerMtok(0.1).build();
    Play cheaper = Play.of(Promises.fixed(CHEAP, 0.75).sla(), List.of(cached));
    Decision decided = cheaper.decide(Requests.id("r1").at(100).request());

    cheaper.learn(
        Answers.to(decided)
            .tokens(1_000_000, 500_000)
            .cachedInput(400_000)
            .reasoning(300_000)
            .feedback());

    assertThat(cheaper.account().costUsd).isCloseTo(0.6 + 0.04 + 2, within(1e-12));
  }

  private static List<ModelSpec> aliased() {
    return List.of(
        called(Pools.model(CHEAP, 0.1), DATED, "openai/" + CHEAP),
        Pools.model(MIDDLE, 1),
        called(Pools.model(DEAR, 5), "dear-v2"));
  }

  private static ModelSpec called(ModelSpec model, String... aliases) {
    return model.toBuilder().aliases(Arrays.asList(aliases)).build();
  }
}

package dev.surety.engine;

import static dev.surety.testing.Pools.CHEAP;
import static dev.surety.testing.Pools.DEAR;
import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.Decision;
import dev.surety.domain.JournalRow.Candidate;
import dev.surety.domain.JournalRow.Decided;
import dev.surety.domain.JournalRow.Outcome;
import dev.surety.domain.Notice;
import dev.surety.domain.SlaPolicy;
import dev.surety.policy.Choice;
import dev.surety.policy.MessPlus;
import dev.surety.policy.PolicyMemory;
import dev.surety.policy.PoolChange;
import dev.surety.policy.Question;
import dev.surety.policy.RoutingPolicy;
import dev.surety.testing.Answers;
import dev.surety.testing.Play;
import dev.surety.testing.Pools;
import dev.surety.testing.Promises;
import dev.surety.testing.Requests;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A number that is none never leaves the engine, and a policy that fails takes nothing down with
 * it. Shown once: without the guard the first of these throws, and a job would read the record
 * again after every restart.
 */
class GuardedPolicyTest {

  private static final SlaPolicy SLA = Promises.messPlus(0.8).with("learn_from", "all").sla();

  private boolean broken;

  /** MESS+, until it is broken. */
  private final class Breaking implements RoutingPolicy {

    private final RoutingPolicy policy = new MessPlus(SLA.parameters());
    private final Consumer<Choice> breakage;

    Breaking(Consumer<Choice> breakage) {
      this.breakage = breakage;
    }

    @Override
    public String name() {
      return policy.name();
    }

    @Override
    public String memoryKind() {
      return policy.memoryKind();
    }

    @Override
    public PolicyMemory newMemory() {
      return policy.newMemory();
    }

    @Override
    public boolean isSound(PolicyMemory memory) {
      return policy.isSound(memory);
    }

    @Override
    public dev.surety.policy.Belief belief(PolicyMemory memory, int slot) {
      return policy.belief(memory, slot);
    }

    @Override
    public void configure(PolicyMemory memory, PoolChange change) {
      policy.configure(memory, change);
    }

    @Override
    public void route(PolicyMemory memory, Question question, Choice choice) {
      policy.route(memory, question, choice);
      if (broken) {
        breakage.accept(choice);
      }
    }

    @Override
    public void learn(PolicyMemory memory, Judgement judgement) {
      policy.learn(memory, judgement);
      if (broken) {
        throw new ArrayIndexOutOfBoundsException("made up");
      }
    }
  }

  private Play play(Consumer<Choice> breakage) {
    return Play.of(SLA, Pools.three())
        .mayFail()
        .configure(new TenantConfig("hash", SLA, new Breaking(breakage), Pools.three()));
  }

  private static Decision decide(Play play, String id) {
    return play.decide(Requests.id(id).request());
  }

  private static Decided last(Play play) {
    return (Decided) play.journal().get(play.journal().size() - 1);
  }

  private static void isCertainOf(String model, Play play) {
    Decided row = last(play);
    assertThat(row.decision().model()).isEqualTo(model);
    assertThat(row.decision().reason()).isEqualTo(Decision.Reason.SUBSTITUTE);
    assertThat(row.decision().propensity()).isEqualTo(1);
    assertThat(row.candidates()).allMatch(c -> Double.isFinite(c.score()));
    assertThat(row.candidates().stream().mapToDouble(Candidate::propensity).sum()).isEqualTo(1);
    assertThat(Notice.NON_FINITE.isIn(row.notices())).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"score", "infinite score", "propensity", "sum", "satisfaction", "throws"})
  void takesTheDearestWhereNothingIsKnown(String what) {
    Play play =
        play(
            choice -> {
              switch (what) {
                case "score" -> choice.score[1] = Double.NaN;
                case "infinite score" -> choice.score[1] = Double.NEGATIVE_INFINITY;
                case "propensity" -> choice.propensity[1] = Double.NaN;
                case "sum" -> choice.propensity[choice.chosen] -= 1e-6;
                case "satisfaction" -> choice.satisfaction[2] = Double.POSITIVE_INFINITY;
                default -> throw new ArithmeticException("made up");
              }
            });
    decide(play, "r1");
    broken = true;
    decide(play, "r2");

    isCertainOf(DEAR, play);
    assertThat(play.account().notices[Notice.NON_FINITE.ordinal()]).isEqualTo(1);
    broken = false;
    assertThat(decide(play, "r3").reason()).isNotEqualTo(Decision.Reason.SUBSTITUTE);
  }

  @Test
  void takesTheBestThatLabelsAreKnownOf() {
    Play play = play(choice -> choice.score[0] = Double.NaN);
    for (int i = 0; i < 60; i++) {
      Decision decision = decide(play, "r" + i);
      String model = i % 2 == 0 ? CHEAP : DEAR;
      play.learn(Answers.to(decision).by(model).satisfied(model.equals(CHEAP)).feedback());
    }
    broken = true;
    decide(play, "last");

    isCertainOf(CHEAP, play);
  }

  @Test
  void whatWasSaidIsBookedThoughItCouldNotBeLearnt() {
    Play play = play(choice -> {});
    Decision decision = decide(play, "r1");
    broken = true;

    Outcome outcome = play.outcome(Answers.to(decision).satisfied(false).paid(3).feedback());

    assertThat(outcome.booked()).isTrue();
    assertThat(Notice.NON_FINITE.isIn(outcome.notices())).isTrue();
    assertThat(play.account().labels).isEqualTo(1);
    assertThat(play.account().costUsd).isEqualTo(3);
  }

  /** What an older job left behind; the promise is kept until the policy has learned again. */
  @Test
  void aMemoryOfNumbersThatAreNoneBeginsAfresh() {
    Play play = play(choice -> {});
    Decision decision = decide(play, "r1");
    play.learn(Answers.to(decision).scored(Double.POSITIVE_INFINITY).feedback());

    decide(play, "r2");
    isCertainOf(DEAR, play);
    assertThat(decide(play, "r3").reason()).isNotEqualTo(Decision.Reason.SUBSTITUTE);
    assertThat(play.config().policy().isSound(play.state().memory())).isTrue();
  }

  /** A method that is not handed on would be that of a policy that does nothing. */
  @Test
  void handsOnEverythingThatAPolicyIsAsked() {
    List<String> own = signatures(GuardedPolicy.class);
    assertThat(own).containsAll(signatures(RoutingPolicy.class));
  }

  private static List<String> signatures(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(method -> !Modifier.isStatic(method.getModifiers()) && !method.isSynthetic())
        .map(GuardedPolicyTest::signature)
        .toList();
  }

  private static String signature(Method method) {
    return method.getName() + Arrays.toString(method.getParameterTypes());
  }
}

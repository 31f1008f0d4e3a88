package dev.surety.wire.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.surety.domain.Decision;
import dev.surety.domain.FeedbackTerms;
import dev.surety.domain.ModelSpec;
import dev.surety.domain.SlaPolicy;
import dev.surety.engine.Learner;
import dev.surety.engine.UnknownNames;
import dev.surety.estimator.CostEstimator;
import dev.surety.estimator.UsualAnswer;
import dev.surety.policy.surety.SuretyLearner;
import dev.surety.testing.Answers;
import dev.surety.testing.Bytes;
import dev.surety.testing.Play;
import dev.surety.testing.Pools;
import dev.surety.testing.Requests;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Learners that jobs of older layouts wrote must be read for ever: some of each layout are checked
 * in, and no test writes them anew.
 */
class FrozenLearnerTest {

  private static final List<String> TAGS = List.of("code", "law", "chat", "mail", "sums");
  private static final int REQUESTS = 600;

  /** What a provider calls a model that the pool has under another name. */
  private static final String DATED = "model-00-2024-08-06";

  /**
   * One life in layouts 1 and 2, by {@link #main} of the last commits that wrote them: bit for bit
   * the same values, now and once they were stored anew.
   */
  @ParameterizedTest
  @ValueSource(strings = {"equal-rates", "everything"})
  void ofOlderLayoutsMeanTheSame(String life) throws IOException {
    byte[] first = frozen("learner-1/" + life + ".bin");
    byte[] second = frozen("learner-2/" + life + ".bin");

    Learner read = Bytes.read(first, LearnerCodec::read);
    byte[] stored = Bytes.of(out -> LearnerCodec.write(read, out));

    assertThat(first[0]).isEqualTo((byte) 1);
    assertThat(second[0]).isEqualTo((byte) 2);
    byte[] values = WideLearner.of(read);
    assertThat(WideLearner.of(Bytes.read(second, LearnerCodec::read))).isEqualTo(values);
    assertThat(WideLearner.of(Bytes.read(stored, LearnerCodec::read))).isEqualTo(values);
  }

  /** The life's prompts had 249 tokens at a mean and its answers 449, whatever the list says. */
  @Test
  void theirSumsOfALifeAreMeans() throws IOException {
    Learner read = Bytes.read(frozen("learner-2/everything.bin"), LearnerCodec::read);

    CostEstimator costs = read.costs;
    assertThat(costs.usualInputTokens()).isCloseTo(251, within(1.0));
    assertThat(costs.outputTokens.count).containsExactly(94, 94, 52, 18, 143);
    assertThat(costs.usualOutputTokens(0, UsualAnswer.UNKNOWN)).isCloseTo(431.2, within(0.1));
    assertThat(costs.usualOutputTokens(4, UsualAnswer.UNKNOWN)).isCloseTo(457.3, within(0.1));
    assertThat(costs.paidRatio.sum[0] / costs.paidRatio.count[0]).isCloseTo(9.68, within(0.01));
    assertThat(((SuretyLearner) read.memory).costRatio(0)).isCloseTo(6.81, within(0.01));
  }

  /** Layout 3 keeps means of clipped values, and the names that no pool knows. */
  @Test
  void ofLayout3ComesBackByteByByte() throws IOException {
    byte[] third = frozen("learner-3/everything.bin");

    Learner read = Bytes.read(third, LearnerCodec::read);

    assertThat(third[0]).isEqualTo((byte) 3);
    assertThat(Bytes.of(out -> LearnerCodec.write(read, out))).isEqualTo(third);
    assertThat(read.unknownNames.names())
        .extracting(UnknownNames.Named::name)
        .containsExactly(DATED);
    CompactCodec.Compact back = CompactCodec.read(frozen("learner-3/everything-retired.bin"));
    assertThat(Bytes.of(out -> LearnerCodec.write(back.learner(), out))).isEqualTo(third);
    assertThat(back.account().requests).isEqualTo(REQUESTS + 1);
  }

  /** A key that was retired before the layout changed comes back. */
  @Test
  void ofLayout1ComeBackFromRetirement() throws IOException {
    CompactCodec.Compact back = CompactCodec.read(frozen("learner-1/everything-retired.bin"));

    assertThat(WideLearner.of(back.learner()))
        .isEqualTo(
            WideLearner.of(Bytes.read(frozen("learner-1/everything.bin"), LearnerCodec::read)));
    assertThat(back.account().requests).isEqualTo(REQUESTS);
  }

  /** Writes learners of the present layout into the folder that is the only argument. */
  public static void main(String[] args) throws IOException {
    Path folder = Files.createDirectories(Path.of(args[0]));
    Play everything = life(new FeedbackTerms(1_000, 0.3, 0.1, 0.2, 10_000), true);
    Decision dated = everything.decide(Requests.id("dated").at(10L * REQUESTS).request());
    everything.learn(
        Answers.to(dated).by(DATED).at(10L * REQUESTS).satisfied(true).tokens(400, 300).feedback());
    Files.write(
        folder.resolve("equal-rates.bin"),
        life(new FeedbackTerms(1_000, 0.2, 0.2, 0, 10_000), false).learnerBytes());
    Files.write(folder.resolve("everything.bin"), everything.learnerBytes());
    Files.write(
        folder.resolve("everything-retired.bin"),
        CompactCodec.retired(everything.account(), everything.learner()));
  }

  /** A key's life, with a price, a model less and one more in it. */
  private static Play life(FeedbackTerms terms, boolean paysAndScores) {
    List<ModelSpec> pool = Pools.of(4);
    Map<String, String> parameters = Map.of("context", "tag");
    SlaPolicy sla = new SlaPolicy(1, 0.8, "surety", 0, parameters, terms, SlaPolicy.Mode.APPLY);
    Play play = Play.of(sla, pool);
    Random users = new Random(11);
    for (int i = 0; i < REQUESTS; i++) {
      if (i == 200 || i == 300) {
        pool = i == 200 ? Pools.priced(Pools.of(3), 0.7) : Pools.of(5);
        play.configure(sla, pool);
      }
      String tag = TAGS.get(users.nextInt(TAGS.size()));
      Decision decision = play.decide(Requests.id("r" + i).at(10L * i).tagged(tag).request());
      Answers answer =
          Answers.to(decision).at(10L * i + 5).tokens(users.nextInt(500), users.nextInt(900));
      if (paysAndScores) {
        answer.paid(0.001 * users.nextDouble());
      }
      if (users.nextInt(3) > 0) {
        play.learn(
            answer.scored(paysAndScores ? users.nextInt(5) / 4.0 : users.nextInt(2)).feedback());
      }
    }
    return play;
  }

  private static byte[] frozen(String name) throws IOException {
    try (InputStream in = FrozenLearnerTest.class.getResourceAsStream(name)) {
      return in.readAllBytes();
    }
  }
}

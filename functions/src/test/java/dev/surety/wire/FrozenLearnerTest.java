package dev.surety.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.Decision;
import dev.surety.domain.FeedbackTerms;
import dev.surety.domain.ModelSpec;
import dev.surety.domain.SlaPolicy;
import dev.surety.engine.Learner;
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

  /**
   * Layout 1, by {@link #main} of the last commit that wrote it: bit for bit the same values, now
   * and once they were stored anew.
   */
  @ParameterizedTest
  @ValueSource(strings = {"equal-rates", "everything"})
  void ofLayout1MeanWhatTheyMeant(String life) throws IOException {
    byte[] frozen = frozen("learner-1/" + life + ".bin");

    Learner read = Bytes.read(frozen, LearnerCodec::read);
    byte[] stored = Bytes.of(out -> LearnerCodec.write(read, out));

    assertThat(frozen[0]).isEqualTo((byte) 1);
    assertThat(FirstLearnerLayout.of(read)).isEqualTo(frozen);
    assertThat(FirstLearnerLayout.of(Bytes.read(stored, LearnerCodec::read))).isEqualTo(frozen);
  }

  /** A key that was retired before the layout changed comes back. */
  @Test
  void ofLayout1ComeBackFromRetirement() throws IOException {
    RetiredCodec.Retired back = RetiredCodec.read(frozen("learner-1/everything-retired.bin"));

    assertThat(FirstLearnerLayout.of(back.learner())).isEqualTo(frozen("learner-1/everything.bin"));
    assertThat(back.account().requests).isEqualTo(REQUESTS);
  }

  /** Layout 2: written as it was read, so that nobody changes the layout and leaves its number. */
  @ParameterizedTest
  @ValueSource(strings = {"equal-rates", "everything"})
  void ofLayout2AreWrittenAsTheyWere(String life) throws IOException {
    byte[] frozen = frozen("learner-2/" + life + ".bin");

    Learner read = Bytes.read(frozen, LearnerCodec::read);

    assertThat(Bytes.of(out -> LearnerCodec.write(read, out))).isEqualTo(frozen);
    assertThat(FirstLearnerLayout.of(read)).isEqualTo(frozen("learner-1/" + life + ".bin"));
  }

  /** Writes learners of the present layout into the folder that is the only argument. */
  public static void main(String[] args) throws IOException {
    Path folder = Files.createDirectories(Path.of(args[0]));
    Play everything = life(new FeedbackTerms(1_000, 0.3, 0.1, 0.2, 10_000), true);
    Files.write(
        folder.resolve("equal-rates.bin"),
        life(new FeedbackTerms(1_000, 0.2, 0.2, 0, 10_000), false).learnerBytes());
    Files.write(folder.resolve("everything.bin"), everything.learnerBytes());
    Files.write(
        folder.resolve("everything-retired.bin"),
        RetiredCodec.write(everything.account(), everything.learner()));
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

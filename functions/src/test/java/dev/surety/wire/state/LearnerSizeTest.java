package dev.surety.wire.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.Decision;
import dev.surety.domain.FeedbackTerms;
import dev.surety.domain.ModelSpec;
import dev.surety.domain.SlaPolicy;
import dev.surety.engine.Account;
import dev.surety.engine.Event;
import dev.surety.engine.Learner;
import dev.surety.engine.OpenDecisionMaps;
import dev.surety.engine.RouterState;
import dev.surety.engine.TenantConfig;
import dev.surety.engine.TenantRouter;
import dev.surety.testing.Answers;
import dev.surety.testing.Bytes;
import dev.surety.testing.Pools;
import dev.surety.testing.Requests;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Bytes of a whole learner in a checkpoint: names, prices and learned costs too. Every model was
 * used under each of 16 tags, for more than its list says. Prints the table.
 */
class LearnerSizeTest {

  private static final int BUCKETS = 16;
  private static final int REQUESTS = 12_000;

  @ParameterizedTest
  @CsvSource({"4, 1536", "11, 3072", "27, 6144"})
  void keepsTheBudget(int models, int budget) {
    assertThat(stored(used(models, 0.2, 0.2)).length).isLessThanOrEqualTo(budget);
  }

  /** No counts are whole then, so that only the rest of a learner becomes smaller. */
  @ParameterizedTest
  @CsvSource({"4, 1536", "11, 3328", "27, 7168"})
  void whereReportingRatesDifferIsLittleMore(int models, int budget) {
    assertThat(stored(used(models, 0.3, 0.1)).length).isLessThanOrEqualTo(budget);
  }

  private static byte[] stored(Learner learner) {
    byte[] stored = Bytes.of(out -> LearnerCodec.write(learner, out));
    byte[] before = WideLearner.of(learner);
    System.out.printf(
        "%d models, %d tags: learner %d bytes, %d at full width%n",
        learner.models.size(), BUCKETS, stored.length, before.length);
    assertThat(stored).hasSizeLessThan(before.length);
    return stored;
  }

  private static Learner used(int models, double satisfiedRate, double dissatisfiedRate) {
    FeedbackTerms terms = new FeedbackTerms(1_000, satisfiedRate, dissatisfiedRate, 0, 10_000);
    SlaPolicy sla = new SlaPolicy(1, 0.8, "surety", 0, Map.of(), terms, SlaPolicy.Mode.APPLY);
    List<ModelSpec> pool =
        IntStream.range(0, models)
            .mapToObj(m -> Pools.model("a-model-of-some-provider-%02d".formatted(m), price(m)))
            .toList();
    TenantConfig config = TenantConfig.of(sla, pool);
    RouterState state =
        new RouterState(Requests.KEY, new Account(), new Learner(), new OpenDecisionMaps());
    TenantRouter router = new TenantRouter();
    Random users = new Random(models);
    for (int i = 0; i < REQUESTS; i++) {
      Event.Context context = new Event.Context("run", 1, i, 7);
      Requests request = Requests.id("r" + i).at(i).tagged("tag-" + users.nextInt(BUCKETS));
      if (i % 2 == 0) {
        request = request.pinned(pool.get(users.nextInt(models)).name());
      }
      Decision decision =
          router.apply(state, new Event.Route(context, request.request(), config)).decision();
      Answers answer =
          Answers.to(decision)
              .at(i)
              .satisfied(users.nextInt(5) > 0)
              .tokens(users.nextInt(900), users.nextInt(2_000))
              .paid(decision.expectedCostUsd() * (1 + users.nextDouble()));
      router.apply(state, new Event.Learn(context, answer.feedback(), config));
    }
    return state.learner();
  }

  /** In USD for a million tokens, to a tenth of a cent, as lists name them. */
  private static double price(int model) {
    return Math.round(50 * Math.pow(1.3, model)) / 1_000.0;
  }
}

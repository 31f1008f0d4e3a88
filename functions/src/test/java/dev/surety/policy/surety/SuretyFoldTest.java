package dev.surety.policy.surety;

import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.Decision;
import dev.surety.domain.Feedback;
import dev.surety.domain.JudgeTerms;
import dev.surety.domain.ModelSpec;
import dev.surety.domain.RoutingRequest;
import dev.surety.domain.SlaPolicy;
import dev.surety.engine.Account;
import dev.surety.engine.Event;
import dev.surety.engine.Learner;
import dev.surety.engine.OpenDecisionMaps;
import dev.surety.engine.RouterState;
import dev.surety.engine.TenantConfig;
import dev.surety.engine.TenantRouter;
import dev.surety.policy.Artefacts;
import dev.surety.testing.Answers;
import dev.surety.testing.Bytes;
import dev.surety.testing.Play;
import dev.surety.testing.Pools;
import dev.surety.testing.Requests;
import dev.surety.wire.state.AccountCodec;
import dev.surety.wire.state.LearnerCodec;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A key whose state is written and read back between any two events, the learner only when it is
 * said to have changed, goes on bit by bit like one that stays in memory. Fails when {@code
 * Choice.learned} is never set.
 */
class SuretyFoldTest {

  private static final int REQUESTS = 1500;

  @ParameterizedTest
  @CsvSource({
    "1,1,0,tag,false",
    "0.2,0.2,0,none,false",
    "0,0.3,0.05,tag,false",
    "0.05,0.15,0,none,false",
    "0.2,0.2,0,tag,true",
    "0.2,0.2,0.1,none,true",
    "0,0.3,0,tag,true"
  })
  void stateThatIsStoredGoesOnBitByBit(
      double up, double down, double solicit, String context, boolean judge) {
    Map<String, String> parameters = Map.of("context", context, "buckets", "3", "window", "50");
    SlaPolicy sla = SuretyPlay.sla(SuretyPlay.terms(up, down, solicit), parameters);
    sla = judge ? judged(sla) : sla;
    int bought = 0;
    List<ModelSpec> pool = Pools.of(5);
    Play stored = Play.of(sla, pool);
    RouterState kept =
        new RouterState(Requests.KEY, new Account(), new Learner(), new OpenDecisionMaps());
    TenantRouter router = new TenantRouter();
    Event.Context context0 = new Event.Context("run-1", 0, 1_000_000, 42);
    TenantConfig config = TenantConfig.of(sla, pool);
    Random world = new Random(5);
    Artefacts artefacts = new Artefacts();
    for (int i = 0; i < REQUESTS; i++) {
      if (i % 500 == 250) {
        // A price, a model less and a model back are part of a life.
        pool = i % 1000 == 250 ? Pools.priced(Pools.of(4), 0.5) : Pools.of(6);
      }
      if (i % 400 == 100) {
        artefacts.put(SuretyPlay.fleet(i, pool, world));
      }
      if (i % 500 == 250 || i % 400 == 100) {
        config = TenantConfig.of(sla, pool, artefacts);
        stored.configure(config);
      }
      RoutingRequest request = request(i, world, pool);
      Decision decision = stored.decide(request);
      assertThat(router.apply(kept, new Event.Route(context0, request, config)).decision())
          .isEqualTo(decision);
      bought += decision.judge() == null ? 0 : 1;
      if (judge && world.nextInt(3) == 0) {
        Feedback opinion =
            feedback(i, decision, world, pool).toBuilder().source(Feedback.Source.JUDGE).build();
        stored.learn(opinion);
        router.apply(kept, new Event.Learn(context0, opinion, config));
      }
      if (world.nextInt(3) > 0) {
        Feedback feedback = feedback(i, decision, world, pool);
        stored.learn(feedback);
        router.apply(kept, new Event.Learn(context0, feedback, config));
      }
    }
    assertThat(bought > 100).isEqualTo(judge);
    assertThat(stored.accountBytes())
        .isEqualTo(Bytes.of(out -> AccountCodec.write(kept.account(), out)));
    assertThat(stored.learnerBytes())
        .isEqualTo(Bytes.of(out -> LearnerCodec.write(kept.learner(), out)));
  }

  private static SlaPolicy judged(SlaPolicy sla) {
    return sla.judgedBy(new JudgeTerms(1e-7, 1, 0.85));
  }

  private static RoutingRequest request(int i, Random world, List<ModelSpec> pool) {
    Requests request = Requests.id("r" + i).at(10L * i).tagged("tag" + world.nextInt(6));
    return switch (world.nextInt(20)) {
      case 0 -> request.pinned(pool.get(1).name()).request();
      case 1, 2 -> request.allowing(pool.get(0).name(), pool.get(2).name()).request();
      default -> request.request();
    };
  }

  private static Feedback feedback(int i, Decision decision, Random world, List<ModelSpec> pool) {
    Answers answer = Answers.to(decision).at(10L * i + 5).paid(0.001 * world.nextDouble());
    if (world.nextInt(3) > 0) {
      answer.scored(world.nextInt(5) / 4.0);
    }
    return switch (world.nextInt(10)) {
      case 0 -> answer.by(pool.get(world.nextInt(pool.size())).name()).feedback();
      case 1 -> answer.decidedBy(null).feedback();
      case 2 -> answer.by("foreign").feedback();
      default -> answer.feedback();
    };
  }
}

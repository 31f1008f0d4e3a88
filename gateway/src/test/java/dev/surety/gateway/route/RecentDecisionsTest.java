package dev.surety.gateway.route;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.surety.domain.Decision;
import dev.surety.domain.TenantTier;
import dev.surety.testing.DecisionBuilder;
import org.junit.jupiter.api.Test;

/** A request that comes again is known by what any door was told of it. */
class RecentDecisionsTest {

  private static final TenantTier ACME = new TenantTier("acme", "gold");
  private static final String HELLO = Repetitions.name(ACME, null, "hello".getBytes(UTF_8));

  private final RecentDecisions lately = new RecentDecisions(1_000);

  private static Decision decided(String id, long time) {
    return DecisionBuilder.aDecision(id).key(ACME).decidedAt(time).build();
  }

  @Test
  void theNewestOfRequestsAlikeIsFoundUntilItIsOld() {
    String first = RecentDecisions.newId(HELLO);
    String second = RecentDecisions.newId(HELLO);
    assertThat(first).isNotEqualTo(second);
    assertThat(lately.find(ACME, HELLO, 0)).isNull();

    lately.take(decided(first, 100));
    lately.take(decided(second, 200));
    lately.take(decided("asked-by-somebody-without-a-door", 200));

    assertThat(lately.find(ACME, HELLO, 300)).isEqualTo(second);
    assertThat(lately.find(ACME, HELLO, 1_201)).isNull();
    assertThat(lately.find(new TenantTier("other", "gold"), HELLO, 300)).isNull();
  }

  @Test
  void whatHasAKeyHasOneIdAtEveryDoor() {
    String order = Repetitions.name(ACME, "order-7", "hello".getBytes(UTF_8));
    String id = RecentDecisions.keyedId(order, HELLO);
    assertThat(RecentDecisions.keyedId(order, HELLO)).isEqualTo(id);
    assertThat(RecentDecisions.keyedId(order, name(1))).as("another body").isNotEqualTo(id);
    assertThat(id).hasSameSizeAs(RecentDecisions.newId(HELLO));

    lately.take(decided(id, 100));
    assertThat(lately.find(ACME, order, 300)).isEqualTo(id);
  }

  @Test
  void theOldOnesAreForgotten() {
    for (int i = 0; i < 300; i++) {
      lately.take(decided(RecentDecisions.newId(name(i)), i * 10L));
    }
    assertThat(lately.find(ACME, name(0), 0)).isNull();
    assertThat(lately.find(ACME, name(299), 2_990)).isNotNull();
    assertThat(lately.size()).isEqualTo(101);
  }

  private static String name(int i) {
    return Repetitions.name(ACME, null, String.valueOf(i).getBytes(UTF_8));
  }
}

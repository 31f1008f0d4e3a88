package dev.surety.policy.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class FleetSumsTest {

  private static final String TIER = "gold";

  private final FleetSums sums = new FleetSums();
  private final FleetEstimate estimate = new FleetEstimate();
  private final List<FleetMember> members = new ArrayList<>();

  private FleetMember tenant() {
    members.add(new FleetMember());
    return members.get(members.size() - 1);
  }

  private void give(FleetMember member, String model, int context, double outcome) {
    FleetMember.Given given = member.given.get(context);
    long served = given == null ? 1 : given.served.get(TIER) + 1;
    sums.take(member, TIER, new Lesson(model, -1, context, outcome, 1, served), 1);
  }

  private FleetPrior publish() {
    return estimate.publish(sums, members, sums.version + 1);
  }

  /** 30 tenants whose answers satisfy in 8 of 10, one more with a hundred times the traffic. */
  @Test
  void oneTenantWithMuchTrafficDoesNotDrownTheOthersOut() {
    for (int t = 0; t < 30; t++) {
      FleetMember tenant = tenant();
      IntStream.range(0, 100).forEach(i -> give(tenant, "a", 7, i % 10 < 8 ? 1 : 0));
    }
    FleetMember loud = tenant();
    IntStream.range(0, 10_000).forEach(i -> give(loud, "a", 7, 0));

    FleetPrior version = publish();

    assertThat(version.rate(version.row(7), version.index("a"))).isBetween(0.75, 0.81);
  }

  @Test
  void nothingIsSaidOfACellBehindWhichStandFewerThanFiveTenants() {
    for (int t = 0; t < 12; t++) {
      FleetMember tenant = tenant();
      IntStream.range(0, 60).forEach(i -> give(tenant, "everybodys", 1, i % 2));
      for (int i = 0; t < 4 && i < 60; i++) {
        give(tenant, "four-tenants", 1, 1);
        give(tenant, "everybodys", 2, 1);
      }
      for (int i = 0; t < 5 && i < 60; i++) {
        give(tenant, "five-tenants", 1, 1);
      }
    }

    FleetPrior version = publish();

    assertThat(version.index("four-tenants")).isNegative();
    assertThat(version.index("five-tenants")).isNotNegative();
    assertThat(version.index("everybodys")).isNotNegative();
    FleetPrior without = withoutTheCellOfFour();
    int row = version.row(2);
    int index = version.index("everybodys");
    assertThat(version.rate(row, index)).isEqualTo(without.rate(row, without.index("everybodys")));
  }

  /** What four tenants gave in context 2 is turned round: what is published stays the same. */
  private FleetPrior withoutTheCellOfFour() {
    FleetSums.Context cells = sums.contexts.get(2);
    int m = sums.models.indexOf("everybodys");
    cells.satisfied[m] = 0;
    return publish();
  }

  @Property(tries = 30)
  void whatFewerThanFiveGaveChangesNothingThatIsPublished(@ForAll long seed) {
    String one = published(seed, 1);
    String other = published(seed, 0);
    assertThat(one).isEqualTo(other);
  }

  /** Random tenants; at most four of them give labels of a kind that is all {@code secret}. */
  private static String published(long seed, double secret) {
    SplittableRandom random = new SplittableRandom(seed);
    FleetSumsTest fleet = new FleetSumsTest();
    for (int t = 0; t < 9; t++) {
      FleetMember tenant = fleet.tenant();
      int labels = 20 + random.nextInt(60);
      for (int i = 0; i < labels; i++) {
        String model = "m" + random.nextInt(3);
        fleet.give(tenant, model, 1 + random.nextInt(2), random.nextInt(2));
        if (t < 4) {
          boolean ofContext = random.nextBoolean();
          fleet.give(tenant, ofContext ? model : "rare", ofContext ? 9 : 1, secret);
        }
      }
    }
    return fleet.publish().write();
  }

  @Test
  void sumsFadeOverThirtyThousandRequestsATenant() {
    for (int t = 0; t < 10; t++) {
      FleetMember tenant = tenant();
      IntStream.range(0, 100).forEach(i -> give(tenant, "a", 7, 1));
    }
    double before = sums.contexts.get(7).weight[0];
    for (FleetMember tenant : members) {
      long served = tenant.given.get(7).served.get(TIER) + 30_000;
      sums.take(tenant, TIER, new Lesson("a", -1, 7, 0, 0, served), 1);
    }
    assertThat(sums.contexts.get(7).weight[0] / before).isCloseTo(1 / Math.E, within(0.01));
  }

  /** After a silent fall new labels win over old ones, because those have faded. */
  @Test
  void whatChangedIsForgotten() {
    IntStream.range(0, 10).forEach(t -> tenant());
    for (int i = 0; i < 400; i++) {
      for (FleetMember tenant : members) {
        FleetMember.Given given = tenant.given.get(7);
        long served = given == null ? 1 : given.served.get(TIER) + 500;
        double outcome = i < 200 ? 1 : 0;
        sums.take(tenant, TIER, new Lesson("a", -1, 7, outcome, 1, served), 1);
      }
    }
    assertThat(publish().mean(0)).isLessThan(0.25);
  }

  @Test
  void aModelThatIsNewTakesThePlaceOfTheOneThatIsKnownLeast() {
    for (int t = 0; t < 6; t++) {
      FleetMember tenant = tenant();
      for (int i = 0; i < FleetSums.MOST_MODELS + 40; i++) {
        give(tenant, "m" + i, 1, 1);
        give(tenant, "stays", 1, 0);
      }
    }
    assertThat(sums.models).hasSize(FleetSums.MOST_MODELS).contains("stays");
    FleetPrior version = publish();
    assertThat(version.index("stays")).isNotNegative();
    assertThat(version.mean(version.index("stays"))).isLessThan(0.1);
  }

  @Test
  void contextsAreBoundedAndTheLeastUsedBecomesPartOfTheOthers() {
    FleetMember busy = tenant();
    IntStream.range(0, 400).forEach(i -> give(busy, "a", 77_777, 1));
    IntStream.range(1, 600).forEach(context -> give(tenant(), "a", context, 1));
    assertThat(sums.contexts.size()).isLessThanOrEqualTo(FleetSums.MOST_CONTEXTS + 1);
    assertThat(sums.contexts).containsKeys(77_777, Lesson.OTHER);
  }

  @Test
  void aLessonThatNoTenantCouldGiveIsPassedOver() {
    FleetMember tenant = tenant();
    for (double broken : new double[] {Double.NaN, Double.POSITIVE_INFINITY, -1e300, 1e300}) {
      assertThat(sums.take(tenant, TIER, new Lesson("a", -1, 1, broken, 1, 1), 1)).isZero();
      assertThat(sums.take(tenant, TIER, new Lesson("a", broken, 1, 1, Double.NaN, 1), 1)).isZero();
    }
    assertThat(sums.take(tenant, TIER, new Lesson("a", -1, 1, 1, 1, -5), 1)).isZero();
    assertThat(sums.all).isZero();
    assertThat(sums.members).isZero();
  }

  @Test
  void aCorrectionMovesTheSumAndNotTheWeight() {
    FleetMember tenant = tenant();
    give(tenant, "a", 1, 1);
    double weight = sums.contexts.get(1).weight[0];
    sums.take(tenant, TIER, new Lesson("a", -1, 1, -1, 0, 1), 1);
    assertThat(sums.contexts.get(1).weight[0]).isEqualTo(weight);
    assertThat(sums.contexts.get(1).satisfied[0]).isCloseTo(0, within(0.06));
  }
}

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
  void aModelThatFiveTenantsHaveJudgedIsToldOfThoughNoContextHasFive() {
    for (int t = 0; t < 12; t++) {
      FleetMember tenant = tenant();
      for (int context = 1; context <= 6; context++) {
        give(tenant, "old", context, t % 2);
      }
    }
    for (int t = 0; t < 4; t++) {
      give(members.get(t), "new", 1 + t, 1);
      give(members.get(t), "new", 1 + t, 1);
    }
    assertThat(publish().index("new")).isNegative();

    give(members.get(4), "new", 5, 1);

    FleetPrior version = publish();
    int index = version.index("new");
    assertThat(index).isNotNegative();
    assertThat(version.mean(index)).isGreaterThan(version.mean(version.index("old")) + 0.1);
    assertThat(estimate.cells()).isEqualTo(6 + 1);
    assertThat(estimate.withheldCells()).isZero();
  }

  /** A context that comes to five stands alone; what is left of the model still counts. */
  @Test
  void whatIsLeftBesideTheContextsWithFiveCountsTogether() {
    for (int t = 0; t < 12; t++) {
      FleetMember tenant = tenant();
      int context = t < 6 ? 1 : t;
      IntStream.range(0, 10).forEach(i -> give(tenant, "a", context, context == 1 ? 1 : 0));
    }
    FleetPrior version = publish();
    assertThat(estimate.cells()).isEqualTo(2);
    assertThat(estimate.withheldCells()).isZero();
    assertThat(version.rate(version.row(1), 0)).isGreaterThan(version.rate(version.row(9), 0));
    assertThat(version.rate(version.row(9), 0)).isLessThan(0.5);
  }

  /**
   * A model that is asked where all do well is not taken for a better one, though its contexts have
   * too few tenants to be told of.
   */
  @Test
  void labelsThatCountTogetherCountByWhatTheirContextsAre() {
    for (int t = 0; t < 12; t++) {
      FleetMember tenant = tenant();
      IntStream.range(0, 200).forEach(i -> give(tenant, "known", 1, i % 10 < 8 ? 1 : 0));
      IntStream.range(0, 20).forEach(i -> give(tenant, "known", 2, i % 10 < 8 ? 1 : 0));
      IntStream.range(0, 20).forEach(i -> give(tenant, "known", 3, i % 10 < 8 ? 1 : 0));
      IntStream.range(0, 200).forEach(i -> give(tenant, "known", 4, i % 10 < 3 ? 1 : 0));
      if (t < 8) {
        int context = t < 4 ? 2 : 3;
        IntStream.range(0, 20).forEach(i -> give(tenant, "alike", context, i % 10 < 8 ? 1 : 0));
      }
    }
    FleetPrior version = publish();
    assertThat(version.mean(version.index("alike")))
        .isCloseTo(version.mean(version.index("known")), within(0.08));
    assertThat(version.rate(version.row(4), version.index("alike"))).isLessThan(0.5);
  }

  /**
   * Any fleet: what lies in contexts of a model behind which fewer than five tenants stand together
   * is turned round, and every number that is published stays the same.
   */
  @Property(tries = 60)
  void nothingCountsBehindWhichFewerThanFiveStandTogether(@ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    int tenants = 1 + random.nextInt(12);
    int contexts = 1 + random.nextInt(25);
    int models = 1 + random.nextInt(6);
    for (int t = 0; t < tenants; t++) {
      FleetMember tenant = tenant();
      int labels = random.nextInt(30);
      for (int i = 0; i < labels; i++) {
        int model = random.nextInt(1 + random.nextInt(models));
        give(tenant, "m" + model, random.nextInt(contexts), random.nextInt(2));
      }
    }
    FleetPrior told = publish();
    for (int m = 0; m < sums.models.size(); m++) {
      turnRoundWhatTooFewGave(told, m);
    }
    FleetPrior turned = publish();
    assertThat(turned.models()).isEqualTo(told.models());
    if (!told.models().isEmpty()) {
      assertThat(turned.write()).isEqualTo(told.write());
    }
  }

  private void turnRoundWhatTooFewGave(FleetPrior told, int m) {
    List<List<Integer>> rows = new ArrayList<>();
    IntStream.range(0, told.rows()).forEach(row -> rows.add(new ArrayList<>()));
    sums.contexts.keySet().forEach(context -> rows.get(told.row(context)).add(context));
    List<Integer> few =
        rows.stream().filter(row -> behind(row, m) < 5).flatMap(List::stream).toList();
    if (behind(few, m) < 5) {
      for (int context : few) {
        FleetSums.Context cells = sums.contexts.get(context);
        if (m < cells.satisfied.length) {
          cells.satisfied[m] = cells.weight[m] - cells.satisfied[m];
        }
      }
    }
  }

  private long behind(List<Integer> contexts, int m) {
    return members.stream().filter(t -> contexts.stream().anyMatch(c -> t.gave(c, m, 0))).count();
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

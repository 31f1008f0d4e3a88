package dev.surety.demo.traffic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.surety.lab.data.SimulatedData;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrafficPlanTest {

  private static final List<Tenant> TENANTS =
      List.of(
          new Tenant("a", "gold", 0.9),
          new Tenant("b", "silver", 0.8),
          new Tenant("c", "bronze", 0.7));

  @Test
  void sendsRowsInOrderAndDrawsFurtherOnes() {
    TrafficPlan plan = new TrafficPlan(TENANTS, 1000, 100, 200, 1);
    List<Integer> rows = plan.stream().map(PlannedRequest::row).toList();
    assertThat(rows.subList(0, 100)).isEqualTo(IntStream.range(0, 100).boxed().toList());
    assertThat(rows).allMatch(row -> row >= 0 && row < 100);
    assertThat(rows.subList(100, 1000)).hasSize(900).contains(0, 99);
    assertThat(rows.subList(100, 200)).isNotEqualTo(rows.subList(0, 100));
  }

  @Test
  void givesEveryTenantTheSameShareInVaryingOrder() {
    TrafficPlan plan = new TrafficPlan(TENANTS, 999, 100, 200, 1);
    assertThat(
            plan.stream()
                .collect(Collectors.groupingBy(r -> r.tenant().name(), Collectors.counting())))
        .containsOnlyKeys("a", "b", "c")
        .allSatisfy((name, count) -> assertThat(count).isEqualTo(333));
    long orders =
        IntStream.range(0, 333)
            .mapToObj(
                b -> plan.request(3 * b).tenant().name() + plan.request(3 * b + 1).tenant().name())
            .distinct()
            .count();
    assertThat(orders).isEqualTo(6);
  }

  @Test
  void servesEachTenantOnceABlockAlsoWhenThereAreMany() {
    List<Tenant> many =
        IntStream.range(0, 12).mapToObj(i -> new Tenant("t" + i, "gold", 0.5)).toList();
    TrafficPlan plan = new TrafficPlan(many, 12 * 50, 10, 100, 4);
    for (int block = 0; block < 50; block++) {
      int first = 12 * block;
      assertThat(IntStream.range(first, first + 12).mapToObj(i -> plan.request(i).tenant()))
          .containsExactlyInAnyOrderElementsOf(many);
    }
  }

  @Test
  void isAPureFunctionOfItsSeed() {
    TrafficPlan plan = new TrafficPlan(TENANTS, 500, 50, 100, 9);
    assertThat(plan.stream().toList())
        .isEqualTo(new TrafficPlan(TENANTS, 500, 50, 100, 9).stream().toList())
        .isNotEqualTo(new TrafficPlan(TENANTS, 500, 50, 100, 10).stream().toList());
    assertThat(plan.stream().map(PlannedRequest::requestId)).doesNotHaveDuplicates();
    // At 100 a second the 250th leaves when the rate has just grown to its full height.
    assertThat(plan.request(250).sendAfter()).isEqualTo(Duration.ofSeconds(5));
    assertThat(plan.request(10).sendAfter()).isEqualTo(Duration.ofSeconds(1));
    assertThat(plan.length()).isEqualTo(Duration.ofMillis(7500));
    assertThatThrownBy(() -> plan.request(500)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void promisesWhatThePoolCanKeep() {
    SimulatedData data = SimulatedData.of(20_000, 1);
    BitSet available = new BitSet();
    available.set(0, data.pool().size());
    available.clear(data.newcomer());
    List<Tenant> tenants = Tenants.of(8, data, available, OptionalDouble.empty());
    assertThat(tenants).extracting(Tenant::tier).startsWith("gold", "silver", "bronze", "gold");
    assertThat(tenants).extracting(Tenant::name).doesNotHaveDuplicates().contains("tenant-7");
    // published means over the six domains: 58.6 % (llama-3.1-8b) and 81.6 % (claude-3-5-sonnet)
    double gap = 0.816 - 0.586;
    assertThat(tenants.get(0).target()).isCloseTo(0.586 + 0.8 * gap, within(0.015));
    assertThat(tenants.get(1).target()).isCloseTo(0.586 + 0.55 * gap, within(0.015));
    assertThat(tenants.get(2).target()).isCloseTo(0.586 + 0.3 * gap, within(0.015));
    assertThat(Tenants.of(2, data, available, OptionalDouble.of(0.5)))
        .extracting(Tenant::target)
        .containsExactly(0.5, 0.5);
  }

  @Test
  void neverRoundsATargetAboveTheBestModel() {
    assertThat(Tenants.tierTarget(0.5, 0.557, 0.99)).isEqualTo(0.55);
    assertThat(Tenants.tierTarget(0.5, 0.6, 0.3)).isEqualTo(0.53);
    assertThat(Tenants.tierTarget(0.4, 0.4, 0.9)).isEqualTo(0.4);
  }

  @Test
  void refusesPlansThatMakeNoSense() {
    assertThatThrownBy(() -> new TrafficPlan(List.of(), 1, 1, 1, 1)).hasMessageContaining("tenant");
    assertThatThrownBy(() -> new TrafficPlan(TENANTS, 0, 1, 1, 1)).hasMessageContaining("requests");
    assertThatThrownBy(() -> new TrafficPlan(TENANTS, 1, 1, 0, 1)).hasMessageContaining("rate");
    assertThatThrownBy(() -> new Tenant("a", "gold", 1.2)).hasMessageContaining("a/gold");
  }
}

package dev.surety.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OpenDecisionMapsTest {

  private final OpenDecisionMaps open = new OpenDecisionMaps();
  private final OpenDecision early = OpenDecision.unrouted(1, -1);
  private final OpenDecision late = OpenDecision.unrouted(2, -1);

  @Test
  void theTwoMapsKnowNothingOfEachOther() {
    open.put(0, "r", early);
    open.put(1, "r", late);
    open.put(1, "s", late);

    assertThat(open.get(0, "r")).isSameAs(early);
    assertThat(open.get(1, "r")).isSameAs(late);
    assertThat(open.get(0, "s")).isNull();
    assertThat(open.entries(1)).containsOnlyKeys("r", "s");
  }

  @Test
  void clearingOneLeavesTheOther() {
    open.put(0, "r", early);
    open.put(1, "r", late);

    open.clear(0);

    assertThat(open.get(0, "r")).isNull();
    assertThat(open.get(1, "r")).isSameAs(late);
  }
}

package dev.surety.output.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {

  @Test
  void wordsGoToTheLeftAndFiguresToTheRight() {
    assertThat(new TextTable(1, "model", "cost").row("a", "1.5").row("long-name", "12.25").lines())
        .containsExactly("model       cost", "a            1.5", "long-name  12.25");
  }

  @Test
  void lastColumnsMayHoldWordsToo() {
    assertThat(
            TextTable.of(1, List.of(new String[] {"a", "1", "why"}, new String[] {"bb", "10", "x"}))
                .wordsFrom(2)
                .lines())
        .containsExactly("a    1  why", "bb  10  x");
  }

  @Test
  void aMarkStandsCloseToWhatItMarks() {
    assertThat(new TextTable(2, "", "model", "p").marked().row(">", "a", "0.5").lines())
        .containsExactly("  model    p", "> a      0.5");
  }
}

package dev.surety.output.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TerminalWidthTest {

  @Test
  void linesAreBrokenBetweenWords() {
    assertThat(TerminalWidth.wrapped("one two three four", 9))
        .containsExactly("one two", "  three", "  four");
    assertThat(TerminalWidth.wrapped("fits  as it is", 14)).containsExactly("fits  as it is");
    assertThat(TerminalWidth.wrapped("unbreakable", 4)).containsExactly("unbreakable");
  }

  @Test
  void aTableGivesUpWhatIsExpendableAndCutsItsFirstColumn() {
    TextTable table =
        new TextTable(1, "name", "some", "more").row("a name that is long enough", "12", "345");

    assertThat(table.lines(40, 1, 2))
        .containsExactly(
            "name                        some  more", "a name that is long enough    12   345");
    assertThat(table.lines(36, 1, 2))
        .containsExactly(
            "name                      some  more", "a name that is long e...    12   345");
    assertThat(table.lines(32, 1, 2))
        .containsExactly("name                      more", "a name that is long e...   345");
    assertThat(table.lines(20, 1, 2)).containsExactly("name", "a name that is lo...");
  }
}

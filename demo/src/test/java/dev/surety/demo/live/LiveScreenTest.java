package dev.surety.demo.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class LiveScreenTest {

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  @Test
  void writesPlainLinesAndTheTableAtTheEndWhereThereIsNoTerminal() {
    try (LiveScreen screen = new LiveScreen(out, false)) {
      screen.show(LiveTableTest.snapshot());
      screen.show(LiveTableTest.snapshot()); // too soon: not shown
    }
    String text = bytes.toString(StandardCharsets.UTF_8);
    assertThat(text)
        .doesNotContain("\u001b")
        .contains("  acme/gold: satisfied 80.2%, target 79.0%, cost $0.1230, saved 88%, queue 0.4")
        .endsWith(
            String.join(System.lineSeparator(), LiveTable.plain(LiveTableTest.snapshot()))
                + System.lineSeparator());
    assertThat(text.split("acme/gold", -1)).hasSize(2);
  }

  @Test
  void redrawsInPlaceOnATerminalAndLeavesTheTableBehind() {
    try (LiveScreen screen = new LiveScreen(out, true)) {
      screen.show(LiveTableTest.snapshot());
    }
    String text = bytes.toString(StandardCharsets.UTF_8);
    int tableLines = LiveTable.colored(LiveTableTest.snapshot()).size();
    assertThat(text)
        .contains("1840/3000", "requests") // the progress bar
        .contains("\u001b[" + (tableLines + 1) + "A"); // up over table and bar
    String lastFrame = text.substring(text.lastIndexOf("A\u001b[2K"));
    assertThat(lastFrame).doesNotContain("1840/3000").contains("acme");
  }

  @Test
  void writesNothingIfThereWasNothingToShow() {
    new LiveScreen(out, true).close();
    assertThat(bytes.size()).isZero();
  }

  @Test
  void takesNoDumbTerminalForATerminal() {
    assertThat(LiveScreen.isTerminal(null)).isFalse();
    assertThat(LiveScreen.isTerminal("dumb")).isFalse();
  }
}

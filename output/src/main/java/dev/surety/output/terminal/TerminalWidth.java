package dev.surety.output.terminal;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** How wide the lines of a command may be. */
public final class TerminalWidth {

  /** Where nobody says how wide it is. */
  public static final int USUAL = 80;

  private static final int LEAST = 20;
  private static final long PATIENCE_MILLIS = 1_000;

  private TerminalWidth() {}

  /**
   * The width of the terminal in characters: what {@code COLUMNS} says, else the terminal itself,
   * else {@value #USUAL}.
   */
  public static int current() {
    int said = number(System.getenv("COLUMNS"));
    int columns = said > 0 ? said : System.console() == null ? 0 : asked();
    return columns > 0 ? Math.max(LEAST, columns) : USUAL;
  }

  /** What the terminal says, or 0. */
  private static int asked() {
    try {
      Process process = new ProcessBuilder("sh", "-c", "stty size </dev/tty 2>/dev/null").start();
      if (!process.waitFor(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
        return 0;
      }
      String[] size =
          new String(process.getInputStream().readAllBytes(), US_ASCII).strip().split(" ");
      return size.length == 2 ? number(size[1]) : 0;
    } catch (IOException e) {
      return 0;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  private static int number(String text) {
    try {
      return text == null ? 0 : Integer.parseInt(text.strip());
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  /** A line in pieces that fit, broken between words, all but the first indented. */
  public static List<String> wrapped(String line, int width) {
    if (line.length() <= width) {
      return List.of(line);
    }
    List<String> lines = new ArrayList<>();
    StringBuilder piece = new StringBuilder();
    for (String word : line.split(" ", -1)) {
      if (piece.length() > 0 && piece.length() + 1 + word.length() > width) {
        lines.add(piece.toString());
        piece = new StringBuilder("  ").append(word);
      } else {
        piece.append(piece.length() == 0 ? "" : " ").append(word);
      }
    }
    lines.add(piece.toString());
    return lines;
  }
}

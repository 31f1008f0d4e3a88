package dev.surety.tools.state;

import java.io.PrintWriter;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * How many keys have been read, of a number that nobody knows before the end: a counter on a
 * terminal, a line every {@value #STEP} keys otherwise.
 */
final class KeyProgress implements AutoCloseable {

  static final long STEP = 20_000;

  private final String work;
  private final PrintWriter lines;
  private final ProgressBar bar;
  private final long started = System.nanoTime();
  private long keys;

  private KeyProgress(String work, PrintWriter lines, ProgressBar bar) {
    this.work = work;
    this.lines = lines;
    this.bar = bar;
  }

  static KeyProgress of(String work, PrintWriter err) {
    return new KeyProgress(work, err, System.console() == null ? null : bar(work));
  }

  private static ProgressBar bar(String work) {
    return new ProgressBarBuilder()
        .setTaskName(work)
        .setInitialMax(-1)
        .setStyle(ProgressBarStyle.ASCII)
        .setUnit(" keys", 1)
        .showSpeed()
        .build();
  }

  void advance() {
    keys++;
    if (bar != null) {
      bar.step();
    } else if (keys % STEP == 0) {
      lines.printf(Locale.ROOT, "%s: %,d keys, %.1f s%n", work, keys, seconds());
      lines.flush();
    }
  }

  long keys() {
    return keys;
  }

  double seconds() {
    return (System.nanoTime() - started) / 1e9;
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}

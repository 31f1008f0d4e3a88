package dev.surety.lab.evaluate;

import dev.surety.output.terminal.Figures;
import java.io.PrintWriter;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** How far the work is: a bar on a terminal, a line every tenth otherwise. Thread-safe. */
final class Progress implements AutoCloseable {

  private static final int LINES = 10;

  private final long total;
  private final PrintWriter lines;
  private final ProgressBar bar;
  private long done;
  private long said;

  private Progress(long total, PrintWriter lines, ProgressBar bar) {
    this.total = total;
    this.lines = lines;
    this.bar = bar;
  }

  static Progress of(long total, PrintWriter err) {
    return System.console() == null ? lines(total, err) : new Progress(total, err, bar(total));
  }

  static Progress lines(long total, PrintWriter err) {
    return new Progress(total, err, null);
  }

  private static ProgressBar bar(long total) {
    return new ProgressBarBuilder()
        .setTaskName("evaluate")
        .setInitialMax(total)
        .setStyle(ProgressBarStyle.ASCII)
        .setUnit(" decisions", 1)
        .showSpeed()
        .build();
  }

  void advance(long requests) {
    if (bar != null) {
      bar.stepBy(requests);
      return;
    }
    synchronized (this) {
      done += requests;
      long tenth = total == 0 ? LINES : done * LINES / total;
      if (tenth > said) {
        said = tenth;
        lines.printf("evaluate: %s of %s decisions%n", Figures.count(done), Figures.count(total));
      }
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}

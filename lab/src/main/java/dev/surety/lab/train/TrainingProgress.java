package dev.surety.lab.train;

import java.io.PrintWriter;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** How far a training is: a bar on a terminal, a line every tenth otherwise. */
final class TrainingProgress implements AutoCloseable {

  private static final int LINES = 10;

  private final int total;
  private final PrintWriter lines;
  private final ProgressBar bar;
  private int done;

  private TrainingProgress(int total, PrintWriter lines, ProgressBar bar) {
    this.total = total;
    this.lines = lines;
    this.bar = bar;
  }

  static TrainingProgress of(int total, PrintWriter err) {
    return new TrainingProgress(total, err, System.console() == null ? null : bar(total));
  }

  private static ProgressBar bar(int total) {
    return new ProgressBarBuilder()
        .setTaskName("train")
        .setInitialMax(total)
        .setStyle(ProgressBarStyle.ASCII)
        .setUnit(" steps", 1)
        .build();
  }

  void step() {
    done++;
    if (bar != null) {
      bar.step();
    } else if ((long) done * LINES / total > (done - 1L) * LINES / total) {
      lines.printf("train: %d of %d steps%n", done, total);
      lines.flush();
    }
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}

package dev.surety.output.terminal;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.Consumer;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * How far work is: a bar on a terminal; elsewhere a line every tenth, or every {@value #STEP} where
 * nobody knows the end. Thread-safe.
 */
public final class Progress implements AutoCloseable {

  /** Between two lines of a count without an end. */
  public static final long STEP = 20_000;

  private static final int LINES = 10;
  private static final long UNKNOWN = -1;

  private final String work;
  private final String unit;
  private final long total;
  private final PrintWriter lines;
  private final ProgressBar bar;
  private final long started = System.nanoTime();
  private long done;
  private long said;

  private Progress(String work, String unit, long total, PrintWriter lines, ProgressBar bar) {
    this.work = work;
    this.unit = unit;
    this.total = total;
    this.lines = lines;
    this.bar = bar;
  }

  /**
   * Of work whose end is known.
   *
   * @param work a word for it
   * @param unit what is counted, in the plural
   */
  public static Progress towards(long total, String work, String unit, PrintWriter err) {
    return new Progress(work, unit, total, err, isTerminal() ? bar(work, unit, total) : null);
  }

  /** Of work whose end nobody knows before it is there. */
  public static Progress counting(String work, String unit, PrintWriter err) {
    return new Progress(work, unit, UNKNOWN, err, isTerminal() ? bar(work, unit, UNKNOWN) : null);
  }

  /**
   * A bar as a part of a screen that something else draws.
   *
   * @param screen takes the bar whenever it has changed
   * @param width columns that it may take
   * @param every how often it changes at most
   */
  public static Progress within(
      Consumer<String> screen, int width, Duration every, long total, String work) {
    ProgressBar bar =
        new ProgressBarBuilder()
            .setTaskName(work)
            .setInitialMax(total)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis((int) every.toMillis())
            .setMaxRenderedLength(width)
            .setConsumer(new DelegatingProgressBarConsumer(screen, width))
            .build();
    return new Progress(work, "", total, null, bar);
  }

  private static boolean isTerminal() {
    return System.console() != null;
  }

  private static ProgressBar bar(String work, String unit, long total) {
    return new ProgressBarBuilder()
        .setTaskName(work)
        .setInitialMax(total)
        .setStyle(ProgressBarStyle.ASCII)
        .setUnit(" " + unit, 1)
        .showSpeed()
        .build();
  }

  /** One more is done. */
  public void advance() {
    advance(1);
  }

  /** So many more are done. */
  public synchronized void advance(long more) {
    done += more;
    if (bar != null) {
      bar.stepBy(more);
      return;
    }
    long mark = total == UNKNOWN ? done / STEP : total == 0 ? LINES : done * LINES / total;
    if (mark > said) {
      said = mark;
      lines.printf(
          "%s: %s%n",
          work,
          total == UNKNOWN
              ? counted()
              : Figures.count(done) + " of " + Figures.count(total) + " " + unit);
      lines.flush();
    }
  }

  private String counted() {
    return Figures.count(done) + " " + unit + ", " + Figures.fixed(seconds(), 1) + " s";
  }

  /** So many are done by now, shown at once. */
  public synchronized void reach(long now) {
    advance(now - done);
    if (bar != null) {
      bar.refresh();
    }
  }

  /** How many are done. */
  public synchronized long done() {
    return done;
  }

  /** Since the beginning. */
  public double seconds() {
    return (System.nanoTime() - started) / 1e9;
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
  }
}

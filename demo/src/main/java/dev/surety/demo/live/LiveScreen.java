package dev.surety.demo.live;

import dev.surety.output.terminal.Progress;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Shows snapshots: on a terminal a table that is redrawn in place above a progress bar, elsewhere a
 * few plain lines every five seconds and the table at the end.
 *
 * <p>Nothing else should write to the terminal while it is open. Not safe for use by several
 * threads.
 */
public final class LiveScreen implements AutoCloseable {

  private static final Duration REDRAW = Duration.ofMillis(250);
  private static final Duration PLAIN_LINES = Duration.ofSeconds(5);
  private static final String UP = "\u001b[%dA";
  private static final String ERASE_LINE = "\u001b[2K";
  private static final String ERASE_BELOW = "\u001b[J";
  // A line that is wider than the window must not become two: the redraw counts lines.
  private static final String NO_WRAP = "\u001b[?7l";
  private static final String WRAP = "\u001b[?7h";

  private final PrintStream out;
  private final boolean terminal;
  private Progress bar;
  private volatile String barText = "";
  private int drawnLines;
  private long nextNanos = Long.MIN_VALUE;
  private LiveSnapshot last;

  LiveScreen(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** A screen on standard output, in place if that is a terminal. */
  public static LiveScreen onStandardOutput() {
    return new LiveScreen(System.out, isTerminal(System.getenv("TERM")));
  }

  /** Shows the snapshot if it is time for the next one; cheap otherwise. */
  public void show(LiveSnapshot snapshot) {
    last = snapshot;
    long now = System.nanoTime();
    if (nextNanos != Long.MIN_VALUE && now - nextNanos < 0) {
      return;
    }
    nextNanos = now + (terminal ? REDRAW : PLAIN_LINES).toNanos();
    if (terminal) {
      redraw(snapshot, true);
    } else {
      summary(snapshot).forEach(out::println);
    }
  }

  /** Leaves the last table on the screen. */
  @Override
  public void close() {
    if (bar != null) {
      bar.close();
    }
    if (last == null) {
      return;
    }
    if (terminal) {
      redraw(last, false);
    } else {
      LiveTable.plain(last).forEach(out::println);
    }
    out.flush();
    last = null;
  }

  private void redraw(LiveSnapshot snapshot, boolean withBar) {
    List<String> lines = new ArrayList<>(LiveTable.colored(snapshot));
    if (withBar) {
      step(snapshot);
      lines.add(barText);
    }
    StringBuilder frame = new StringBuilder(NO_WRAP);
    if (drawnLines > 0) {
      frame.append(String.format(UP, drawnLines));
    }
    lines.forEach(line -> frame.append(ERASE_LINE).append(line).append('\n'));
    out.print(frame.append(ERASE_BELOW).append(WRAP));
    out.flush();
    drawnLines = lines.size();
  }

  private void step(LiveSnapshot snapshot) {
    if (bar == null) {
      bar =
          Progress.within(
              text -> barText = text, LiveTable.WIDTH, REDRAW, snapshot.planned(), "requests");
    }
    bar.reach(snapshot.requests());
  }

  private static List<String> summary(LiveSnapshot snapshot) {
    List<String> lines = new ArrayList<>();
    lines.add(LiveTable.progress(snapshot));
    snapshot.tenants().stream().limit(3).forEach(tenant -> lines.add("  " + sentence(tenant)));
    return lines;
  }

  private static String sentence(TenantLine t) {
    String who = t.tenant() + "/" + t.tier();
    if (Double.isNaN(t.satisfaction())) {
      return String.format(Locale.ROOT, "%s: no answer yet, target %.1f%%", who, 100 * t.target());
    }
    return String.format(
        Locale.ROOT,
        "%s: satisfied %.1f%%, target %.1f%%, cost $%.4f, saved %.0f%%, queue %.1f",
        who,
        100 * t.satisfaction(),
        100 * t.target(),
        t.costUsd(),
        100 * t.saved(),
        t.queue());
  }

  /** Java has a console only if both ends are terminals; a dumb one can't move the cursor. */
  static boolean isTerminal(String term) {
    return System.console() != null && term != null && !term.equals("dumb");
  }
}

package dev.surety.demo.live;

import dev.surety.domain.JudgeStanding;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Turns a snapshot into the lines of a table, none wider than 100 columns. A pure function. */
final class LiveTable {

  /** No line is wider. */
  public static final int WIDTH = 100;

  private static final int BAR = 21;
  // Together with the rest this fits a screen of 24 lines, which the redraw needs.
  private static final int MOST_TENANTS = 10;
  private static final int MOST_EVENTS = 3;
  private static final int MOST_LEGEND_LINES = 2;
  private static final String HEAD =
      fit("tenant", 11)
          + fit("tier", 8)
          + fit("target", 8)
          + fit("satisfied", 14)
          + format("%9s%12s  %5s%8s  %s", "cost", "all best", "saved", "queue", "served by");

  private LiveTable() {}

  /** The table with colours, for a terminal. */
  public static List<String> colored(LiveSnapshot snapshot) {
    return render(snapshot, Ink.ANSI);
  }

  /** The table without colours, for a file or a log. */
  public static List<String> plain(LiveSnapshot snapshot) {
    return render(snapshot, Ink.PLAIN);
  }

  /** One line of progress, for output that isn't a terminal. */
  public static String progress(LiveSnapshot s) {
    return clip(
        format(
            "%s  %,d of %,d requests  %,.0f/s  decided in %.0f ms (p50), %.0f ms (p99)",
            clock(s.elapsed()),
            s.requests(),
            s.planned(),
            s.perSecond(),
            s.p50Millis(),
            s.p99Millis()));
  }

  private static List<String> render(LiveSnapshot snapshot, Ink ink) {
    List<String> lines = new ArrayList<>();
    lines.add(ink.bold(progress(snapshot)));
    lines.add("");
    lines.add(ink.dim(HEAD));
    List<TenantLine> tenants = snapshot.tenants();
    tenants.stream().limit(MOST_TENANTS).forEach(tenant -> lines.add(row(tenant, ink)));
    if (tenants.size() > MOST_TENANTS) {
      lines.add(ink.dim(format("and %,d more tenants", tenants.size() - MOST_TENANTS)));
    }
    lines.add(snapshot.judge() == null ? "" : judge(snapshot.judge()));
    lines.addAll(legend(snapshot, ink));
    List<String> events = snapshot.events();
    events
        .subList(Math.max(0, events.size() - MOST_EVENTS), events.size())
        .forEach(event -> lines.add("* " + clip(event, WIDTH - 2)));
    snapshot.links().forEach(link -> lines.add(ink.dim(clip(link))));
    return lines;
  }

  private static String row(TenantLine t, Ink ink) {
    double margin = t.satisfaction() - t.target();
    String satisfied =
        Double.isNaN(margin)
            ? fit("    -", 14)
            : format("%5.1f%% %s", 100 * t.satisfaction(), points(margin));
    return fit(t.tenant(), 11)
        + fit(t.tier(), 8)
        + format("%5.1f%%  ", 100 * t.target())
        + (margin >= 0 ? ink.good(satisfied) : ink.bad(satisfied))
        + format("%9s%12s  ", usd(t.costUsd()), usd(t.bestCostUsd()))
        + ink.bold(Double.isNaN(t.saved()) ? "    -" : format("%4.0f%%", 100 * t.saved()))
        + format("%8.1f  ", t.queue())
        + ShareBar.render(t.decisions(), BAR, ink);
  }

  private static String judge(JudgeStanding judge) {
    return format(
        "judge: %,d labels bought, %,d came; $%.4f besides the cost",
        judge.bought(), judge.words(), judge.spentUsd());
  }

  /** The models in use with their share of all decisions, the most used first. */
  private static List<String> legend(LiveSnapshot snapshot, Ink ink) {
    long[] total = new long[snapshot.models().size()];
    for (TenantLine tenant : snapshot.tenants()) {
      IntStream.range(0, total.length).forEach(m -> total[m] += tenant.decisions().get(m));
    }
    double all = Math.max(1, IntStream.range(0, total.length).mapToLong(m -> total[m]).sum());
    List<Integer> used =
        IntStream.range(0, total.length)
            .filter(m -> total[m] > 0)
            .boxed()
            .sorted((a, b) -> Long.compare(total[b], total[a]))
            .toList();
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    int width = 0;
    for (int m : used) {
      String text =
          " " + clip(snapshot.models().get(m), 30) + format(" %.0f%%", 100 * total[m] / all);
      int added = (width == 0 ? 0 : 3) + 1 + text.length();
      if (width + added > WIDTH) {
        lines.add(line.toString());
        line.setLength(0);
        width = 0;
        added = 1 + text.length();
      }
      line.append(width == 0 ? "" : "   ").append(ink.model(m, ShareBar.letter(m))).append(text);
      width += added;
    }
    lines.add(line.toString());
    return lines.subList(0, Math.min(lines.size(), MOST_LEGEND_LINES));
  }

  /** A margin in percentage points, seven columns with the gap after it. */
  private static String points(double margin) {
    return format("%+5.1f  ", 100 * margin);
  }

  private static String usd(double usd) {
    return usd >= 1000 ? format("$%,.0f", usd) : format("$%.4f", usd);
  }

  static String clock(Duration elapsed) {
    return format("%d:%02d", elapsed.toMinutes(), elapsed.toSecondsPart());
  }

  /** Exactly {@code width} columns, the last one blank. */
  private static String fit(String text, int width) {
    return format("%-" + width + "s", clip(text, width - 1));
  }

  private static String clip(String text) {
    return clip(text, WIDTH);
  }

  private static String clip(String text, int width) {
    return text.length() <= width ? text : text.substring(0, width - 2) + "..";
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}

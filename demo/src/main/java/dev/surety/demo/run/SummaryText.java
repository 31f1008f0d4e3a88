package dev.surety.demo.run;

import dev.surety.demo.run.Summary.TenantSummary;
import dev.surety.output.terminal.Figures;
import dev.surety.output.terminal.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A summary for people. */
final class SummaryText {

  private static final List<String> LEGEND =
      List.of(
          "best model: had the one of the highest quality answered everything.",
          "hindsight: the cheapest fixed mixture of models that keeps the promise, known only",
          "afterwards; it foresees new models and prices. possible: what that would have saved.");

  private SummaryText() {}

  static List<String> of(Summary summary) {
    List<String> lines = new ArrayList<>();
    if (summary.example() != null) {
      lines.add("");
      lines.add("in:  " + summary.example().request());
      lines.add("out: " + summary.example().decision());
    }
    lines.add("");
    lines.add(
        format(
            "%,d requests, %,d decided, %,d timed out; %,.0f decisions/s",
            summary.requests(),
            summary.uniqueDecisions(),
            summary.timeouts(),
            summary.decisionsPerSecond()));
    lines.add(
        format(
            "until a decision was there: p50 %.1f ms, p99 %.1f ms, without the first %,d (warm-up)",
            summary.latencyMs().p50(), summary.latencyMs().p99(), summary.warmUp()));
    lines.add(
        format(
            "feedback %,d %s; dead letters %,d; job restarts %,d",
            summary.feedbackSent(),
            summary.outcomes(),
            summary.deadLetters(),
            summary.jobRestarts()));
    if (summary.visits() > 0) {
      lines.add(format("besides, %,d requests of others were decided", summary.visits()));
    }
    if (summary.fleet() != null) {
      FleetVersions fleet = summary.fleet();
      lines.add(
          format(
              "fleet: %,d versions of what %d tenants have learned together; the last one speaks of"
                  + " %d models in %d contexts",
              fleet.versions(), fleet.tenants(), fleet.models(), fleet.contexts()));
    }
    summary.journalSays().forEach(line -> lines.add("journal: " + line));
    for (TenantSummary tenant : summary.tenants()) {
      lines.add("");
      lines.addAll(tenant(tenant));
    }
    lines.add("");
    lines.add("all tenants");
    lines.addAll(
        bills(
            Bill.sum(summary.tenants().stream().map(TenantSummary::overall).toList()),
            Bill.sum(summary.tenants().stream().map(TenantSummary::settled).toList())));
    lines.addAll(judges(summary.tenants()));
    lines.add("");
    lines.addAll(LEGEND);
    return lines;
  }

  private static List<String> tenant(TenantSummary t) {
    List<String> lines = new ArrayList<>();
    lines.add(
        format(
            "%s/%s: %s; queue %.1f",
            t.tenant(),
            t.tier(),
            t.promises().stream()
                .map(SummaryText::delivered)
                .collect(Collectors.joining("; then ")),
            t.queue()));
    lines.addAll(bills(t.overall(), t.settled()));
    if (t.judge() != null) {
      lines.add("  " + judge(t.judge(), t.requests()));
    }
    StringBuilder models = new StringBuilder("  models:");
    for (Map.Entry<String, Long> model : t.models().entrySet()) {
      models.append(format(" %s %.0f%%", model.getKey(), 100.0 * model.getValue() / t.requests()));
    }
    lines.add(models.toString());
    return lines;
  }

  /** All tenants together, and a line each. */
  private static List<String> judges(List<TenantSummary> tenants) {
    List<TenantSummary> judged = tenants.stream().filter(t -> t.judge() != null).toList();
    if (judged.isEmpty()) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    long requests = judged.stream().mapToLong(TenantSummary::requests).sum();
    List<Summary.Judged> each = judged.stream().map(TenantSummary::judge).toList();
    lines.add("  " + judge(Summary.Judged.sum(each), requests));
    lines.add("");
    TextTable table =
        new TextTable(
            1,
            "tenant / tier",
            "promised",
            "satisfied",
            "users said",
            "bought",
            "judged",
            "judge $",
            "all in $",
            "x hindsight");
    for (TenantSummary t : judged) {
      table.row(
          t.tenant() + "/" + t.tier(),
          Figures.percent(t.target()),
          Figures.percent(t.satisfaction()),
          Figures.count(t.labels()),
          Figures.count(t.judge().bought()),
          Figures.count(t.judge().words()),
          Figures.fixed(t.judge().usd(), 4),
          Figures.fixed(t.costUsd(), 4),
          Figures.fixed(t.costUsd() / t.lpCostUsd(), 2));
    }
    lines.addAll(table.lines());
    return lines;
  }

  private static String judge(Summary.Judged judge, long requests) {
    return format(
        "judge: %,d labels bought, of %.1f%% of the answers; %,d came; $%.4f, which is in the cost",
        judge.bought(), 100.0 * judge.bought() / requests, judge.words(), judge.usd());
  }

  private static List<String> bills(Bill overall, Bill settled) {
    return settled.requests() == overall.requests() || settled.requests() == 0
        ? List.of(bill("all requests", overall))
        : List.of(bill("all requests", overall), bill("after warm-up", settled));
  }

  private static String bill(String which, Bill bill) {
    return format(
        "  %-13s  saved %.1f%% of %.1f%% possible, %.1f%% satisfied;"
            + " cost $%.2f, best model $%.2f, hindsight $%.2f",
        which,
        100 * bill.saved(),
        100 * bill.savable(),
        100 * bill.satisfaction(),
        bill.costUsd(),
        bill.bestSingleCostUsd(),
        bill.hindsightCostUsd());
  }

  private static String delivered(Summary.Delivered t) {
    return format(
        "promised %.1f%%, delivered %.1f%% (%s)",
        100 * t.target(), 100 * t.satisfaction(), verdict(t));
  }

  /**
   * Nobody can do better than sampling noise: with labels for a share phi of T answers and
   * satisfaction a, a target is missed only if the shortfall exceeds {@code max(0.005, 3 sqrt((1 -
   * phi) / phi * a (1 - a) / T))} (the design's floor_met).
   */
  private static String verdict(Summary.Delivered t) {
    double a = t.satisfaction();
    double missed = t.target() - a;
    if (missed <= 0) {
      return "kept";
    }
    double phi = Math.min(1, (double) t.labels() / t.requests());
    double noise = Math.max(0.005, 3 * Math.sqrt((1 - phi) / phi * a * (1 - a) / t.requests()));
    return format(
        missed <= noise ? "kept within sampling noise of %.1f points" : "MISSED by %.1f points",
        100 * (missed <= noise ? noise : missed));
  }

  private static String format(String pattern, Object... values) {
    return String.format(Locale.ROOT, pattern, values);
  }
}

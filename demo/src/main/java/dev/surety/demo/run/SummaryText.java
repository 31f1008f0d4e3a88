package dev.surety.demo.run;

import dev.surety.domain.Standing;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A summary for people. */
final class SummaryText {

  private SummaryText() {}

  static List<String> of(Summary summary) {
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(
        format(
            "%,d requests, %,d decided, %,d timed out; %,.0f decisions/s; p50 %.1f ms, p99 %.1f ms",
            summary.requests(),
            summary.uniqueDecisions(),
            summary.timeouts(),
            summary.decisionsPerSecond(),
            summary.latencyMs().p50(),
            summary.latencyMs().p99()));
    lines.add(
        format(
            "feedback %,d %s; dead letters %,d; job restarts %,d",
            summary.feedbackSent(),
            summary.outcomes(),
            summary.deadLetters(),
            summary.jobRestarts()));
    for (Summary.TenantSummary tenant : summary.tenants()) {
      lines.add("");
      lines.addAll(tenant(tenant));
    }
    return lines;
  }

  private static List<String> tenant(Summary.TenantSummary t) {
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
    lines.add(
        format(
            "  cost $%.4f; best single model $%.4f: saved %.0f%%; hindsight mixture $%.4f",
            t.costUsd(),
            t.bestSingleCostUsd(),
            100 * Standing.saved(t.costUsd(), t.bestSingleCostUsd()),
            t.lpCostUsd()));
    StringBuilder models = new StringBuilder("  models:");
    for (Map.Entry<String, Long> model : t.models().entrySet()) {
      models.append(format(" %s %.0f%%", model.getKey(), 100.0 * model.getValue() / t.requests()));
    }
    lines.add(models.toString());
    return lines;
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

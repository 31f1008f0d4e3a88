package dev.surety.lab.imports;

import dev.surety.output.terminal.Figures;
import dev.surety.output.terminal.TextTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** What an import has met: of what it took, passed over and could not read. */
final class ImportCounts {

  /** How a name was understood and how often it came. */
  private record NameUse(PoolNames.Named named, long requests) {}

  private static final int MOST_NAMES = 40;

  final Map<String, Long> unreadable = new TreeMap<>();
  final Map<String, Long> passedOver = new TreeMap<>();
  final Map<String, Long> leftOut = new TreeMap<>();
  private final Map<String, NameUse> names = new TreeMap<>();
  private final TreeSet<String> tenants = new TreeSet<>();
  long kept;
  long labelled;
  long byChance;
  long priced;
  long first = Long.MAX_VALUE;
  long last = Long.MIN_VALUE;

  void unreadable(String reason) {
    unreadable.merge(reason, 1L, Long::sum);
  }

  void passedOver(String reason) {
    passedOver.merge(reason, 1L, Long::sum);
  }

  void leftOut(String reason) {
    leftOut.merge(reason, 1L, Long::sum);
  }

  void named(String name, PoolNames.Named named) {
    names.merge(
        name, new NameUse(named, 1), (a, b) -> new NameUse(named, a.requests() + b.requests()));
  }

  void tenant(String tenant) {
    if (tenants.size() < 100_000) {
      tenants.add(tenant);
    }
  }

  long unreadable() {
    return unreadable.values().stream().mapToLong(Long::longValue).sum();
  }

  long passedOver() {
    return passedOver.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Requests whose model is none of the pool. */
  long strangers() {
    return names.values().stream()
        .filter(
            use ->
                use.named().match() == PoolNames.Match.NONE
                    || use.named().match() == PoolNames.Match.SEVERAL)
        .mapToLong(NameUse::requests)
        .sum();
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "kept          %s requests of %s tenants%s"
            .formatted(
                Figures.count(kept),
                Figures.count(tenants.size()),
                first <= last
                    ? ", " + Figures.time(first) + " to " + Figures.time(last)
                    : ", without times"));
    lines.add(
        "              with a cost %s, a label %s, a choice by chance %s"
            .formatted(share(priced), share(labelled), share(byChance)));
    said(lines, "unreadable   ", unreadable);
    said(lines, "passed over  ", passedOver);
    said(lines, "left out     ", leftOut);
    return lines;
  }

  private String share(long count) {
    return Figures.percent(kept == 0 ? 0 : count / (double) kept);
  }

  private static void said(List<String> lines, String what, Map<String, Long> reasons) {
    reasons.forEach(
        (reason, count) -> lines.add("%s %s: %s".formatted(what, Figures.count(count), reason)));
  }

  /** A table of the names of models in the log, and what each was taken for. */
  List<String> names() {
    TextTable table = new TextTable(3, "name in the log", "model", "how", "requests");
    names.entrySet().stream()
        .sorted((a, b) -> Long.compare(b.getValue().requests(), a.getValue().requests()))
        .limit(MOST_NAMES)
        .forEach(
            name ->
                table.row(
                    name.getKey(),
                    name.getValue().named().model(),
                    name.getValue().named().match().words,
                    Figures.count(name.getValue().requests())));
    List<String> lines = new ArrayList<>(table.lines());
    if (names.size() > MOST_NAMES) {
      lines.add(
          "and %,d names more, each with fewer requests".formatted(names.size() - MOST_NAMES));
    }
    return lines;
  }
}

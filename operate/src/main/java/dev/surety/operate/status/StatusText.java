package dev.surety.operate.status;

import dev.surety.domain.Standing;
import dev.surety.estimator.Interval;
import dev.surety.output.terminal.BoughtWords;
import dev.surety.output.terminal.BudgetWords;
import dev.surety.output.terminal.CertifiedWords;
import dev.surety.output.terminal.DeadlineWords;
import dev.surety.output.terminal.Figures;
import dev.surety.output.terminal.LimitWords;
import dev.surety.output.terminal.Printable;
import dev.surety.output.terminal.TerminalWidth;
import dev.surety.output.terminal.TextTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The board for a terminal. */
final class StatusText {

  /** Columns that give way where there is no room, the first to go first. */
  private static final int[] EXPENDABLE = {7, 8, 9, 10, 5, 2, 6, 3};

  private StatusText() {}

  /**
   * @param tenant only this one, or {@code null}
   * @param most lines of tenants
   * @param now epoch milliseconds
   * @param width in characters: what is less important gives way
   */
  static List<String> lines(Board board, String tenant, int most, long now, int width) {
    List<String> lines = new ArrayList<>();
    for (String line : lines(board, board.keys(tenant), tenant, most, now, width)) {
      lines.addAll(TerminalWidth.wrapped(line, width));
    }
    return lines;
  }

  private static List<String> lines(
      Board board, List<KeyStatus> keys, String tenant, int most, long now, int width) {
    List<String> lines = new ArrayList<>();
    if (keys.isEmpty()) {
      lines.add(
          tenant == null
              ? "No standings yet: the job sends them with traffic."
              : "No standing of tenant '" + Printable.of(tenant) + "'; see them without --tenant.");
      return lines;
    }
    lines.add(
        "%s  %s tenants and tiers, newest standing %s ago"
            .formatted(Figures.time(now), Figures.count(keys.size()), age(now, board.newest())));
    lines.add("");
    TextTable table =
        new TextTable(
            3,
            "tenant / tier",
            "promise",
            "best now",
            "promised",
            "delivered",
            "95 %",
            "debt",
            "cost $",
            "saved",
            "requests",
            "seen");
    keys.stream().limit(most).forEach(key -> row(table, key, now));
    lines.addAll(table.lines(width, EXPENDABLE));
    keptBack(keys).ifPresent(lines::add);
    keys.stream()
        .limit(most)
        .filter(key -> !key.standing().notices().isEmpty())
        .forEach(key -> lines.add(notices(key.standing())));
    keys.stream()
        .limit(most)
        .filter(key -> !key.standing().unknownModels().isEmpty())
        .forEach(key -> lines.add(unknownModels(key.standing())));
    keys.stream()
        .limit(most)
        .filter(key -> !key.standing().failing().isEmpty())
        .forEach(key -> lines.add(failing(key.standing())));
    keys.stream().limit(most).forEach(key -> outOfService(key.standing()).ifPresent(lines::add));
    keys.stream()
        .limit(most)
        .filter(key -> key.standing().allowed() != null)
        .forEach(key -> lines.add(allowed(key.standing())));
    keys.stream()
        .limit(most)
        .filter(key -> key.standing().certified() != null)
        .forEach(key -> lines.add(certified(key.standing())));
    keys.stream()
        .limit(most)
        .filter(key -> key.standing().budget() != null)
        .forEach(key -> lines.add(budget(key.standing())));
    keys.stream()
        .limit(most)
        .filter(key -> key.standing().deadline() != null)
        .forEach(key -> lines.add(deadline(key.standing())));
    keys.stream()
        .limit(most)
        .filter(key -> key.standing().tenantBudget() != null)
        .forEach(key -> lines.add(tenantBudget(key.standing())));
    keys.stream()
        .limit(most)
        .filter(key -> key.standing().judge() != null)
        .forEach(key -> lines.add(judge(key.standing())));
    keys.stream().limit(most).filter(StatusText::owesAnother).forEach(k -> lines.add(owed(k)));
    if (keys.size() > most) {
      lines.add(
          "and %s more; --top shows more, --tenant one"
              .formatted(Figures.count(keys.size() - most)));
    }
    if (board.unreadable() > 0) {
      lines.add(Figures.count(board.unreadable()) + " records of the topic are no standings");
    }
    if (board.stopped() != null) {
      lines.add("the topic is no longer followed: " + Printable.of(board.stopped()));
    }
    return lines;
  }

  /** Whether its answers were owed something else than is promised now. */
  private static boolean owesAnother(KeyStatus key) {
    Standing standing = key.standing();
    return key.delivered().count() > 0
        && standing.judged() >= 0
        && Math.abs(standing.floor() - standing.target()) > 5e-4;
  }

  private static String owed(KeyStatus key) {
    return Printable.of(key.standing().key().key())
        + ": "
        + Figures.percent(key.standing().floor())
        + " of these answers had to satisfy: each is owed the promise of its time";
  }

  private static String budget(Standing standing) {
    return Printable.of(standing.key().key()) + ": budget " + BudgetWords.of(standing.budget());
  }

  /** Which models its promise leaves, where that isn't all of the pool. */
  private static String allowed(Standing standing) {
    return Printable.of(standing.key().key())
        + ": allowed: "
        + LimitWords.allowed(standing.allowed());
  }

  private static String deadline(Standing standing) {
    return Printable.of(standing.key().key())
        + ": deadline "
        + DeadlineWords.of(standing.deadline());
  }

  private static String tenantBudget(Standing standing) {
    return Printable.of(standing.key().key())
        + ": shared budget "
        + BudgetWords.of(standing.tenantBudget());
  }

  private static String certified(Standing standing) {
    return Printable.of(standing.key().key())
        + ": certified "
        + CertifiedWords.of(standing.certified());
  }

  private static String judge(Standing standing) {
    return Printable.of(standing.key().key()) + ": judge: " + BoughtWords.of(standing.judge());
  }

  /** What was odd about a key's records, for {@code docs/outcomes.md} to explain. */
  private static String notices(Standing standing) {
    return Printable.of(standing.key().key())
        + ": "
        + standing.notices().entrySet().stream()
            .map(n -> Figures.count(n.getValue()) + " " + Printable.of(n.getKey()))
            .collect(Collectors.joining(", "));
  }

  /** Names that somebody should make aliases of. */
  private static String unknownModels(Standing standing) {
    return Printable.of(standing.key().key())
        + ": feedback names models of no pool: "
        + standing.unknownModels().entrySet().stream()
            .map(n -> Printable.of(n.getKey()) + " (" + Figures.count(n.getValue()) + ")")
            .collect(Collectors.joining(", "));
  }

  /** Which models fail a key at present, and how often they ever did. */
  private static String failing(Standing standing) {
    return Printable.of(standing.key().key())
        + ": failing now: "
        + standing.failing().stream()
            .map(
                model ->
                    Printable.of(model)
                        + " ("
                        + Figures.count(standing.failures().getOrDefault(model, 0L))
                        + " failures)")
            .collect(Collectors.joining(", "));
  }

  /** Which models are kept from all tenants at present: one line, by the newest that tells. */
  private static Optional<String> keptBack(List<KeyStatus> keys) {
    return keys.stream()
        .max(Comparator.comparingLong(KeyStatus::seen))
        .map(KeyStatus::standing)
        .filter(standing -> !standing.open().isEmpty() || !standing.halfOpen().isEmpty())
        .map(
            standing ->
                "kept from all tenants, as many met failures: "
                    + Stream.concat(
                            standing.open().stream().map(m -> Printable.of(m) + " open"),
                            standing.halfOpen().stream().map(m -> Printable.of(m) + " probed"))
                        .collect(Collectors.joining(", ")));
  }

  /** Which models operators have put out of service, or the pool has. */
  private static Optional<String> outOfService(Standing standing) {
    String models =
        Stream.concat(
                standing.down().stream().map(model -> Printable.of(model) + " down"),
                standing.draining().stream().map(model -> Printable.of(model) + " draining"))
            .collect(Collectors.joining(", "));
    return models.isEmpty()
        ? Optional.empty()
        : Optional.of(Printable.of(standing.key().key()) + ": out of service: " + models);
  }

  private static void row(TextTable table, KeyStatus key, long now) {
    Standing standing = key.standing();
    Interval delivered = key.delivered();
    boolean judged = delivered.count() > 0;
    table.row(
        Printable.of(standing.key().key()),
        key.words(),
        standing.best() == null ? "-" : Printable.of(standing.best()),
        Figures.percent(standing.target()),
        judged ? Figures.percent(delivered.mean()) : "-",
        judged ? Figures.range(delivered.low(), delivered.high()) : "-",
        Figures.fixed(standing.queue(), 1),
        Figures.usd(standing.costUsd()),
        Figures.percent(key.saved()),
        Figures.count(standing.requests()),
        age(now, key.seen()));
  }

  private static String age(long now, long then) {
    return Figures.age(Duration.ofMillis(now - then));
  }
}

package dev.surety.operate.control;

import dev.surety.domain.BudgetTerms;
import dev.surety.domain.BudgetTerms.Period;
import dev.surety.domain.ControlUpdate;
import dev.surety.domain.ControlUpdate.BudgetRemoved;
import dev.surety.domain.ControlUpdate.BudgetUpdate;
import dev.surety.output.terminal.BadInput;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code surety control budget}. */
@Command(
    name = "budget",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Says what answers of all tiers of a tenant may cost together in a calendar window: their keys"
          + " are leased shares of it, so that none spends another's. A key's own budget stands in its"
          + " sla record, and both hold."
    })
final class BudgetCommand implements Callable<Integer> {

  /** How long a window is. */
  enum Per {
    day,
    week,
    month
  }

  /** What is said of it. */
  static final class Said {

    @Option(
        names = "--usd",
        required = true,
        paramLabel = "USD",
        description = "Money of a window, above 0.")
    double usd;

    @Option(
        names = "--per",
        required = true,
        paramLabel = "WINDOW",
        description = "day, week (from Monday) or month.")
    Per per;

    @Option(
        names = "--timezone",
        paramLabel = "ZONE",
        defaultValue = "UTC",
        description = "Whose calendar counts, such as Europe/Berlin. Default: ${DEFAULT-VALUE}.")
    String timezone;

    @Option(
        names = "--hard",
        description = "Refuse requests past it. Default: they go on as cheaply as can be.")
    boolean hard;
  }

  /** One or the other. */
  static final class Words {

    @ArgGroup(exclusive = false, multiplicity = "1")
    Said said;

    @Option(names = "--none", required = true, description = "It has none from now on.")
    boolean none;
  }

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "TENANT", description = "The customer, by name.")
  private String tenant;

  @ArgGroup(multiplicity = "1")
  private Words words;

  @Mixin private Publication publication;

  @Override
  public Integer call() throws Exception {
    return BadInput.orElse(
        spec,
        () ->
            publication.publish(
                (inForce, now) ->
                    NextRecords.lines(
                        spec.qualifiedName(), next(inForce, tenant, terms(words.said)))));
  }

  private static BudgetTerms terms(Said said) {
    if (said == null) {
      return null;
    }
    try {
      return new BudgetTerms(
          said.usd,
          Period.valueOf(said.per.name().toUpperCase(Locale.ROOT)),
          ZoneId.of(said.timezone.equals("UTC") ? "Z" : said.timezone),
          said.hard);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(
          "--timezone '%s' is none; write UTC, or a name such as Europe/Berlin"
              .formatted(said.timezone),
          e);
    }
  }

  /**
   * The next word on a tenant's budget, unless it is what counts already.
   *
   * @param terms {@code null} for none
   */
  static List<ControlUpdate> next(ControlInForce inForce, String tenant, BudgetTerms terms) {
    List<ControlUpdate> known = inForce.versions(ControlUpdate.budgetSubject(tenant));
    ControlUpdate last = known.isEmpty() ? null : known.get(known.size() - 1);
    BudgetTerms before = last instanceof BudgetUpdate update ? update.budget() : null;
    if (terms == null ? before == null : terms.equals(before)) {
      return List.of();
    }
    long version = last == null ? 1 : last.version() + 1;
    return List.of(
        terms == null
            ? new BudgetRemoved(tenant, version)
            : new BudgetUpdate(tenant, version, terms));
  }
}

package dev.surety.wire.json;

import dev.surety.domain.BudgetTerms;
import dev.surety.domain.BudgetTerms.Period;
import dev.surety.wire.json.ControlFields.Given;
import java.io.IOException;
import java.time.ZoneId;

/** The object {@code budget} of an SLA. */
final class BudgetTermsJson {

  private static final double LEAST_USD = 1e-6;
  private static final double MOST_USD = 1e9;

  static final WireNames<Period> PERIODS = new WireNames<>(Period.class, null);

  static final ControlField<Double> USD =
      ControlField.required(
          "usd",
          new ControlRule<>(
              in -> in.number(LEAST_USD, MOST_USD),
              "{\"type\":\"number\",\"minimum\":0.000001,\"maximum\":1000000000}"),
          "What answers may cost a tenant and tier in a window, USD, 0.000001 to a thousand million.");

  static final ControlField<Period> PER =
      ControlField.required(
          "per",
          ControlRules.oneOf(PERIODS),
          "The window: a calendar day, a week from Monday, or a month.");

  static final ControlField<ZoneId> TIMEZONE =
      ControlField.optional(
          "timezone",
          CalendarJson.TIMEZONE.rule(),
          ZoneId.of("Z"),
          "Whose calendar counts, an IANA name such as Europe/Berlin. Absent: UTC.");

  static final ControlField<Boolean> HARD =
      ControlField.optional(
          "hard",
          ControlRules.TRUTH,
          false,
          "Whether requests are refused past it. Absent: no, they go on as cheaply as can be.");

  static final ControlFields FIELDS = ControlFields.ofPart("budget.", USD, PER, TIMEZONE, HARD);

  private BudgetTermsJson() {}

  static BudgetTerms read(FieldReader in) throws IOException, MalformedRecord {
    Given given = FIELDS.read(in);
    return new BudgetTerms(given.get(USD), given.get(PER), given.get(TIMEZONE), given.get(HARD));
  }

  static void write(BudgetTerms budget, FieldWriter out) throws IOException {
    out.number(USD.name(), budget.usd())
        .text(PER.name(), PERIODS.name(budget.per()))
        .text(TIMEZONE.name(), budget.timezone().getId())
        .truth(HARD.name(), budget.hard());
  }
}

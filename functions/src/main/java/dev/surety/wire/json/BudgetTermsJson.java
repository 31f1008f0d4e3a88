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
    return of(FIELDS.read(in));
  }

  /** Of an object that has these fields beside others. */
  static BudgetTerms of(Given given) throws MalformedRecord {
    return new BudgetTerms(given.get(USD), given.get(PER), given.get(TIMEZONE), given.get(HARD));
  }

  /** The same in objects that have other fields too, and are no control records. */
  static final class Draft {

    private Double usd;
    private Period per;
    private ZoneId timezone = ZoneId.of("Z");
    private boolean hard;

    /** Whether the field is one of theirs. */
    boolean take(String field, FieldReader in) throws IOException, MalformedRecord {
      switch (field) {
        case "usd" -> usd = in.amount();
        case "per" -> per = in.oneOf(PERIODS);
        case "timezone" -> timezone = CalendarJson.zone(in);
        case "hard" -> hard = in.truth();
        default -> {
          return false;
        }
      }
      return true;
    }

    BudgetTerms terms(String path) throws MalformedRecord {
      return new BudgetTerms(
          Required.field(path + USD.name(), usd),
          Required.field(path + PER.name(), per),
          timezone,
          hard);
    }
  }

  static void write(BudgetTerms budget, FieldWriter out) throws IOException {
    out.number(USD.name(), budget.usd())
        .text(PER.name(), PERIODS.name(budget.per()))
        .text(TIMEZONE.name(), budget.timezone().getId())
        .truth(HARD.name(), budget.hard());
  }
}

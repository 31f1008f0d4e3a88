package dev.surety.wire.json;

import dev.surety.domain.BudgetStanding;
import dev.surety.domain.BudgetTerms;
import dev.surety.domain.BudgetTerms.Period;
import java.io.IOException;
import java.time.ZoneId;

/** The object {@code budget} of a standing. */
final class BudgetStandingJson {

  private BudgetStandingJson() {}

  static void write(BudgetStanding budget, FieldWriter out) throws IOException {
    BudgetTermsJson.write(budget.terms(), out);
    out.time("begin", budget.begin())
        .time("end", budget.end())
        .number("spent_usd", Math.max(0, budget.spentUsd()));
  }

  static BudgetStanding read(FieldReader in) throws IOException, MalformedRecord {
    Double usd = null;
    Period per = null;
    ZoneId timezone = ZoneId.of("Z");
    boolean hard = false;
    Long begin = null;
    Long end = null;
    double spentUsd = 0;
    for (String field; (field = in.next()) != null; ) {
      switch (field) {
        case "usd" -> usd = in.amount();
        case "per" -> per = in.oneOf(BudgetTermsJson.PERIODS);
        case "timezone" -> timezone = CalendarJson.zone(in);
        case "hard" -> hard = in.truth();
        case "begin" -> begin = in.time();
        case "end" -> end = in.time();
        case "spent_usd" -> spentUsd = in.amount();
        default -> in.skip();
      }
    }
    return new BudgetStanding(
        new BudgetTerms(
            Required.field("budget.usd", usd), Required.field("budget.per", per), timezone, hard),
        Required.field("budget.begin", begin),
        Required.field("budget.end", end),
        spentUsd);
  }
}

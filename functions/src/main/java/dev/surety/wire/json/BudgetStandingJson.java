package dev.surety.wire.json;

import dev.surety.domain.BudgetStanding;
import java.io.IOException;

/** The object {@code budget} of a standing. */
final class BudgetStandingJson {

  private BudgetStandingJson() {}

  static void write(BudgetStanding budget, FieldWriter out) throws IOException {
    BudgetTermsJson.write(budget.terms(), out);
    out.time("begin", budget.begin())
        .time("end", budget.end())
        .number("spent_usd", budget.spentUsd());
  }

  static BudgetStanding read(FieldReader in) throws IOException, MalformedRecord {
    BudgetTermsJson.Draft terms = new BudgetTermsJson.Draft();
    Long begin = null;
    Long end = null;
    double spentUsd = 0;
    for (String field; (field = in.next()) != null; ) {
      switch (field) {
        case "begin" -> begin = in.time();
        case "end" -> end = in.time();
        case "spent_usd" -> spentUsd = in.amount();
        default -> {
          if (!terms.take(field, in)) {
            in.skip();
          }
        }
      }
    }
    return new BudgetStanding(
        terms.terms("budget."),
        Required.field("budget.begin", begin),
        Required.field("budget.end", end),
        spentUsd);
  }
}

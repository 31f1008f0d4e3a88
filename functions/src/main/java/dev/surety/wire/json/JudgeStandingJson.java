package dev.surety.wire.json;

import dev.surety.domain.JudgeStanding;
import java.io.IOException;

/** The object {@code judge} of a standing. */
final class JudgeStandingJson {

  private JudgeStandingJson() {}

  static JudgeStanding read(FieldReader in) throws IOException, MalformedRecord {
    long bought = 0;
    long words = 0;
    double spentUsd = 0;
    double todayUsd = 0;
    double budgetUsd = Double.NaN;
    double priceUsd = Double.NaN;
    for (String field; (field = in.next()) != null; ) {
      switch (field) {
        case "bought" -> bought = in.integer(0, Long.MAX_VALUE);
        case "words" -> words = in.integer(0, Long.MAX_VALUE);
        case "spent_usd" -> spentUsd = in.amount();
        case "today_usd" -> todayUsd = in.amount();
        case "budget_usd" -> budgetUsd = in.amount();
        case "price_usd" -> priceUsd = in.amount();
        default -> in.skip();
      }
    }
    return new JudgeStanding(bought, words, spentUsd, todayUsd, budgetUsd, priceUsd);
  }

  static void write(JudgeStanding judge, FieldWriter out) throws IOException {
    out.integer("bought", judge.bought())
        .integer("words", judge.words())
        .number("spent_usd", judge.spentUsd())
        .number("today_usd", judge.todayUsd())
        .number("budget_usd", judge.budgetUsd())
        .number("price_usd", judge.priceUsd());
  }
}

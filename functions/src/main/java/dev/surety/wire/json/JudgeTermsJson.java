package dev.surety.wire.json;

import dev.surety.domain.JudgeTerms;
import dev.surety.wire.json.ControlFields.Given;
import java.io.IOException;

/** The object {@code judge} of an SLA. */
final class JudgeTermsJson {

  static final ControlField<Double> PRICE =
      ControlField.required(
          "price_usd",
          amount(JudgeTerms.CHEAPEST_USD, JudgeTerms.DEAREST_USD, "0.000000001"),
          "What a label of the judge is expected to cost, USD, 0.000000001 to 1000.");

  static final ControlField<Double> BUDGET =
      ControlField.required(
          "budget_usd",
          amount(0, JudgeTerms.LARGEST_BUDGET_USD, "0"),
          "What labels may cost a tenant and tier in a day (UTC, by its own records' times), USD; "
              + "0 buys none.");

  static final ControlField<Double> ACCURACY =
      ControlField.optional(
          "accuracy_prior",
          amount(JudgeTerms.LEAST_ACCURACY, 1, "0.6"),
          JudgeTerms.USUAL_ACCURACY,
          "Share of answers that the judge is taken to judge right, satisfied ones and others "
              + "alike, 0.6 to 1; counts for 20 pairs of a user's and its word, which then say "
              + "better. Absent: 0.9.");

  static final ControlFields FIELDS = ControlFields.ofPart("judge.", PRICE, BUDGET, ACCURACY);

  private JudgeTermsJson() {}

  static JudgeTerms read(FieldReader in) throws IOException, MalformedRecord {
    Given given = FIELDS.read(in);
    return new JudgeTerms(given.get(PRICE), given.get(BUDGET), given.get(ACCURACY));
  }

  static void write(JudgeTerms judge, FieldWriter out) throws IOException {
    out.number(PRICE.name(), judge.priceUsd())
        .number(BUDGET.name(), judge.budgetUsd())
        .number(ACCURACY.name(), judge.accuracyPrior());
  }

  private static ControlRule<Double> amount(double least, double most, String from) {
    return new ControlRule<>(
        in -> in.number(least, most),
        "{\"type\":\"number\",\"minimum\":%s,\"maximum\":%s}".formatted(from, (long) most));
  }
}

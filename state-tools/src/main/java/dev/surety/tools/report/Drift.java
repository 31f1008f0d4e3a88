package dev.surety.tools.report;

import dev.surety.estimator.Sample;
import java.util.Locale;

/**
 * Whether a model's judged answers became better or worse at some time: of all ways to cut the span
 * in two, the one at which the shares of satisfying answers differ most, if that is more than
 * {@value #ERRORS} standard errors. Over {@code Span.PARTS} cuts of a model that did not change
 * that happens to fewer than one in a hundred.
 *
 * @param part the first part of the span after the change
 * @param before share of satisfying answers before it, 0..1
 * @param after and since
 */
record Drift(String model, int part, double before, double after) {

  private static final double ERRORS = 4;

  /** Fewer judgements on either side tell nothing. */
  private static final int LEAST = 30;

  /** The drift of a model, or {@code null}. */
  static Drift of(String model, ModelUse use) {
    Drift found = null;
    double most = ERRORS;
    for (int part = 1; part < Span.PARTS; part++) {
      Sample before = use.judged(0, part);
      Sample after = use.judged(part, Span.PARTS);
      if (before.count < LEAST || after.count < LEAST) {
        continue;
      }
      Sample both = new Sample();
      both.addAll(before);
      both.addAll(after);
      double variance = both.mean() * (1 - both.mean());
      double error = Math.sqrt(variance * (1.0 / before.count + 1.0 / after.count));
      double errors = Math.abs(after.mean() - before.mean()) / error;
      if (errors > most) {
        most = errors;
        found = new Drift(model, part, before.mean(), after.mean());
      }
    }
    return found;
  }

  String text() {
    return String.format(
        Locale.ROOT,
        "%s: %.1f %% of its judged answers satisfied before, %.1f %% since",
        model,
        100 * before,
        100 * after);
  }
}

package dev.surety.tools.log;

import dev.surety.tools.ope.Estimate;
import dev.surety.tools.ope.Estimator;
import dev.surety.tools.ope.Valuation;
import dev.surety.tools.ope.ValueSums;
import java.util.Optional;

/**
 * What a request would have cost, US dollars, and how far that may be off; NaN if nobody knows.
 *
 * @param value the figure
 * @param low least that the log lets it be
 * @param high most
 */
record UsdBand(double value, double low, double high) {

  /** As the drawn part of the log shows it, weighed by the chances of its choices. */
  static Optional<UsdBand> byChance(ValueSums sums) {
    return Valuation.of(sums, false)
        .by(Estimator.SNIPS)
        .filter(estimate -> !Double.isNaN(estimate.low()))
        .map(UsdBand::of);
  }

  private static UsdBand of(Estimate estimate) {
    return new UsdBand(estimate.value(), estimate.low(), estimate.high());
  }

  /**
   * With one model for all of a tenant's requests. Its prices are those that its own answers show,
   * and the requests are as long as they are. How long its answers to the others' requests would
   * have been nobody knows: as long as its own to requests of the kind, if length is the model's;
   * as long as those that were given, if length is the request's. The one is the figure, and both
   * are the ends of the band.
   *
   * @param all of all tenants
   */
  static UsdBand assumed(LogTally tenant, LogTally all, String model) {
    ModelTally everywhere = all.models.get(model);
    ModelTally own = tenant.models.get(model);
    double mean = own == null || own.priced == 0 ? everywhere.meanCostUsd() : own.meanCostUsd();
    if (everywhere.tokens.count() == 0 || tenant.tokens.count() == 0) {
      return new UsdBand(mean, mean, mean);
    }
    TokenTally answered = own == null ? new TokenTally() : own.tokens;
    double input = tenant.tokens.meanInput();
    double itsLength =
        everywhere.prices.usd(input, tenant.tokens.meanOutput(answered, everywhere.tokens));
    double theirLength = everywhere.prices.usd(input, tenant.tokens.meanOutput());
    return Double.isNaN(itsLength)
        ? new UsdBand(mean, mean, mean)
        : new UsdBand(
            itsLength, Math.min(itsLength, theirLength), Math.max(itsLength, theirLength));
  }
}

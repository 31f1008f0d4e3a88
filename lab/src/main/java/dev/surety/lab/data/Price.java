package dev.surety.lab.data;

/**
 * A list price.
 *
 * @param inputUsdPerMtok USD for a million input tokens
 * @param outputUsdPerMtok USD for a million output tokens
 */
public record Price(double inputUsdPerMtok, double outputUsdPerMtok) {

  private static final double MTOK = 1e6;

  public Price {
    requireUsd("input_usd_per_mtok", inputUsdPerMtok);
    requireUsd("output_usd_per_mtok", outputUsdPerMtok);
  }

  /** Cost of one request in USD. */
  public double costUsd(long inputTokens, long outputTokens) {
    return (inputTokens * inputUsdPerMtok + outputTokens * outputUsdPerMtok) / MTOK;
  }

  private static void requireUsd(String name, double usd) {
    if (!(usd >= 0) || Double.isInfinite(usd)) {
      throw new IllegalArgumentException(name + " must be a number of at least 0, not " + usd);
    }
  }
}

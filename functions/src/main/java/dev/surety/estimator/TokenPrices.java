package dev.surety.estimator;

/**
 * What a million tokens of a model cost, of what its answers cost: the two prices that fit best by
 * least squares, neither below nothing. A plain sum: it can be asked at any time.
 */
public final class TokenPrices {

  private static final double MTOK = 1e6;

  private double inIn;
  private double inOut;
  private double outOut;
  private double inUsd;
  private double outUsd;
  private double input;
  private double output;
  private double usd;

  /** One more answer: its tokens, and what it cost, US dollars. */
  public void add(double inputTokens, double outputTokens, double costUsd) {
    double in = inputTokens / MTOK;
    double out = outputTokens / MTOK;
    inIn += in * in;
    inOut += in * out;
    outOut += out * out;
    inUsd += in * costUsd;
    outUsd += out * costUsd;
    input += in;
    output += out;
    usd += costUsd;
  }

  /** US dollars a million input tokens, and a million output tokens. */
  public double[] usdPerMtok() {
    double determinant = inIn * outOut - inOut * inOut;
    double in = (inUsd * outOut - outUsd * inOut) / determinant;
    double out = (outUsd * inIn - inUsd * inOut) / determinant;
    if (!(determinant > 1e-9 * inIn * outOut) || !(in >= 0) || !(out >= 0)) {
      double both = inIn + 2 * inOut + outOut;
      double one = both > 0 ? (inUsd + outUsd) / both : 0;
      return new double[] {one, one};
    }
    return new double[] {in, out};
  }

  /**
   * What answers of other lengths would cost on average: by these prices, and in the mean exactly
   * what the answers seen have cost.
   *
   * @return US dollars, or {@link Double#NaN} if no answer with tokens has been seen
   */
  public double usd(double inputTokens, double outputTokens) {
    double[] prices = usdPerMtok();
    double fitted = prices[0] * input + prices[1] * output;
    if (fitted > 0) {
      return (prices[0] * inputTokens + prices[1] * outputTokens) / MTOK * (usd / fitted);
    }
    return input + output > 0 ? 0 : Double.NaN;
  }
}

package dev.surety.lab.imports;

/**
 * What a million tokens of each model cost, of what answers cost: the two prices that fit best by
 * least squares, neither below nothing.
 */
final class AnswerPrices {

  private static final int SUMS = 5;
  private static final double MTOK = 1e6;

  private final double[] sums;

  AnswerPrices(int models) {
    sums = new double[models * SUMS];
  }

  /** One more answer. */
  void add(int model, double input, double output, double usd) {
    int at = model * SUMS;
    double in = input / MTOK;
    double out = output / MTOK;
    sums[at] += in * in;
    sums[at + 1] += in * out;
    sums[at + 2] += out * out;
    sums[at + 3] += in * usd;
    sums[at + 4] += out * usd;
  }

  /** US dollars a million input and output tokens. */
  double[] of(int model) {
    int at = model * SUMS;
    double determinant = sums[at] * sums[at + 2] - sums[at + 1] * sums[at + 1];
    double input = (sums[at + 3] * sums[at + 2] - sums[at + 4] * sums[at + 1]) / determinant;
    double output = (sums[at + 4] * sums[at] - sums[at + 3] * sums[at + 1]) / determinant;
    if (!(determinant > 1e-9 * sums[at] * sums[at + 2]) || !(input >= 0) || !(output >= 0)) {
      double both = sums[at] + 2 * sums[at + 1] + sums[at + 2];
      double one = both > 0 ? (sums[at + 3] + sums[at + 4]) / both : 0;
      return new double[] {one, one};
    }
    return new double[] {input, output};
  }
}
